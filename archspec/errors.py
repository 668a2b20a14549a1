"""What can go wrong, as one hierarchy.

    ArchspecError
    ├── SpecError       a spec cannot be used; carries every mistake found in it
    ├── PlanError       an architecture cannot be deployed as it is; carries every reason
    ├── RenderError     an output cannot hold what it was asked to show
    └── UsageError      a command was given something else it cannot use

`Mistakes` is what validators raise while a model is being built: it names places inside the value under validation.
Loading turns each into a `Problem`, which names a place in a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes that lead from the root of a spec to a value."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file; lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """`file:line:column`, the form editors and terminals make clickable."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with a value, at a path relative to the value under validation."""

    path: Path
    message: str


class Mistakes(ValueError):  # noqa: N818  a ValueError, because that is what Pydantic collects from validators
    """Every mistake a validator found, so that one run reports them all."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes as data; the text is what a Python user sees inside Pydantic's error."""
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{'.'.join(map(str, m.path))}: {m.message}" for m in self.mistakes))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file, with the place to look at."""

    position: Position
    message: str

    def __str__(self) -> str:
        """One line: the position, then the message."""
        return f"{self.position}: {self.message}"


class ArchspecError(Exception):
    """Anything this library refuses to do, with a message for the person who asked."""


class SpecError(ArchspecError):
    """A spec cannot be used; `problems` lists every mistake, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Sort the problems and drop repeats: environments share most of a file."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class PlanError(ArchspecError):
    """An architecture cannot be deployed as it is; `mistakes` says where in the spec, and what would help."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes as data; the command line finds their places in the file."""
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{'.'.join(map(str, m.path))}: {m.message}" for m in self.mistakes))


class RenderError(ArchspecError):
    """An output cannot hold what it was asked to show; the message says how to ask for less."""


class UsageError(ArchspecError):
    """A command or call was given an argument it cannot use."""
