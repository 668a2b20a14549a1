"""Which copies of a component run in the subnets of the VPC, and which tiers it needs there."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from archspec.components import Placement

CopyRole: TypeAlias = Literal["primary", "standby", "replica"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that stands in one zone."""

    zone: int
    """The number of its zone, from 0; where there are fewer zones, they are counted again from the first."""
    role: CopyRole | None = None


@dataclass(frozen=True, slots=True)
class Copies:
    """What runs of a component in one tier: copies with a place of their own, and copies that come and go."""

    tier: Placement
    fixed: tuple[Copy, ...] = ()
    least: int = 0
    """How many copies always run besides, spread evenly over the zones."""
    most: int = 0
    """How many of these run at peak load."""
    helper_tiers: tuple[Placement, ...] = ()
    """The tiers of functions that work for it."""

    @property
    def tiers(self) -> tuple[Placement, ...]:
        """The tiers it needs, each once."""
        return tuple(dict.fromkeys((self.tier, *self.helper_tiers)))
