"""How numbers, amounts, dates and lists are said in each language."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from archspec.bilingual import Text
from renderers.docs.markdown import Markdown, code, fill

YES: Final = Text(en="yes", pt="sim")
NO: Final = Text(en="no", pt="não")
NONE: Final = Text(en="none", pt="nenhum")

_MIB_PER_GIB: Final = 1024


def same(markdown: Markdown) -> Text:
    """Return a value that is the same in every language."""
    return Text(en=markdown, pt=markdown)


def yes_no(*, value: bool) -> Text:
    """Return yes or no."""
    return YES if value else NO


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


def counted(number: int, one: Text, many: Text) -> Text:
    """Return a number with its noun."""
    noun = one if number == 1 else many
    return Text(en=f"{number} {noun.en}", pt=f"{number} {noun.pt}")


def between(low: int, high: int, one: Text, many: Text) -> Text:
    """Return a range with its noun; a range of one number is that number."""
    if low == high:
        return counted(low, one, many)
    return Text(en=f"{low} to {high} {many.en}", pt=f"de {low} a {high} {many.pt}")


def decimal(number: Fraction) -> Text:
    """Return a number with the decimal sign of each language."""
    digits = f"{float(number):.3f}".rstrip("0").rstrip(".")
    return Text(en=digits, pt=digits.replace(".", ","))


def memory(mib: int) -> Text:
    """Return an amount of memory, in GiB from one on."""
    if mib < _MIB_PER_GIB:
        return Text(en=f"{mib} MiB", pt=f"{mib} MiB")
    return fill(Text(en="{gib} GiB", pt="{gib} GiB"), gib=decimal(Fraction(mib, _MIB_PER_GIB)))


def days(number: int) -> Text:
    """Return a number of days."""
    return counted(number, Text(en="day", pt="dia"), Text(en="days", pt="dias"))


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
