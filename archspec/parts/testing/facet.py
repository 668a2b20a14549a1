"""What a kind says to whoever draws architectures: its parts, and what has to stand around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, Generic, TypeVar

from archspec.architecture import Architecture
from archspec.components.base import ComponentBase, Facts
from archspec.components.registry import facet_of
from archspec.parts.testing.fields import Part, Parts, Values, shared

ModelT = TypeVar("ModelT", bound=ComponentBase)


@dataclass(frozen=True, slots=True)
class Floors:
    """The least the checks accept under a policy; never below the defaults."""

    tasks: int
    backup_days: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is settled of an architecture before one of its components is drawn."""

    region: str
    several_zones: bool
    """Whether the network spans more than one Availability Zone."""
    clusters: tuple[str, ...]
    domain: str | None
    """The domain that a hosted zone writes; None where it leaves it out."""
    host_names: tuple[str, ...]
    """The names it answers for, where its kind needs them."""
    sources: tuple[Facts, ...]
    """What is known of those whose arrows lead to it."""
    targets: tuple[Facts, ...]
    """What is known of those its arrows lead to."""
    is_called: bool
    """Whether an arrow to it opens a port of its own."""
    compliant_on: date | None
    """The day on which the checks must accept it; None where anything valid will do."""
    floors: Floors | None
    """With such a day, the least that the policy asks for."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What an architecture gives a component beside its fields."""

    zones: int
    """The Availability Zones AWS asks for, whatever the settings."""
    target: bool
    """Whether AWS refuses it without an arrow to another component."""
    host_names: bool
    """Whether it answers for host names, where a zone answers for their domain."""


NOTHING_AROUND: Final = Needs(zones=1, target=False, host_names=False)
"""The needs of a component that can stand alone."""


@dataclass(frozen=True, slots=True)
class Testing(Generic[ModelT]):
    """How components of a kind are drawn; `testing.py` of a kind's home exports one as `TESTING`."""

    __test__: ClassVar[bool] = False
    """It is no test, for pytest, which takes classes of such names for one."""
    model: type[ModelT]
    smallest: Mapping[str, object]
    """The fields a spec cannot leave out, and no more."""
    parts: Callable[[date | None], Parts]
    """Any valid value of each part, or only those the checks accept on a day."""
    required: frozenset[str]
    """Parts with fields that have no default."""
    held: frozenset[str]
    """Parts that environments leave alone: others depend on them, or only a whole value can replace them."""
    removable: frozenset[str]
    """Fields that an environment may take away from any component."""
    bound: Callable[[Surroundings], Parts]
    """The parts that depend on what surrounds a component, in place of the free ones."""
    routes: Callable[[int], Part]
    """Which requests take an arrow of the component, by its number among them, apart from those of the others."""
    needs: Needs
    mended: Callable[[Architecture, str, ModelT], Values]
    """The fields to set so that a component can be deployed where it stands; none where it can already."""

    def drawn(self, compliant_on: date | None) -> Parts:
        """Return every part of the kind, those of all kinds among them."""
        return shared(self.model, compliant_on) | self.parts(compliant_on)


def drawing_of(kind: str) -> Testing[Any]:
    """Return how components of a kind are drawn."""
    found: Testing[Any] = facet_of(kind, "testing", Testing)
    return found
