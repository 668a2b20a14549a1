"""Boxes: a component as one of them, or as one for each copy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from archspec.architecture import Architecture
from archspec.architecture.view import Replicas
from archspec.components.base import ComponentBase
from archspec.views.kind import Alike, Drawn, views_of
from archspec.views.view import CopyRole, Node


def box(  # noqa: PLR0913  what a box can say, by name
    component_id: str,
    component: ComponentBase,
    parent: str | None,
    *,
    replica: int | None = None,
    label: str | None = None,
    detail: str | None = None,
    copy: CopyRole | None = None,
) -> Node:
    """Return a box of a component; a copy has its number in the id."""
    return Node(
        id=component_id if replica is None else f"{component_id}-{replica}",
        component=component_id,
        kind=component.kind,
        replica=replica,
        label=label or component.title,
        detail=detail,
        role=component.facts.role,
        shape=component.facts.shape,
        parent=parent,
        copy=copy,
    )


def copies(architecture: Architecture, component_id: str, parent: str | None, replicas: Replicas) -> Iterator[Node]:
    """Return the boxes of a component in one frame: one, or one for each copy of those that are alike."""
    component = architecture.components[component_id]
    alike = views_of(component).copies(Drawn(architecture, component_id, component))
    if not isinstance(alike, Alike):
        yield box(component_id, component, parent)
        return
    match replicas:
        case "count":
            yield box(component_id, component, parent, detail=count_text(alike.least, alike.most))
        case "boxes":
            for number in range(1, boxes_of(alike) + 1):
                yield box(component_id, component, parent, replica=number, label=numbered(component, number))
        case _ as unreachable:
            assert_never(unreachable)


def boxes_of(alike: Alike) -> int:
    """Return how many copies are drawn; a component that may stand still has a place in the picture too."""
    return max(alike.least, 1)


def numbered(component: ComponentBase, number: int) -> str:
    """Return the name of one copy among others that are alike."""
    return f"{component.title} {number}"


def count_text(least: int, most: int) -> str:
    """Return how many copies there are."""
    return f"×{least}" if least == most else f"×{least}–{most}"  # noqa: RUF001  signs meant


def by_component(nodes: Iterable[Node]) -> Mapping[str, Sequence[Node]]:
    """Return the boxes of each component."""
    grouped: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.component is not None:
            grouped[node.component].append(node)
    return grouped
