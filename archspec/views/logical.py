"""The logical view: what there is and who reaches whom, inside AWS, the VPC and the frames of its kinds."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Language
from archspec.components import Location
from archspec.views.arrows import connection_edges
from archspec.views.assembly import assemble, options_of
from archspec.views.boxes import by_component, copies
from archspec.views.kind import Drawn, Frame, views_of
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
    frames = dict.fromkeys(frame for name in architecture.components if (frame := _frame(architecture, name)))
    for frame in frames:
        yield Group(_frame_id(frame), frame.label, frame.kind, _VPC.id)


def _frame(architecture: Architecture, component_id: str) -> Frame | None:
    component = architecture.components[component_id]
    return views_of(component).frame(Drawn(architecture, component_id, component))


def _frame_id(frame: Frame) -> str:
    return f"{frame.kind}-{frame.name}"


def _parent(architecture: Architecture, component_id: str) -> str | None:
    if frame := _frame(architecture, component_id):
        return _frame_id(frame)
    match architecture.components[component_id].facts.location:
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
    for component_id in architecture.components:
        yield from copies(architecture, component_id, _parent(architecture, component_id), replicas)
