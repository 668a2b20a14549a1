"""Reads `broken/*.txt`: specs with mistakes, and the messages a newcomer gets.

A case is `=== what is wrong`, then lines that go (`-`) and come (`+`) in `base.yaml`, then the expected messages (`>`).
A line that goes makes room for the `+` lines after it; `+` lines without one go to the end. `@ name` starts another
file, whose lines are all `+`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "broken"
BASE = (FOLDER / "base.yaml").read_text(encoding="utf-8").splitlines()


@dataclass
class Broken:
    """A spec with mistakes, and what loading says of it."""

    topic: str
    name: str
    files: dict[str, list[str]] = field(default_factory=dict)
    expected: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """Write the files; return the spec's."""
        for name, lines in self.files.items():
            (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return folder / next(iter(self.files))


def broken_specs() -> list[Broken]:
    """Return every case of the folder."""
    return [case for file in sorted(FOLDER.glob("*.txt")) for case in _cases(file)]


def _cases(file: Path) -> Iterator[Broken]:
    for part in file.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *lines = part.splitlines()
        case = Broken(file.stem, name)
        editor = _Editor(case)
        for line in filter(None, lines):
            editor.take(line)
        yield case


class _Editor:
    """Applies the lines of a case, one after the other."""

    def __init__(self, case: Broken) -> None:
        self.case = case
        self.here: list[str] = []
        self.at = 0

    def take(self, line: str) -> None:
        """Apply one line, by its mark."""
        mark, rest = line[:1], line[1:]
        if mark == "@":
            self.here = self.case.files.setdefault(rest.strip(), [])
            self.at = 0
            return
        if mark == ">":
            self.case.expected.append(rest.strip())
            return
        if not self.case.files:
            self.here = self.case.files["spec.yaml"] = list(BASE)
            self.at = len(BASE)
        if mark == "-":
            self.at = self.here.index(rest)
            del self.here[self.at]
        else:
            self.here.insert(self.at, rest)
            self.at += 1
