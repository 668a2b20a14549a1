"""People and systems outside AWS, of whom nothing is deployed."""

from typing import Final

from archspec.kinds.actor.model import Actor
from archspec.planning.answers import all_possible, fixed_size, no, none, nothing, stays
from archspec.planning.kind import Planning

PLANNING: Final[Planning[Actor]] = Planning(
    stack=none,
    protected=no,
    copies=none,
    container=none,
    entry=none,
    domain=none,
    known_name=none,
    parts=(),
    alarms=nothing,
    size=fixed_size(0, outputs=0, access_logs=False),
    nesting=stays(),
    refusals=all_possible(),
)
