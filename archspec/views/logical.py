"""The logical view: what there is and who reaches whom, inside AWS, the VPC and the ECS clusters."""

from collections.abc import Iterator, Mapping
from typing import Final, assert_never

from archspec.architecture import Architecture, ConnectionClass, ViewOptions, connection_rule
from archspec.components import AnyComponent, FargateService, Location, Tasks
from archspec.components.fields import Language
from archspec.views.view import Edge, Group, GroupKind, Node, View

_CLOUD: Final = Group("aws", "AWS", GroupKind.CLOUD, None)
_VPC: Final = Group("vpc", "VPC", GroupKind.VPC, _CLOUD.id)


def project_logical(architecture: Architecture, language: Language | None = None) -> View:
    """Return the logical view of an architecture whose texts are in a language (left out, its own)."""
    options = architecture.views.get("logical", ViewOptions())
    nodes = {name: _nodes(name, part, options) for name, part in architecture.components.items()}
    return View(
        name="logical",
        title=options.title or architecture.title,
        language=language or architecture.language,
        groups=tuple(_groups(architecture)),
        nodes=tuple(node for boxes in nodes.values() for node in boxes),
        edges=tuple(_edges(architecture, nodes)),
    )


def _groups(architecture: Architecture) -> Iterator[Group]:
    """Return the frames that have something in them, outer ones first."""
    locations = {component.facts.location for component in architecture.components.values()}
    if locations - {Location.OUTSIDE}:
        yield _CLOUD
    if Location.VPC in locations:
        yield _VPC
    for slug in dict.fromkeys(service.cluster for service in architecture.of_kind(FargateService).values()):
        cluster = architecture.clusters.get(slug)
        label = cluster.label if cluster else None
        yield Group(_cluster_id(slug), label or slug, GroupKind.CLUSTER, _VPC.id)


def _cluster_id(slug: str) -> str:
    return f"cluster-{slug}"


def _parent(component: AnyComponent) -> str | None:
    if isinstance(component, FargateService):
        return _cluster_id(component.cluster)
    match component.facts.location:
        case Location.OUTSIDE:
            return None
        case Location.GLOBAL | Location.REGION:
            return _CLOUD.id
        case Location.VPC:
            return _VPC.id
        case _ as unreachable:
            assert_never(unreachable)


def _nodes(name: str, component: AnyComponent, options: ViewOptions) -> list[Node]:
    """Return the boxes of a component: one, or one for each copy of a service."""
    if not isinstance(component, FargateService):
        return [_node(name, component)]
    match options.replicas:
        case "count":
            return [_node(name, component, detail=_count(component.tasks))]
        case "boxes":
            # A service that may stand still has a place in the picture all the same.
            return [_node(name, component, replica=number) for number in range(1, max(component.tasks.min, 1) + 1)]
        case _ as unreachable:
            assert_never(unreachable)


def _node(name: str, component: AnyComponent, *, replica: int | None = None, detail: str | None = None) -> Node:
    return Node(
        id=name if replica is None else f"{name}-{replica}",
        component=name,
        replica=replica,
        label=component.title if replica is None else f"{component.title} {replica}",
        detail=detail,
        role=component.facts.role,
        shape=component.facts.shape,
        parent=_parent(component),
    )


def _count(tasks: Tasks) -> str:
    return f"×{tasks.min}" if tasks.min == tasks.max else f"×{tasks.min}–{tasks.max}"  # noqa: RUF001  signs meant


def _edges(architecture: Architecture, nodes: Mapping[str, list[Node]]) -> Iterator[Edge]:
    """Return an arrow for each connection, from every copy of its source to every copy of its target."""
    for arrow, connection in architecture.connections.items():
        opens = _opens(architecture.components[arrow.source], architecture.components[arrow.target])
        for source in nodes[arrow.source]:
            for target in nodes[arrow.target]:
                name = f" #{arrow.name}" if arrow.name else ""
                edge_id = f"{source.id} -> {target.id}{name}"
                yield Edge(edge_id, source.id, target.id, connection.label, arrow, opens)


def _opens(source: AnyComponent, target: AnyComponent) -> ConnectionClass:
    rule = connection_rule(source, target)
    assert rule is not None, "an architecture holds only connections AWS can make"  # noqa: S101  narrows the type
    return rule.opens
