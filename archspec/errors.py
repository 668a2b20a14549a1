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
from typing import Final, Self, TypeAlias

MOST_PROBLEMS: Final = 200
"""Mistakes that one run reports; of the others, it tells how many there are."""

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
        super().__init__()

    def __str__(self) -> str:
        """Name each mistake, which takes long where there are many, and so waits until somebody asks."""
        return "; ".join(f"{'.'.join(map(str, m.path))}: {m.message}" for m in self.mistakes)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a file, with the place to look at."""

    position: Position
    message: str

    def __str__(self) -> str:
        """One line: the position, then the message."""
        return f"{self.position}: {self.message}"


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """The mistakes of a run: those that are reported, and how many more there are."""

    problems: tuple[Problem, ...] = ()
    omitted: int = 0

    @classmethod
    def of(cls, problems: Sequence[Problem], omitted: int = 0) -> Self:
        """Report the first problems, and count the others with those that are left out already."""
        return cls(tuple(problems[:MOST_PROBLEMS]), omitted + max(len(problems) - MOST_PROBLEMS, 0))

    def lines(self) -> list[str]:
        """Return one line for each problem, and one for all that are left out."""
        rest = f"{self.omitted:,} more {'mistake is' if self.omitted == 1 else 'mistakes are'} not listed"
        return [*map(str, self.problems), *([f"archspec: {rest}; mend these first"] if self.omitted else [])]


class ArchspecError(Exception):
    """Anything this library refuses to do, with a message for the person who asked."""


class SpecError(ArchspecError):
    """A spec cannot be used; `problems` lists its first 200 mistakes in file order, `omitted` counts the others."""

    def __init__(self, problems: Sequence[Problem], omitted: int = 0) -> None:
        """Sort the problems and drop repeats: environments share most of a file."""
        self.report = ProblemReport.of(sorted(set(problems)), omitted)
        super().__init__("\n".join(self.report.lines()))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes that are reported."""
        return self.report.problems

    @property
    def omitted(self) -> int:
        """How many more there are."""
        return self.report.omitted


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
