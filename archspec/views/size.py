"""How large a view may become, and what makes it smaller."""

from collections.abc import Iterable
from itertools import islice
from typing import Final, TypeVar, assert_never

from archspec.architecture import Architecture, ViewName, ViewOptions
from archspec.architecture.view import Replicas
from archspec.errors import RenderError

ItemT = TypeVar("ItemT")

LARGEST: Final = 5_000
"""Boxes, or arrows, that a view holds at most: ten times what any renderer draws well."""


def advice(name: ViewName, replicas: Replicas) -> str:
    """Return what makes a view smaller, ready to follow a semicolon."""
    match replicas:
        case "boxes":
            return f"draw each service once with views: {{{name}: {{replicas: count}}}}, or split the architecture"
        case "count":
            return "split the architecture into smaller ones"
        case _ as unreachable:
            assert_never(unreachable)


def drawable(items: Iterable[ItemT], what: str, name: ViewName, architecture: Architecture) -> tuple[ItemT, ...]:
    """Return the items of a view, without making more than it may hold.

    Raises:
        RenderError: There are more.

    """
    taken = tuple(islice(items, LARGEST + 1))
    if len(taken) > LARGEST:
        remedy = advice(name, architecture.views.get(name, ViewOptions()).replicas)
        raise RenderError(
            f"the {name} view of {architecture.title!r} has more than {LARGEST} {what}, which nobody can read; {remedy}"
        )
    return taken
