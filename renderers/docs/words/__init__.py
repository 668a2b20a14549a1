"""The pages' own words: each is written in both languages, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from archspec.bilingual import Language, Text
from archspec.parts.inline import Inline
from renderers.docs.inlines import inline
from renderers.docs.markdown import Markdown, fill
from renderers.docs.words.architecture import ARCHITECTURE_WORDS
from renderers.docs.words.checks import CHECK_WORDS
from renderers.docs.words.common import COMMON_WORDS
from renderers.docs.words.decisions import DECISION_WORDS
from renderers.docs.words.overview import OVERVIEW_WORDS
from renderers.docs.words.tradeoffs import TRADEOFF_WORDS

TABLES: Final = (
    COMMON_WORDS,
    OVERVIEW_WORDS,
    ARCHITECTURE_WORDS,
    TRADEOFF_WORDS,
    DECISION_WORDS,
    CHECK_WORDS,
)
WORDS: Final[Mapping[str, Text]] = MappingProxyType({name: text for words in TABLES for name, text in words.items()})


class Bilingual(Protocol):
    """Something that is written in each language."""

    def in_language(self, language: Language) -> str:
        """Return it in a language."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the pages in one language."""

    language: Language

    def __getitem__(self, name: str) -> Markdown:
        """Return a word by its name; templates write `words.name`."""
        return self(WORDS[name])

    def __call__(self, text: Bilingual) -> Markdown:
        """Return one of our own texts, which are Markdown, in this language."""
        return Markdown(text.in_language(self.language))

    def inline(self, value: Inline) -> Markdown:
        """Return what a kind says, in this language."""
        return self(inline(value))

    def fill(self, text: Text, /, **values: object) -> Markdown:
        """Return one of our own texts with values put in."""
        return self(fill(text, **values))
