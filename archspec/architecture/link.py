"""Links: connections together with the components at their ends."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from archspec.components.base import ComponentBase

if TYPE_CHECKING:
    from archspec.architecture.arrow import Arrow
    from archspec.architecture.connection import Connection
    from archspec.architecture.model import Architecture

TargetT = TypeVar("TargetT", bound=ComponentBase)


@dataclass(frozen=True, slots=True)
class Link(Generic[TargetT]):
    """One connection of an architecture, with the components it joins."""

    architecture: "Architecture"
    arrow: "Arrow"
    connection: "Connection"
    source: ComponentBase
    target: TargetT
