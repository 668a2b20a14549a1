"""Arrows: the connections of a spec, from every box of their source to every box of their target."""

from collections.abc import Iterator, Mapping, Sequence

from archspec.architecture import Architecture, Arrow, ConnectionClass, link_of, offer_of
from archspec.views.view import Edge, EdgeKind, Node


def connection_edges(
    architecture: Architecture, boxes: Mapping[str, Sequence[Node]], steps: Mapping[Arrow, int | None]
) -> Iterator[Edge]:
    """Return the arrows of connections, in the order of their steps."""
    for arrow, step in steps.items():
        opens = opened_by(architecture, arrow)
        label, kind = architecture.connections[arrow].label, edge_kind({opens})
        for source in boxes[arrow.source]:
            for target in boxes[arrow.target]:
                edge_id = str(Arrow(source.id, target.id, arrow.name))
                yield Edge(edge_id, source.id, target.id, label, kind, step, arrow, opens)


def opened_by(architecture: Architecture, arrow: Arrow) -> ConnectionClass:
    """Return what a connection opens."""
    return offer_of(link_of(architecture, arrow)).opens


def edge_kind(opens: set[ConnectionClass]) -> EdgeKind:
    """Return what an arrow tells that stands for connections; if all of them open nothing, so does it."""
    return EdgeKind.DOCUMENTARY if opens == {ConnectionClass.DOCUMENTARY} else EdgeKind.CONNECTION
