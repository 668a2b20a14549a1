"""How tests draw components of a kind: the type of `testing.py` in a kind's home, and what those modules share."""

from archspec.parts.testing.entries import bound_entry, entry_parts
from archspec.parts.testing.facet import NOTHING_AROUND, Floors, Needs, Surroundings, Testing, drawing_of
from archspec.parts.testing.fields import (
    LEAST_BACKUP_DAYS,
    LEAST_TASKS,
    Part,
    Parts,
    Values,
    certificates,
    choices,
    field,
)
from archspec.parts.testing.free import bound_by_nothing, mends_nothing, takes_every_request

__all__ = [
    "LEAST_BACKUP_DAYS",
    "LEAST_TASKS",
    "NOTHING_AROUND",
    "Floors",
    "Needs",
    "Part",
    "Parts",
    "Surroundings",
    "Testing",
    "Values",
    "bound_by_nothing",
    "bound_entry",
    "certificates",
    "choices",
    "drawing_of",
    "entry_parts",
    "field",
    "mends_nothing",
    "takes_every_request",
]
