"""The pages' own words, in both languages."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from archspec.architecture import Aspect, Decision, Impact, ViewName
from archspec.bilingual import Text
from archspec.checks import Severity
from archspec.components import Role
from archspec.parts.phrases import between, counted, days, decimal, memory
from archspec.views.words import DESCRIPTIONS, TITLES
from renderers.docs.phrases import calendar_day, listed
from renderers.docs.words import TABLES, WORDS, Words
from renderers.docs.words.vocabulary import ASPECTS, DATED_STATUSES, LEGEND, SEVERITIES, STATUSES, impact

SAME_IN_BOTH = {"tags", "tradeoffs", "logs", "by_aws", "status"}
"""Words that Portuguese has as they are."""
_VOCABULARIES: tuple[Mapping[Any, Text], ...] = (ASPECTS, DATED_STATUSES, LEGEND, SEVERITIES, STATUSES)


def _all_words() -> dict[str, Text]:
    tables: dict[str, Text] = dict(WORDS)
    for number, vocabulary in enumerate(_VOCABULARIES):
        tables |= {f"{number}-{name}": text for name, text in vocabulary.items()}
    tables |= {f"{level}-{aspect}": impact(level, aspect) for level in get_args(Impact) for aspect in get_args(Aspect)}
    return tables


@pytest.mark.parametrize("name", _all_words())
def test_every_word_is_written_in_both_languages(name: str) -> None:
    """No text is empty, and none is left in the other language."""
    text = _all_words()[name]
    assert text.en
    assert text.pt
    assert (text.en == text.pt) == (name in SAME_IN_BOTH)


def test_no_word_stands_in_two_tables() -> None:
    """Each page's words have names of their own."""
    assert sum(map(len, TABLES)) == len(WORDS)


def test_tables_of_words_hold_their_vocabularies() -> None:
    """No aspect, severity, role, status or view is without its word."""
    assert set(ASPECTS) == set(get_args(Aspect))
    assert set(SEVERITIES) == set(Severity)
    assert set(LEGEND) == set(Role)
    statuses = set(get_args(Decision.model_fields["status"].annotation))
    assert statuses == set(STATUSES) == set(DATED_STATUSES)
    assert set(TITLES) >= set(get_args(ViewName)) <= set(DESCRIPTIONS)


def test_every_word_is_used() -> None:
    """The tables hold nothing the pages do not say."""
    folder = Path(__file__).parents[2] / "renderers/docs"
    sources = "".join(
        p.read_text("utf-8")
        for p in folder.rglob("*")
        if p.suffix in {".py", ".jinja"} and not (p.parent.name == "words" and p.name != "__init__.py")
    )
    used = {name for names in re.findall(r"\bwords\.(\w+)|[\"'](\w+)[\"']", sources) for name in names}
    assert WORDS.keys() - used == set()


def test_words_are_those_of_a_language() -> None:
    """Templates write `words.name`, and code fills in what is missing."""
    words = Words("pt-BR")
    assert words["security"] == "Segurança"
    assert words.fill(Text(en="{x} in", pt="{x} em"), x="a*b") == "a\\*b em"
    with pytest.raises(KeyError):
        words["nonsense"]


def test_numbers_are_said_as_people_say_them() -> None:
    """Ranges, amounts, lists and decimals have the form of each language."""
    one, many = Text(en="task", pt="tarefa"), Text(en="tasks", pt="tarefas")
    assert counted(1, one, many) == Text(en="1 task", pt="1 tarefa")
    assert between(2, 2, one, many) == Text(en="2 tasks", pt="2 tarefas")
    assert between(2, 10, one, many) == Text(en="2 to 10 tasks", pt="de 2 a 10 tarefas")
    assert days(1) == Text(en="1 day", pt="1 dia")
    assert decimal(Fraction(1, 4)) == Text(en="0.25", pt="0,25")
    assert memory(512) == Text(en="512 MiB", pt="512 MiB")
    assert memory(1536) == Text(en="1.5 GiB", pt="1,5 GiB")
    assert listed([one, many, one]) == Text(en="task, tasks and task", pt="tarefa, tarefas e tarefa")
    assert listed([]) == Text(en="none", pt="nenhum")


def test_dates_are_written_in_words() -> None:
    """The first of a month has its ordinal in Portuguese."""
    assert calendar_day(date(2027, 3, 1)) == Text(en="1 March 2027", pt="1º de março de 2027")
