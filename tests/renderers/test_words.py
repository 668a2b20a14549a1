"""The page's own words, in both languages."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from archspec.architecture import Aspect, Impact
from archspec.checks import Severity, Text
from archspec.components import Role
from renderers.docs.words import ASPECTS, LEGEND, SEVERITIES, WORDS, calendar_day, impact


def _all_words() -> dict[str, Text]:
    tables: dict[str, Text] = dict(WORDS)
    tables |= {severity.value: text for severity, text in SEVERITIES.items()}
    tables |= {str(aspect): text for aspect, text in ASPECTS.items()}
    tables |= {role.value: text for role, text in LEGEND.items()}
    tables |= {f"{level}-{aspect}": impact(level, aspect) for level in get_args(Impact) for aspect in get_args(Aspect)}
    return tables


SAME_IN_BOTH = {"tags", "tradeoffs"}


@pytest.mark.parametrize("name", _all_words())
def test_every_word_is_written_in_both_languages(name: str) -> None:
    """No text is empty, and none is left in the other language."""
    text = _all_words()[name]
    assert text.en
    assert text.pt
    assert (text.en == text.pt) == (name in SAME_IN_BOTH)


def test_tables_of_words_hold_their_vocabularies() -> None:
    """No aspect, severity or role is without its word."""
    assert set(ASPECTS) == set(get_args(Aspect))
    assert set(SEVERITIES) == set(Severity)
    assert set(LEGEND) == set(Role)


def test_every_word_is_used() -> None:
    """The table holds nothing the page does not say."""
    folder = Path(__file__).parents[2] / "renderers/docs"
    sources = "".join(
        p.read_text("utf-8") for p in folder.rglob("*") if p.suffix in {".py", ".jinja"} and p.name != "words.py"
    )
    assert [name for name in WORDS if not re.search(rf"\bwords\.{name}\b|[\"']{name}[\"']", sources)] == []


def test_dates_are_written_in_words() -> None:
    """The first of a month has its ordinal in Portuguese."""
    assert calendar_day(date(2027, 3, 1)) == Text(en="1 March 2027", pt="1º de março de 2027")
