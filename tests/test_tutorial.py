"""The tutorial does what it says: its commands are run in order, and print what it shows."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs/tutorial.md"
REST = "…"


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the lines shown under it, or lines to add to the spec."""

    command: str | None
    lines: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """Return what a reader does, in order."""
    for language, block in re.findall(r"```(console|yaml)\n(.*?)```", text, re.DOTALL):
        if language == "yaml":
            yield Step(None, tuple(block.splitlines()[1:]))
            continue
        for part in block.removeprefix("$ ").split("\n$ "):
            command, *lines = part.splitlines()
            yield Step(command, tuple(lines))


def shown(lines: tuple[str, ...], printed: str) -> bool:
    """Tell whether the lines are what was printed, with anything in place of an ellipsis."""
    pattern = "".join(r"(?:.*\n)*?" if line == REST else re.escape(line) + r"\n" for line in lines)
    return re.fullmatch(pattern, printed) is not None


def run(command: str, folder: Path) -> str:
    """Run a command as the reader would, and return what it prints."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "80"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S602  the tutorial's own lines
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.slow
def test_every_command_prints_what_is_shown(tmp_path: Path) -> None:
    """A reader who types the tutorial sees the tutorial."""
    spec = tmp_path / "shop/specs/architecture.yaml"
    untouched = ""
    for step in steps(TUTORIAL.read_text("utf-8")):
        if step.command is None:
            untouched = spec.read_text("utf-8")
            added = "\n".join(step.lines)
            spec.write_text(untouched.replace("\nenvironments:", f"\n{added}\nenvironments:"), encoding="utf-8")
        elif not step.command.startswith("pip install"):
            if step.command.startswith("archspec build") and untouched:
                spec.write_text(untouched, encoding="utf-8")
            printed = run(step.command, tmp_path)
            assert shown(step.lines, printed), f"{step.command}\n{printed}"
    assert (tmp_path / "shop/build/shop/docs/en/README.md").is_file()
    assert (tmp_path / "shop/cdk.out/manifest.json").is_file()
