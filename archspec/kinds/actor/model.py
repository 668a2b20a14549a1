"""People and systems outside AWS."""

from typing import ClassVar, Literal

from archspec.components.base import Acts, ComponentBase, Facts, Location, Role, Shape


class Actor(ComponentBase):
    """A person who uses the architecture, or a system it talks to."""

    facts: ClassVar[Facts] = Facts(
        service="Actor",
        role=Role.ACTOR,
        location=Location.OUTSIDE,
        shape=Shape.CIRCLE,
        docs="https://c4model.com/abstractions/person",
        acts=(Acts.OUTSIDE,),
        holds_data=False,
    )

    kind: Literal["actor"] = "actor"
    type: Literal["person", "system"] = "person"
    """A `person`, or a software `system` that somebody else runs."""
