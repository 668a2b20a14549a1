"""How dates and lists are said in each language, in Markdown."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from archspec.bilingual import Text
from archspec.parts.phrases import NONE
from renderers.docs.markdown import Markdown, code


def same(markdown: Markdown) -> Text:
    """Return a value that is the same in every language."""
    return Text(en=markdown, pt=markdown)


def listed(items: Sequence[Text]) -> Text:
    """Return items as a sentence lists them."""
    if len(items) <= 1:
        return items[0] if items else NONE
    return Text(
        en=f"{', '.join(item.en for item in items[:-1])} and {items[-1].en}",
        pt=f"{', '.join(item.pt for item in items[:-1])} e {items[-1].pt}",
    )


def listed_code(items: Iterable[str]) -> Text:
    """Return names as a sentence lists them."""
    return listed([same(code(item)) for item in items])


def listed_markdown(items: Iterable[Markdown]) -> Text:
    """Return links and names that are Markdown already as a sentence lists them."""
    return listed([same(item) for item in items])


_MONTHS: Final = (
    Text(en="January", pt="janeiro"),
    Text(en="February", pt="fevereiro"),
    Text(en="March", pt="março"),
    Text(en="April", pt="abril"),
    Text(en="May", pt="maio"),
    Text(en="June", pt="junho"),
    Text(en="July", pt="julho"),
    Text(en="August", pt="agosto"),
    Text(en="September", pt="setembro"),
    Text(en="October", pt="outubro"),
    Text(en="November", pt="novembro"),
    Text(en="December", pt="dezembro"),
)


def calendar_day(day: date) -> Text:
    """Return a date in words."""
    month = _MONTHS[day.month - 1]
    ordinal = "1º" if day.day == 1 else str(day.day)
    return Text(en=f"{day.day} {month.en} {day.year}", pt=f"{ordinal} de {month.pt} de {day.year}")
