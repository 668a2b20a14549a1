"""Decisions and trade-offs: why the architecture is what it is."""

from typing import Annotated, Literal, TypeAlias

from archspec.components import limits
from archspec.components.fields import ComponentId, Date, FrozenMapping, Label, Model, Prose, Slug

Aspect: TypeAlias = Literal[
    "cost", "complexity", "maintenance", "scalability", "availability", "security", "performance", "portability"
]
"""What a trade-off is about."""

Impact: TypeAlias = Literal["low", "low_moderate", "moderate", "moderate_high", "high"]
"""How much of the aspect the architecture brings."""


class Tradeoff(Model):
    """What the architecture costs or gains in one aspect."""

    impact: Impact
    """How much of the aspect the architecture brings."""
    analysis: Prose
    """The reasoning behind the verdict."""


class Decision(Model):
    """A choice that was made, with what else was on the table (the MADR shape)."""

    title: Label | None = None
    """The decision in a few words; left out, its key."""
    status: Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]
    """Where the decision stands."""
    date: Date
    """The day it took this status."""
    context: Prose
    """The situation that asked for a choice."""
    options: Annotated[FrozenMapping[Slug, Prose], limits.OPTIONS]
    """What was considered: each option, with what speaks for and against it."""
    outcome: Slug
    """The option that was chosen."""
    consequences: Prose | None = None
    """What follows from the choice."""
    components: Annotated[tuple[ComponentId, ...], limits.DECISION_COMPONENTS] = ()
    """The components it is about."""
    supersedes: Slug | None = None
    """The earlier decision this one replaces."""


Tradeoffs: TypeAlias = FrozenMapping[Aspect, Tradeoff]
Decisions: TypeAlias = Annotated[FrozenMapping[Slug, Decision], limits.DECISIONS]
