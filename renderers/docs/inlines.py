"""Texts of kinds as Markdown."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.parts.inline import Code, ComponentLink, Filled, Inline
from renderers.docs.links import to_heading
from renderers.docs.markdown import Markdown, code, escape, sentence
from renderers.docs.phrases import same

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def inline(value: Inline) -> Text:
    """Return a piece of a line as Markdown, in both languages."""
    match value:
        case Text():
            return Text(en=sentence([value.en]), pt=sentence([value.pt]))
        case Filled():
            filled = {name: inline(one) for name, one in value.values.items()}
            return Text(
                en=sentence(_parts(value.text.en, {name: one.en for name, one in filled.items()})),
                pt=sentence(_parts(value.text.pt, {name: one.pt for name, one in filled.items()})),
            )
        case Code():
            return same(code(value.text))
        case ComponentLink():
            return same(to_heading(value.title, f"component:{value.component}"))
        case str() | int():
            return same(escape(str(value)))
        case _ as unreachable:
            assert_never(unreachable)


def _parts(text: str, values: Mapping[str, str]) -> Iterator[str]:
    """Return what stands between placeholders, and what stands for them, in turn."""
    for number, part in enumerate(_PLACEHOLDER.split(text)):
        yield Markdown(values[part]) if number % 2 else part
