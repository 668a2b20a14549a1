"""People and systems outside AWS in tests."""

from datetime import date
from typing import Final

from archspec.kinds.actor.model import Actor
from archspec.parts.testing import (
    NOTHING_AROUND,
    Parts,
    Testing,
    bound_by_nothing,
    choices,
    mends_nothing,
    takes_every_request,
)


def _parts(compliant_on: date | None) -> Parts:
    return choices(Actor, compliant_on, {"type": ()})


TESTING: Final[Testing[Actor]] = Testing(
    model=Actor,
    smallest={},
    parts=_parts,
    required=frozenset(),
    held=frozenset(),
    removable=frozenset(),
    bound=bound_by_nothing,
    routes=takes_every_request,
    needs=NOTHING_AROUND,
    mended=mends_nothing,
)
