"""When a waiver applies, and what is wrong with one that does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from archspec.architecture import Waiver, did_you_mean
from archspec.checks.base import Inspection, Observation, Text, verdict

LONGEST: Final = timedelta(days=366)
NEAR: Final = timedelta(days=30)


def applies_on(waiver: Waiver, day: date) -> bool:
    """Tell whether a waiver is in force: its last day counts, and it may not reach further than a year."""
    return day <= waiver.expires <= day + LONGEST


def is_near_expiry(waiver: Waiver, day: date) -> bool:
    """Tell whether a waiver in force ends within a month."""
    return applies_on(waiver, day) and waiver.expires - day <= NEAR


def matches(waiver: Waiver, observation: Observation, environment: str | None) -> bool:
    """Tell whether a waiver is for this subject, in this environment."""
    if waiver.environment is not None and waiver.environment != environment:
        return False
    if waiver.connection is not None:
        return waiver.connection == observation.connection
    return waiver.component == observation.component


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What a run knows of waivers: those that excused a finding, and the rules there are."""

    used: frozenset[Waiver]
    waivable: Mapping[str, bool]
    whole: bool
    """Whether every environment was checked; only then can a waiver be said to match nothing."""


_LAPSED: Final = Text(
    en="the waiver of {rule} for {subject} lapsed on {expires}, so the finding counts again",
    pt="a dispensa da regra {rule} para {subject} venceu em {expires}, e o achado voltou a contar",
)
_TOO_LONG: Final = Text(
    en="the waiver of {rule} for {subject} runs until {expires}, more than a year from now, and is not applied",
    pt="a dispensa da regra {rule} para {subject} vai até {expires}, mais de um ano à frente, e não é aplicada",
)
_UNKNOWN_RULE: Final = Text(
    en="the waiver for {subject} names a rule that does not exist, {rule}; {hint}",
    pt="a dispensa para {subject} cita uma regra que não existe, {rule}; {hint}",
)
_UNWAIVABLE: Final = Text(
    en="{rule} cannot be waived, so the waiver for {subject} is not applied",
    pt="a regra {rule} não aceita dispensa, e a de {subject} não é aplicada",
)
_STALE: Final = Text(
    en="the waiver of {rule} for {subject} excuses nothing: there is no such finding",
    pt="a dispensa da regra {rule} para {subject} não dispensa nada: esse achado não existe",
)
_SOUND: Final = Text(
    en="the waiver of {rule} for {subject} is in use until {expires}",
    pt="a dispensa da regra {rule} para {subject} está em uso até {expires}",
)


def waiver_observations(inspection: Inspection, use: WaiverUse) -> Iterator[tuple[Waiver, Observation]]:
    """Return what is to be said of each waiver of an architecture."""
    for index, waiver in enumerate(inspection.architecture.waivers):
        defect = _defect(waiver, inspection.as_of, use)
        values = {
            "rule": waiver.rule,
            "subject": waiver.connection or waiver.component or Text("the network", "a rede"),
            "expires": waiver.expires.isoformat(),
            "hint": _hint(waiver.rule, use),
        }
        yield (
            waiver,
            Observation(
                ("waivers", index),
                verdict(passed=defect is None),
                waiver.component,
                waiver.connection,
                values,
                defect or _SOUND,
            ),
        )


def _hint(rule: str, use: WaiverUse) -> Text:
    suggestion = did_you_mean(rule, use.waivable)
    known = suggestion.removeprefix("did you mean ").strip("'?")
    return (
        Text(f"did you mean {known}?", f"seria {known}?")
        if known in use.waivable
        else Text("archspec rules lists them", "archspec rules mostra todas")
    )


def _defect(waiver: Waiver, day: date, use: WaiverUse) -> Text | None:
    if waiver.rule not in use.waivable:
        return _UNKNOWN_RULE
    if not use.waivable[waiver.rule]:
        return _UNWAIVABLE
    if day > waiver.expires:
        return _LAPSED
    if not applies_on(waiver, day):
        return _TOO_LONG
    if use.whole and waiver not in use.used:
        return _STALE
    return None
