"""The texts of the views' own, in both languages."""

from typing import get_args

import pytest

from archspec.architecture import ViewName
from archspec.bilingual import Text
from archspec.views import words

PHRASES = [value for value in vars(words).values() if isinstance(value, Text)]


@pytest.mark.parametrize("phrase", [*PHRASES, *words.TITLES.values(), *words.DESCRIPTIONS.values()])
def test_every_phrase_is_there_in_both_languages(phrase: Text) -> None:
    """Nothing is left out."""
    assert phrase.en
    assert phrase.pt


def test_a_phrase_speaks_the_language_asked_for() -> None:
    """And no other."""
    phrase = Text(en="Private subnet", pt="Sub-rede privada")
    assert phrase.in_language("en") == "Private subnet"
    assert phrase.in_language("pt-BR") == "Sub-rede privada"


def test_tables_hold_all_of_their_vocabulary() -> None:
    """Each view has a title and a description."""
    assert set(words.TITLES) == set(words.DESCRIPTIONS) == set(get_args(ViewName))
