"""What people call a kind elsewhere: in AWS's console, in CloudFormation, in Terraform, in speech."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from archspec.architecture import did_you_mean
from archspec.components.base import facts_file
from archspec.loading.model_fields import KIND_BY_NAME

_LONGEST: Final = 80
"""Longer than any name of a service or resource type."""


def kind_hint(word: str) -> str:
    """Return what to write instead of a word that is no kind, ready to follow a semicolon."""
    if (kind := kind_meant(word)) is not None:
        return f"did you mean {kind!r}?"
    if (service := _words("absent").get(_spelled(word))) is not None:
        return f"archspec has none for {service} yet; there are {', '.join(KIND_BY_NAME)}"
    return did_you_mean(word, KIND_BY_NAME)


def kind_meant(word: str) -> str | None:
    """Return the kind that a word stands for: its own name, or one from elsewhere."""
    return word if word in KIND_BY_NAME else _words("words").get(_spelled(word))


@cache
def _words(part: str) -> Mapping[str, str]:
    """Return what each word stands for: a kind, or a service that has none."""
    return {_spelled(word): meant for meant, words in facts_file("kind_words")[part].items() for word in words}


def _spelled(word: str) -> str:
    """Return a word without what people write differently: case, separators, a plural's ending."""
    letters = "".join(character for character in word[:_LONGEST].casefold() if character.isalnum())
    return letters.removesuffix("s") if len(letters) > 3 else letters  # noqa: PLR2004  rds, ecs, dns and sns are none
