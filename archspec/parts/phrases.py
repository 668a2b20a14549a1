"""How amounts are said in each language."""

from fractions import Fraction
from typing import Final, TypeAlias

from archspec.bilingual import Text

Noun: TypeAlias = tuple[Text, Text]
"""What is counted: the noun for one, and for any other number."""

YES: Final = Text(en="yes", pt="sim")
NO: Final = Text(en="no", pt="não")
NONE: Final = Text(en="none", pt="nenhum")
TASKS: Final[Noun] = (Text(en="task", pt="tarefa"), Text(en="tasks", pt="tarefas"))
ZONES: Final[Noun] = (
    Text(en="Availability Zone", pt="zona de disponibilidade"),
    Text(en="Availability Zones", pt="zonas de disponibilidade"),
)

_MIB_PER_GIB: Final = 1024


def yes_no(*, value: bool) -> Text:
    """Return yes or no."""
    return YES if value else NO


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
    gib = decimal(Fraction(mib, _MIB_PER_GIB))
    return Text(en=f"{gib.en} GiB", pt=f"{gib.pt} GiB")


def days(number: int) -> Text:
    """Return a number of days."""
    return counted(number, Text(en="day", pt="dia"), Text(en="days", pt="dias"))
