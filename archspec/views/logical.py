"""The logical view: what there is and who reaches whom, inside AWS, the VPC and the ECS clusters."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Language
from archspec.components import AnyComponent, FargateService, Location
from archspec.views.arrows import connection_edges
from archspec.views.assembly import assemble, options_of
from archspec.views.boxes import by_component, copies
from archspec.views.size import drawable
from archspec.views.view import Group, GroupKind, Node, View

_CLOUD: Final = Group("aws", "AWS", GroupKind.CLOUD, None)
_VPC: Final = Group("vpc", "VPC", GroupKind.VPC, _CLOUD.id)


def project_logical(architecture: Architecture, language: Language | None = None) -> View:
    """Return the logical view of an architecture whose texts are in a language (left out, its own).

    Raises:
        RenderError: It would be too large.

    """
    nodes = drawable(_nodes(architecture), "boxes", "logical", architecture)
    return assemble(
        "logical",
        architecture,
        language or architecture.language,
        groups=_groups(architecture),
        nodes=nodes,
        edges=connection_edges(architecture, by_component(nodes), dict.fromkeys(architecture.connections)),
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


def _nodes(architecture: Architecture) -> Iterator[Node]:
    replicas = options_of("logical", architecture).replicas
    for component_id, component in architecture.components.items():
        yield from copies(component_id, component, _parent(component), replicas)
