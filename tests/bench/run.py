"""`make bench`: the budgets of the design, measured beside a named peer in one run.

Wall times are medians; they say little by themselves on a shared machine, so ratios are printed with them.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.large_spec import large_spec  # noqa: E402  needs the root on the path
from tests.bench.reference_template import reference_template  # noqa: E402

BIN = Path(sys.executable).parent
AS_OF = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Measure:
    """The median wall time of a command in seconds, and its peak memory in MB."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str], runs: int) -> Measure:
    """Run a command several times, after one run that warms the disk cache."""
    samples = [_run(command) for _ in range(runs + 1)][1:]
    seconds = statistics.median(sample.seconds for sample in samples)
    return Measure(seconds, max(sample.megabytes for sample in samples))


def _run(command: Sequence[str]) -> Measure:
    started = time.perf_counter()
    process = os.fork()
    if process == 0:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.execv(command[0], list(command))  # noqa: S606  our own commands, without a shell
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in {0, 4, 8, 12}:
        raise SystemExit(f"{' '.join(command)} failed with {os.waitstatus_to_exitcode(status)}")
    return Measure(seconds, usage.ru_maxrss / 1024)


def _line(name: str, value: str, budget: str = "") -> None:
    sys.stdout.write(f"{name:<58}{value:>14}  {budget}\n")
    sys.stdout.flush()


def cold_check(folder: Path) -> None:
    """Compare a cold check of the reference spec with a cold cfn-lint of a template of its size."""
    template = folder / "reference.json"
    template.write_text(json.dumps(reference_template()), encoding="utf-8")
    ours = measure([str(BIN / "archspec"), "check", str(ROOT / "specs"), "--as-of", AS_OF], runs=7)
    peer = measure([str(BIN / "cfn-lint"), "--regions", "sa-east-1", "--", str(template)], runs=3)
    start = measure([sys.executable, "-c", "import pydantic, yaml, click"], runs=7)
    _line("python with pydantic, yaml and click imported", f"{start.seconds:.2f} s", "floor")
    _line("archspec check specs/, cold", f"{ours.seconds:.2f} s", "budget 0.40 s")
    size = f"{len(reference_template()['Resources'])} resources"
    _line("cfn-lint on a template of that size, cold", f"{peer.seconds:.2f} s", size)
    _line("cfn-lint / archspec check", f"{peer.seconds / ours.seconds:.1f} x", "budget 6 x")
    _line("memory: archspec check, cfn-lint", f"{ours.megabytes:.0f}, {peer.megabytes:.0f} MB")


def growth(folder: Path) -> None:
    """Print how checking grows from 100 to 10,000 components, with three connections each."""
    for components in (100, 300, 1_000, 3_000, 10_000):
        spec = folder / f"large_{components}.yaml"
        spec.write_text(large_spec(components, components * 3), encoding="utf-8")
        found = measure([str(BIN / "archspec"), "check", str(spec), "--as-of", AS_OF], runs=3)
        name = f"archspec check, {components:,} components, {components * 3:,} connections"
        budget = "budget 3 s, 400 MB" if components == 10_000 else ""
        per = found.seconds / components * 1e3
        _line(name, f"{found.seconds:.2f} s", f"{per:.2f} ms each, {found.megabytes:.0f} MB  {budget}".rstrip())


def main() -> None:
    """Run every measurement."""
    with tempfile.TemporaryDirectory() as name:
        cold_check(Path(name))
        growth(Path(name))


if __name__ == "__main__":
    main()
