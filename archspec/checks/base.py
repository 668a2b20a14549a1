"""What a rule is: a value that says what it looks for, why, and how to repair it, in both languages."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeVar

from archspec.architecture import Architecture, Arrow, Connection, ConnectionClass, Overlay, connection_rule
from archspec.bilingual import Text
from archspec.checks.capabilities import has_field, is_called
from archspec.components.base import ComponentBase
from archspec.errors import Path

KindT = TypeVar("KindT", bound=ComponentBase)
PLACEHOLDER: Final = re.compile(r"\$([a-z0-9_]+)")
"""Where the edit of a fault names a component by what it is."""


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


class Link(NamedTuple):
    """A connection, with the components at its ends."""

    arrow: Arrow
    connection: Connection
    source: ComponentBase
    target: ComponentBase
    opens: ConnectionClass | None
    """What AWS opens for it."""


@dataclass(frozen=True)
class Inspection:
    """An architecture under inspection, on a day."""

    architecture: Architecture
    as_of: date

    @property
    def components(self) -> Iterable[tuple[str, ComponentBase]]:
        """Every component, with its id."""
        return self.architecture.components.items()

    def of_kind(self, kind: type[KindT]) -> Iterable[tuple[str, KindT]]:
        """Return the components of a kind, with their ids."""
        return self.architecture.of_kind(kind).items()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every connection with the components at its ends."""
        return tuple(self._link(arrow, connection) for arrow, connection in self.architecture.connections.items())

    def _link(self, arrow: Arrow, connection: Connection) -> Link:
        components = self.architecture.components
        source, target = components[arrow.source], components[arrow.target]
        rule = connection_rule(source, target)
        return Link(arrow, connection, source, target, rule.opens if rule else None)


@dataclass(frozen=True, slots=True)
class Fault:
    """The defect as an edit of a compliant spec: `edit` plants it, `repair` undoes it.

    Both are overlays. In keys and values, `$name` stands for the id of a component: of the kind of that name in the
    rules of one kind, of any kind with the capability of that name in the others. It has the fields that the edit sets,
    so an edit applies to any architecture that has what it names and nothing that is called as in `lacks`.
    """

    edit: Overlay
    repair: Overlay
    findings: tuple[tuple[str, str | None], ...]
    """The findings the edit gives: the rule, and the name of the component (None for the network)."""
    lacks: frozenset[str] = frozenset()

    @property
    def needs(self) -> frozenset[str]:
        """The names of the components an architecture must have for the edit to apply."""
        return frozenset(PLACEHOLDER.findall(repr(self.edit)))

    def fits(self, name: str, model: type[ComponentBase]) -> bool:
        """Tell whether a name in the edit may stand for components of a kind."""
        components = self.edit.get("components")
        fields = components.get(f"${name}") if isinstance(components, Mapping) else None
        return is_called(model, name) and all(has_field(model, field) for field in fields or ())


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


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that come together: those about one kind, about one subject, or from one file or distribution."""

    checks: tuple[Check, ...]
    example_id: str | None = None
    """The id of a component of the kind in examples; left out, the name of the kind."""


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
