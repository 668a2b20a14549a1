"""Texts of a kind with values in them, which each renderer marks up in its own notation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from archspec.bilingual import Text
from archspec.parts.phrases import NONE


@dataclass(frozen=True, slots=True)
class Code:
    """A value of a spec, in the typeface of code."""

    text: str


@dataclass(frozen=True, slots=True)
class ComponentLink:
    """A component by its title, which leads to where it is described."""

    component: str
    title: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A text whose placeholders, as in `{name}`, stand for values."""

    text: Text
    values: Mapping[str, "Inline"]


Inline: TypeAlias = Text | Code | ComponentLink | Filled | str | int
"""A piece of a line. In a text of ours, backticks mark code; a plain string is a spec's, and reads as it is written."""


def fill(text: Text, /, **values: Inline) -> Filled:
    """Return a text with values for its placeholders."""
    return Filled(text, values)


def listed(items: Sequence[Inline]) -> Inline:
    """Return items as a sentence lists them."""
    if len(items) <= 1:
        return items[0] if items else NONE
    values = {f"item_{number}": item for number, item in enumerate(items)}
    *first, last = (f"{{{name}}}" for name in values)
    return Filled(Text(en=f"{', '.join(first)} and {last}", pt=f"{', '.join(first)} e {last}"), values)


def listed_code(items: Sequence[str]) -> Inline:
    """Return names as a sentence lists them."""
    return listed([Code(item) for item in items])
