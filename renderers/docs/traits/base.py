"""What can be said of any component once it runs."""

from dataclasses import dataclass
from typing import Final

from archspec.bilingual import Text


@dataclass(frozen=True, slots=True)
class State:
    """Data that a component keeps."""

    kept: Text
    """Which copies there are of it, and for how long."""
    lost: Text
    """What is lost at most when it has to be restored."""
    on_deletion: Text


@dataclass(frozen=True, slots=True)
class Growth:
    """How a component takes on more load."""

    by_itself: bool
    how: Text


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Who keeps what up to date."""

    aws: Text
    team: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """How a component behaves: when something fails, under load, over time."""

    copies: Text
    """How many there are of it, and where."""
    failure: Text
    """What happens when one of them fails."""
    single_point: Text | None = None
    """Why one failure takes the whole component down, where it does."""
    state: State | None = None
    growth: Growth
    upkeep: Upkeep
    at_rest: Text | None = None
    """How its data is encrypted where it lies; None where it keeps none."""
    in_transit: Text | None = None
    """How what goes in and out of it is encrypted."""
    portable: Text | None = None
    """What it is that others offer too, outside AWS."""


BY_AWS: Final = Text(en="AWS adds capacity", pt="a AWS acrescenta capacidade")
