"""Boxes: a component as one of them, or as one for each copy."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from archspec.architecture.view import Replicas
from archspec.components import AnyComponent, FargateService
from archspec.views.view import Node


def box(  # noqa: PLR0913  what a box can say, by name
    component_id: str,
    component: AnyComponent,
    parent: str | None,
    *,
    replica: int | None = None,
    label: str | None = None,
    detail: str | None = None,
    standby: bool = False,
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
        standby=standby,
    )


def copies(component_id: str, component: AnyComponent, parent: str | None, replicas: Replicas) -> Iterator[Node]:
    """Return the boxes of a component in one frame: one, or one for each copy of a service."""
    if not isinstance(component, FargateService):
        yield box(component_id, component, parent)
        return
    match replicas:
        case "count":
            detail = count_text(component.tasks.min, component.tasks.max)
            yield box(component_id, component, parent, detail=detail)
        case "boxes":
            for number in range(1, boxes_of_tasks(component) + 1):
                label = f"{component.title} {number}"
                yield box(component_id, component, parent, replica=number, label=label)
        case _ as unreachable:
            assert_never(unreachable)


def boxes_of_tasks(service: FargateService) -> int:
    """Return how many copies of a service are drawn; one that may stand still has a place in the picture too."""
    return max(service.tasks.min, 1)


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
