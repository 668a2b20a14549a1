"""What a kind says to the pictures: its copies and its frame, and what AWS puts before it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar, cast

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components.base import ComponentBase, Placement, Shape
from archspec.components.registry import facet_of
from archspec.views.site import availability_zones
from archspec.views.view import CopyRole, GroupKind

ModelT = TypeVar("ModelT", bound=ComponentBase)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a component, in a subnet of the VPC."""

    tier: Placement
    zone: int
    """Its Availability Zone, which counts from 0 and starts again after the last."""
    role: CopyRole | None = None
    """What it is to the other copies; None where none differs from the others."""
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """Copies that can stand in for each other, spread over the zones of the VPC."""

    tier: Placement
    least: int
    most: int
    details: tuple[Text, ...] = ()


Copies: TypeAlias = Alike | tuple[Copy, ...]
"""The copies of a component in the VPC; none of one that stands elsewhere."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame that components of a kind share, inside the VPC."""

    name: str
    label: str
    kind: GroupKind


@dataclass(frozen=True, slots=True)
class Outsider:
    """What stands outside the system, as a picture of the whole shows it."""

    what: Text
    shape: Shape


@dataclass(frozen=True, slots=True)
class Drawn(Generic[ModelT]):
    """A component of an architecture, as a view draws it."""

    architecture: Architecture
    name: str
    component: ModelT

    @property
    def zones(self) -> range:
        """The Availability Zones of the VPC, by number."""
        return range(len(availability_zones(self.architecture)))


@dataclass(frozen=True, slots=True)
class Views(Generic[ModelT]):
    """Every question a picture asks of a kind; none has a default, so that none is forgotten."""

    copies: Callable[[Drawn[ModelT]], Copies]
    frame: Callable[[Drawn[ModelT]], Frame | None]
    """The frame around it in the logical view, beside that of the VPC."""
    has_web_acl: Callable[[Drawn[ModelT]], bool]
    """Whether a firewall filters requests before they get to it."""
    outsider: Callable[[ModelT], Outsider] | None
    """What it is to the system; None where it is a part of it."""


def one_box() -> Views[ModelT]:
    """Return what a kind says that is one box outside the VPC, with nothing around it."""
    return Views(copies=uncopied, frame=unframed, has_web_acl=unfiltered, outsider=None)


def uncopied(_: Drawn[ModelT]) -> Copies:
    """Return no copies: the component is one box."""
    return ()


def unframed(_: Drawn[ModelT]) -> None:
    """Return no frame."""


def unfiltered(_: Drawn[ModelT]) -> bool:
    """Return that nothing filters requests."""
    return False


def views_of(component: ModelT) -> Views[ModelT]:
    """Return what the kind of a component says to the pictures."""
    found: object = facet_of(component.kind, "views", Views)
    return cast("Views[ModelT]", found)
