"""How the commands grow: CPU seconds and memory from 10 to 300 components, and for the worst megabyte of spec."""

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Final

from tests.bench.measure import Command, Sample, run
from tests.bench.realistic_spec import SHAPES, Shape, realistic_spec
from tests.bench.table import Budget, cpu_row, heading, memory_row, note
from tests.bench.workspace import AS_OF, Workspace
from tests.bench.worst_inputs import worst_inputs

SIZES: Final = (10, 30, 100, 300)
_REFUSAL: Final = 120
"""Characters of a refusal that are printed."""
_ENVIRONMENT: Final = "production"

_BUDGETS: Final[Mapping[str, float]] = {"check": 1, "build": 20, "synth": 30}
"""CPU seconds for a realistic mix of 300 components."""
_MEMORY: Final = Budget(500, "MB")
_WORST: Final = (
    "arrows_from_each_to_each.yaml",
    "environments_of_many_services.yaml",
    "findings.yaml",
    "unknown_fields.yaml",
    "brackets_in_one_line.yaml",
    "components_in_one_line.json",
    "values_in_one_line.json",
)
"""Those of the worst inputs that take longest or most memory, and the one that took longest before it had limits."""


def command_growth(work: Workspace) -> None:
    """Print what each command takes of three shapes in four sizes, and how the work for a part of them grows."""
    commands: Mapping[str, Callable[[Path], Command]] = {
        "check": lambda spec: work.archspec("check", str(spec), "--as-of", AS_OF),
        "plan": lambda spec: work.archspec("plan", str(spec), "--env", _ENVIRONMENT, "--quiet"),
        "build": lambda spec: work.archspec(
            "build", str(spec), "--as-of", AS_OF, "--output", str(work.path("grown")), fresh="grown"
        ),
        "synth": lambda spec: work.refusable(
            "synth", str(spec), "--env", _ENVIRONMENT, "--output", str(work.path("grown")), fresh="grown"
        ),
    }
    for name, command in commands.items():
        for shape in SHAPES:
            heading(f"{name}: {shape}")
            _grow(work, name, command, shape)


def _grow(work: Workspace, name: str, command: Callable[[Path], Command], shape: Shape) -> None:
    """Print a row for each size, with how the work for a part compares with that of the size before."""
    before: tuple[int, Sample] | None = None
    for size in SIZES:
        spec = work.path(f"{shape}_{size}.yaml")
        text = realistic_spec(shape, size)
        spec.write_text(text, encoding="utf-8")
        parts = size + text.count(" -> ")
        taken = run(command(spec))
        # What was refused has not been made, however quick that was.
        is_budgeted = shape == "mix" and size == SIZES[-1] and name in _BUDGETS and not taken.refusal
        label = f"{size} components, {parts - size} connections"
        cpu_row(label, taken, Budget(_BUDGETS[name], "s") if is_budgeted else None)
        if is_budgeted:
            memory_row("  the same in memory", taken, _MEMORY)
        if before is not None:
            grown = taken.cpu / before[1].cpu / (parts / before[0])
            note(f"{parts / before[0]:.1f} times the parts; the work for each grew {grown:.2f} times")
        if taken.refusal:
            note(f"refused: {shorten(taken.refusal, _REFUSAL)}")
        before = parts, taken


def worst_megabytes(work: Workspace) -> None:
    """Print what checking takes of inputs that make it work hard."""
    heading("check of a megabyte at its worst")
    inputs = worst_inputs()
    for file in _WORST:
        path = work.path(file)
        path.write_text(inputs[file](), encoding="utf-8", newline="")
        taken = run(work.refusable("check", str(path), "--as-of", AS_OF))
        cpu_row(file, taken, Budget(5, "s"))
        memory_row("  the same in memory", taken, Budget(1000, "MB"))
