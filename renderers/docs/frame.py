"""What stands around every page: the way to the other pages, and where the page comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from archspec.bilingual import Language
from renderers.docs.inputs import PageInputs
from renderers.docs.links import to_page
from renderers.docs.markdown import Markdown, code, fill, strong
from renderers.docs.words import WORDS, Words

OVERVIEW: Final = "README.md"
"""GitHub shows this file where somebody opens the folder."""
ARCHITECTURE: Final = "architecture.md"
TRADEOFFS: Final = "tradeoffs.md"
DECISIONS: Final = "decisions.md"
CHECKS: Final = "checks.md"
RULES: Final = "rules.md"

_PAGES: Final = {
    OVERVIEW: "overview",
    ARCHITECTURE: "architecture",
    TRADEOFFS: "tradeoffs",
    DECISIONS: "decisions",
    CHECKS: "verification",
    RULES: "rules",
}
"""The pages that every page leads to, by the name of their word."""
_LANGUAGE_NAMES: Final[dict[Language, str]] = {"en": "English", "pt-BR": "Português"}
"""What each language calls itself."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page."""

    navigation: Markdown
    generated: Markdown


def frame_of(page: str, inputs: PageInputs, words: Words) -> Frame:
    """Return what stands around a page."""
    return Frame(
        navigation=Markdown(" · ".join([*_pages(page, words), *_languages(page, inputs, words)])),
        generated=words(fill(WORDS["generated"], name=code(inputs.architecture.name))),
    )


def _pages(page: str, words: Words) -> Iterator[Markdown]:
    for path, word in _PAGES.items():
        yield strong(words[word]) if path == page else to_page(words[word], path)


def _languages(page: str, inputs: PageInputs, words: Words) -> Iterator[Markdown]:
    for language in inputs.languages:
        if language != words.language:
            yield to_page(_LANGUAGE_NAMES[language], f"../{language}/{page}")
