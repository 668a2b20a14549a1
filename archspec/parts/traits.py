"""What can be said of any component once it runs."""

from dataclasses import dataclass
from typing import Final

from archspec.bilingual import Text
from archspec.parts.inline import Inline


@dataclass(frozen=True, slots=True)
class State:
    """Data that a component keeps."""

    kept: Inline
    """Which copies there are of it, and for how long."""
    lost: Inline
    """What is lost at most when it has to be restored."""
    on_deletion: Inline


@dataclass(frozen=True, slots=True)
class Growth:
    """How a component takes on more load."""

    by_itself: bool
    how: Inline


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Who keeps what up to date."""

    aws: Inline
    team: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """How a component behaves: when something fails, under load, over time."""

    copies: Inline
    """How many there are of it, and where."""
    failure: Inline
    """What happens when one of them fails."""
    single_point: Inline | None
    """Why one failure takes the whole component down, where it does."""
    state: State | None
    """Its data; None where it keeps none."""
    growth: Growth
    upkeep: Upkeep
    at_rest: Inline | None
    """How its data is encrypted where it lies; None where it keeps none."""
    in_transit: Inline | None
    """How what goes in and out of it is encrypted; None where nothing does."""
    portable: Inline | None
    """What it is that others offer too, outside AWS; None where it is AWS's alone."""


BY_AWS: Final = Text(en="AWS adds capacity", pt="a AWS acrescenta capacidade")
