"""What people call a kind elsewhere: in AWS's console, in CloudFormation, in Terraform, in speech."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from archspec.architecture import did_you_mean
from archspec.components import all_kinds, is_kind, known_names
from archspec.components.base import facts_file

_LONGEST: Final = 80
"""Longer than any name of a service or resource type."""


def kind_hint(word: str) -> str:
    """Return what to write instead of a word that is no kind, ready to follow a semicolon."""
    if (kind := kind_meant(word)) is not None:
        return f"did you mean {kind!r}?"
    if (service := _services().get(_spelled(word))) is not None:
        return f"archspec has none for {service} yet; there are {', '.join(known_names())}"
    return did_you_mean(word, known_names())


def kind_meant(word: str) -> str | None:
    """Return the kind that a word stands for: its own name, or one from elsewhere."""
    return word if is_kind(word) else _words().get(_spelled(word))


@cache
def _words() -> Mapping[str, str]:
    """Return the kind that each word stands for."""
    return {_spelled(word): kind.name for kind in all_kinds() for word in kind.words}


@cache
def _services() -> Mapping[str, str]:
    """Return the service that each word stands for, of those that have no kind."""
    absent = facts_file("services_without_kind")["absent"]
    return {_spelled(word): service for service, words in absent.items() for word in words}


def _spelled(word: str) -> str:
    """Return a word without what people write differently: case, separators, a plural's ending."""
    letters = "".join(character for character in word[:_LONGEST].casefold() if character.isalnum())
    return letters.removesuffix("s") if len(letters) > 3 else letters  # noqa: PLR2004  rds, ecs, dns and sns are none
