"""Copies of archspec with more kinds than any spec uses, to show that a start does not grow with their number."""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from tests.bench.measure import Command, race
from tests.bench.table import Budget, heading, ratio_row, row
from tests.bench.workspace import AS_OF, ROOT, Workspace

_MORE: Final = 40
_PATTERN: Final = ("s3_bucket", "S3Bucket")
"""The kind that the others are copies of: its name, and the class of its model."""
_LIST: Final = "KIND_NAMES: Final = (\n"


def many_kinds(work: Workspace) -> None:
    """Compare a cold check of the reference where there are few kinds, and where there are many more."""
    heading("check of the reference, cold, with more kinds to choose from")
    few, many = _copy(work.path("few"), 0), _copy(work.path("many"), _MORE)
    names = {few: f"{_count(few)} kinds", many: f"{_count(many)} kinds"}
    found = race({name: _check(work, folder) for folder, name in names.items()}, rounds=21)
    for name in names.values():
        row(name, found[name])
    ratio_row("many / few", found[names[many]], found[names[few]], Budget(1.03, "x"))


def _copy(folder: Path, more: int) -> Path:
    """Copy the packages into a folder, and give them some more kinds."""
    for package in ("archspec", "renderers"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    names = [f"synthetic_{number}" for number in range(more)]
    for number, name in enumerate(names):
        _add_kind(folder / "archspec/kinds", name, f"Synthetic{number}")
    registry = folder / "archspec/components/registry.py"
    listed = "".join(f'    "{name}",\n' for name in names)
    registry.write_text(registry.read_text("utf-8").replace(_LIST, _LIST + listed), "utf-8")
    return folder


def _add_kind(kinds: Path, name: str, model: str) -> None:
    shutil.copytree(kinds / _PATTERN[0], kinds / name)
    for path in (kinds / name).glob("*.py"):
        text = path.read_text("utf-8").replace(_PATTERN[0], name).replace(_PATTERN[1], model)
        path.write_text(text, "utf-8")


def _count(folder: Path) -> int:
    return sum((home / "model.py").is_file() for home in (folder / "archspec/kinds").iterdir())


def _check(work: Workspace, folder: Path) -> Command:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    arguments = (sys.executable, "-m", "archspec", "check", str(work.spec), "--as-of", AS_OF)
    return Command(arguments, inherited | {"PYTHONPATH": str(folder)}, exit_codes=frozenset({0, 1}))
