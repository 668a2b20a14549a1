"""Mistakes as they are found: there may be very many, and only the first of them are reported."""

from collections.abc import Callable, Iterable
from heapq import nsmallest
from operator import attrgetter
from typing import Final, NamedTuple

from archspec.errors import MOST_PROBLEMS, Position, Problem, SpecError

_BY_POSITION: Final = attrgetter("position")


class Found(NamedTuple):
    """A mistake at a place; its message is written when it is reported."""

    position: Position
    say: Callable[[], str]

    def problem(self) -> Problem:
        """Return the mistake with its message."""
        return Problem(self.position, self.say())


class FoundProblems:
    """What is found wrong with a spec so far: the first mistakes, and how many more there are."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self.problems: list[Problem] = []
        self.omitted = 0

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.problems)

    @property
    def is_full(self) -> bool:
        """Whether there is enough to report, so that looking any further tells nobody anything."""
        return len(self.problems) >= MOST_PROBLEMS

    def add(self, found: Found) -> None:
        """Take one mistake."""
        if self.is_full:
            self.omitted += 1
        else:
            self.problems.append(found.problem())

    def extend(self, found: Iterable[Found]) -> None:
        """Take the first mistakes in file order of one pass over the spec, and count the others."""
        every = list(found)
        self.problems += [one.problem() for one in first(every, MOST_PROBLEMS)]
        self.omitted += max(len(every) - MOST_PROBLEMS, 0)

    def extend_from(self, error: SpecError) -> None:
        """Take what a part of the loading reports."""
        self.problems += error.problems
        self.omitted += error.omitted

    def error(self, prefix: str = "") -> SpecError:
        """Return the error that reports them, each after a prefix."""
        return SpecError([Problem(one.position, prefix + one.message) for one in self.problems], self.omitted)


def first(found: Iterable[Found], most: int) -> list[Found]:
    """Return the first mistakes in file order."""
    return nsmallest(most, found, key=_BY_POSITION)
