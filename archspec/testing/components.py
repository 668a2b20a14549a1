"""Components of each kind, every field of them varied."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any, TypeVar

from hypothesis.strategies import SearchStrategy

from archspec.components import ComponentBase, kind_of
from archspec.parts.testing import Part, Parts, drawing_of
from archspec.parts.testing.fields import whole

KindT = TypeVar("KindT", bound=ComponentBase)


def components_of(kind: type[KindT]) -> SearchStrategy[KindT]:
    """Draw valid components of a kind; every field takes other values than its default, wise or not."""
    return unbound(kind_of(kind), None, frozenset()).map(kind.model_validate)


def smallest(kind: str) -> dict[str, Any]:
    """Return the least that a spec says of a component of a kind."""
    return {"kind": kind, **drawing_of(kind).smallest}


@cache
def parts_of(kind: str, compliant_on: date | None = None) -> Parts:
    """Return the parts of a kind: any valid value of each, or only those the checks accept on a day."""
    return drawing_of(kind).drawn(compliant_on)


@cache
def unbound(kind: str, compliant_on: date | None, bound: Collection[str]) -> Part:
    """Draw the parts of a component but those that something around it binds."""
    free = {name: part for name, part in parts_of(kind, compliant_on).items() if name not in bound}
    required = drawing_of(kind).required
    return whole(free, required if compliant_on is None else required | {"why"})
