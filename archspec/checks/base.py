"""What a rule is: a value that says what it looks for, why, and how to repair it, in both languages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from archspec.architecture import Architecture, Arrow, Connection, Overlay
from archspec.bilingual import Text
from archspec.components import KINDS, AnyComponent, kind_of
from archspec.errors import Path

KindT = TypeVar("KindT", bound=AnyComponent)


class Severity(StrEnum):
    """How much a finding matters, most first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """The place in the order of severities; 0 matters most."""
        return _RANKS[self]


_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}


class Result(StrEnum):
    """What a rule says of one subject."""

    PASS = "pass"  # noqa: S105  a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"


SEVERITY_NAMES: Final[Mapping[Severity, Text]] = MappingProxyType(
    {
        Severity.CRITICAL: Text(en="critical", pt="crítica"),
        Severity.HIGH: Text(en="high", pt="alta"),
        Severity.MEDIUM: Text(en="medium", pt="média"),
        Severity.LOW: Text(en="low", pt="baixa"),
    }
)
"""What readers call each severity."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What a rule saw: the result at one place of the architecture."""

    path: Path
    result: Result
    component: str | None = None
    connection: Arrow | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    message: Text | None = None
    """The message, where it is not the rule's own."""
    sensitive: bool = False
    """Whether the line in the file holds a secret, which reports must not show."""


@dataclass(frozen=True)
class Inspection:
    """An architecture under inspection, on a day."""

    architecture: Architecture
    as_of: date

    def of_kind(self, kind: type[KindT]) -> Iterable[tuple[str, KindT]]:
        """Return the components of a kind, with their ids."""
        return self.architecture.of_kind(kind).items()

    @cached_property
    def arrows(self) -> tuple[tuple[Arrow, Connection, AnyComponent, AnyComponent], ...]:
        """Every connection with the components at its ends."""
        components = self.architecture.components
        return tuple(
            (arrow, connection, components[arrow.source], components[arrow.target])
            for arrow, connection in self.architecture.connections.items()
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """The defect as an edit of a compliant spec: `edit` plants it, `repair` undoes it.

    Both are overlays. `$kind` in a key stands for the id of a component of that kind, so an edit applies to any
    architecture that has the kinds it names and none of `lacks`.
    """

    edit: Overlay
    repair: Overlay
    findings: tuple[tuple[str, str | None], ...]
    """The findings the edit gives: the rule, and the kind of the component (None for the network)."""
    lacks: frozenset[str] = frozenset()

    @property
    def needs(self) -> frozenset[str]:
        """The kinds an architecture must have for the edit to apply."""
        text = repr(self.edit)
        return frozenset(name for name in map(kind_of, KINDS) if f"${name}" in text)


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, named after the defect it finds."""

    id: str
    slug: str
    severity: Severity
    title: Text
    message: Text
    """What a finding says; placeholders are filled from the observation."""
    why: Text
    fix: Text
    references: tuple[str, ...]
    """Ids of published controls and practices, described in `data/controls.json`."""
    fault: Fault
    observe: Callable[[Inspection], Iterable[Observation]]
    waivable: bool = True
    subject: Literal["architecture", "waivers"] = "architecture"
    """What is observed; waivers are observed after everything else, since they depend on it."""


def at(component_id: str, *field_path: str) -> Path:
    """Return the path of a component's field."""
    return ("components", component_id, *field_path)


def verdict(*, passed: bool) -> Result:
    """Return pass or fail."""
    return Result.PASS if passed else Result.FAIL


def observed(component_id: str, field_name: str, *, passed: bool, **values: object) -> Observation:
    """Return what was seen at a component's field, whose dotted name leads to nested ones."""
    shown = {"component": component_id, **values}
    return Observation(at(component_id, *field_name.split(".")), verdict(passed=passed), component_id, values=shown)
