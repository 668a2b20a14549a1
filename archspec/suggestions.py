"""Suggestions for names that do not exist."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

_MOST_NAMED: Final = 8
_MOST_COMPARED: Final = 500
_LONGEST_COMPARED: Final = 80
_MOST_SUGGESTIONS: Final = 100
"""Names looked up in a list of any length; finding a similar one is slow, and so many mistakes have one cause."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a suggestion, or the list of what exists, ready to follow a semicolon."""
    names = [other for other in known if len(other) <= _LONGEST_COMPARED and other.isprintable()]
    if close := get_close_matches(name, _comparable(name, names), n=1, cutoff=0.6):
        return f"did you mean {close[0]!r}?"
    if len(names) < 2:  # noqa: PLR2004  one name is no choice
        return f"there is only {names[0]!r}" if names else "there is none"
    return f"choose from {', '.join(names[:_MOST_NAMED])}{', …' if len(names) > _MOST_NAMED else ''}"


def one_of(value: str, known: Sequence[str]) -> str:
    """Return what to write in place of a value that is none of the few known ones."""
    hint = did_you_mean(value, known)
    *others, last = known
    return hint if hint.startswith("did") else f"use {', '.join(others)} or {last}" if others else f"use {last}"


class Hints:
    """Suggestions for names that are not in a list, which take long to find: the first ones get one each."""

    def __init__(self, known: Iterable[str], otherwise: str) -> None:
        """Suggest names of a list, and give an advice to the others."""
        self._known = known
        self._otherwise = otherwise
        self._found: dict[str, str] = {}

    def on(self, name: str) -> str:
        """Return a suggestion, or the advice that is always right."""
        if name not in self._found and len(self._found) < _MOST_SUGGESTIONS:
            self._found[name] = did_you_mean(name, self._known)
        return self._found.get(name, self._otherwise)


def _comparable(name: str, names: list[str]) -> list[str]:
    """Return the names worth comparing with one, which is slow: in a long list, those that start alike."""
    if len(name) > _LONGEST_COMPARED:
        return []
    if len(names) <= _MOST_COMPARED:
        return names
    return [other for other in names if other[:2] == name[:2]][:_MOST_COMPARED]
