"""Waivers: findings somebody has accepted, for a time."""

from typing import Annotated, Self, TypeAlias

from pydantic import Strict, model_validator

from archspec.architecture.arrow import ArrowKey
from archspec.components.fields import ComponentId, Date, Line, Matching, Model, Prose, Slug
from archspec.errors import Mistake, Mistakes

RuleId: TypeAlias = Annotated[
    str, Strict(), Matching("[A-Z]{2,6}-[A-Z0-9]{2,8}-[0-9]{3}", "is not the id of a rule, such as AAC-DB-001")
]


class Waiver(Model):
    """One rule, accepted as failing for one component or connection."""

    rule: RuleId
    """The rule that is waived."""
    component: ComponentId | None = None
    """The component it is waived for; without one and without a connection, the network."""
    connection: ArrowKey | None = None
    """The connection it is waived for."""
    environment: Slug | None = None
    """The only environment it is waived in; left out, every one."""
    reason: Prose
    """Why the finding is acceptable."""
    owner: Line
    """Who answers for it."""
    expires: Date
    """The last day it applies, at most a year away."""
    ticket: Line | None = None
    """Where the work to remove it is tracked."""

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        if self.component is not None and self.connection is not None:
            raise Mistakes([Mistake(("connection",), "stands beside component; a waiver names one of them")])
        return self
