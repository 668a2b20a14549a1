"""When a waiver applies, and what is wrong with one that does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from archspec.architecture import Arrow, Hints, Waiver
from archspec.bilingual import Text
from archspec.checks.base import Inspection, Observation, verdict

LONGEST: Final = timedelta(days=366)
NEAR: Final = timedelta(days=30)


def applies_on(waiver: Waiver, day: date) -> bool:
    """Tell whether a waiver is in force: its last day counts, and it may not reach further than a year."""
    return day <= waiver.expires <= day + LONGEST


def is_near_expiry(waiver: Waiver, day: date) -> bool:
    """Tell whether a waiver in force ends within a month."""
    return applies_on(waiver, day) and waiver.expires - day <= NEAR


class WaiversInForce:
    """The waivers of an architecture that apply on the day of an inspection, by rule and subject."""

    def __init__(self, inspection: Inspection) -> None:
        """Sort the waivers, which may be as many as the findings."""
        self._places: dict[tuple[str, Arrow | str | None], list[tuple[int, Waiver]]] = {}
        for place, waiver in enumerate(inspection.architecture.waivers):
            if applies_on(waiver, inspection.as_of):
                subject = (waiver.rule, waiver.connection or waiver.component)
                self._places.setdefault(subject, []).append((place, waiver))

    def of(self, rule: str, observation: Observation, environment: str | None) -> Waiver | None:
        """Return the first waiver of a rule that is for this subject, in this environment."""
        subjects = {observation.connection or observation.component, observation.component}
        found = (
            (place, waiver)
            for subject in subjects
            for place, waiver in self._places.get((rule, subject), ())
            if waiver.environment in {None, environment}
        )
        return min(found, key=lambda item: item[0], default=(0, None))[1]


_RULES_ARE_LISTED: Final = Text("archspec rules lists them", "archspec rules mostra todas")


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What a run knows of waivers: those that excused a finding, and the rules there are."""

    used: frozenset[Waiver]
    waivable: Mapping[str, bool]
    hints: Hints
    """What an unknown rule may have been meant for."""
    whole: bool
    """Whether every environment was checked; only then can a waiver be said to match nothing."""

    def hint(self, rule: str) -> Text:
        """Return which rule may have been meant, for one that is unknown."""
        known = self.hints.on(rule).removeprefix("did you mean ").strip("'?")
        return Text(f"did you mean {known}?", f"seria {known}?") if known in self.waivable else _RULES_ARE_LISTED


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


def waiver_observations(inspection: Inspection, use: WaiverUse, seen: set[Waiver]) -> Iterator[Observation]:
    """Return what is to be said of each waiver of an architecture, but for those seen before."""
    for index, waiver in enumerate(inspection.architecture.waivers):
        if waiver in seen:
            continue
        seen.add(waiver)
        defect = _defect(waiver, inspection.as_of, use)
        values = {
            "rule": waiver.rule,
            "subject": waiver.connection or waiver.component or Text("the network", "a rede"),
            "expires": waiver.expires.isoformat(),
            "hint": "" if waiver.rule in use.waivable else use.hint(waiver.rule),
        }
        path = ("waivers", index)
        passed = verdict(passed=defect is None)
        yield Observation(path, passed, waiver.component, waiver.connection, values, defect or _SOUND)


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
