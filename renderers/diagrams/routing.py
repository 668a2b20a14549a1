"""Drawing: boxes and frames go to their places, Graphviz leads the arrows round the boxes, texts go on top."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, cast

from archspec.views import GroupKind, View
from renderers.diagrams.geometry import Box, Point
from renderers.diagrams.graphviz import Graph, clusters, opened
from renderers.diagrams.labels import FOOT_PORT, ICON_PORT, edge_label
from renderers.diagrams.picture import TEXT, describe, is_columns, is_crowded
from renderers.diagrams.placement import Measures, Placement
from renderers.diagrams.text import filler_id, group_id, node_id
from renderers.diagrams.texts import place_texts, way

Format: TypeAlias = Literal["svg", "png"]

_PNG_DPI: Final = "144"
"""One and a half pixels where a screen shows one, so that small text is sharp."""
_INSET: Final = 8
"""Between a frame and the text in its corner."""
_ONE_ROW: Final = 60
"""Boxes are less than this apart upright if they stand in one row, and more if they do not."""


def draw(view: View, placement: Placement, measures: Measures, fmt: Format) -> bytes:
    """Return a picture of a view whose boxes and frames have their places."""
    with opened(describe(view)) as graph:
        if fmt == "png":
            graph.graph_attr["dpi"] = _PNG_DPI
        _put_boxes(graph, view, placement)
        corners = _put_frames(graph, view, placement, measures)
        arrows = _lead_arrows(graph, view, placement)
        boxes = [Box.around(placement.nodes[node.id], measures.nodes[node.id]) for node in view.nodes]
        ways = [way(arrow.attr["pos"]) for arrow in arrows]
        _put_texts(graph, view, place_texts(measures.edges, ways, [*boxes, *corners], choosy=not is_crowded(view)))
        return cast("bytes", graph.draw(format=fmt))


def _put_boxes(graph: Graph, view: View, placement: Placement) -> None:
    for node in view.nodes:
        graph.get_node(node_id(node.id)).attr["pos"] = _written(placement.nodes[node.id])
    for group in view.groups:
        if not view.inside(group.id):
            # Nothing has to go round it.
            filler = graph.get_node(filler_id(group.id))
            filler.attr.update(pos=_written(placement.groups[group.id].middle), width="0.01", height="0.01")


def _put_frames(graph: Graph, view: View, placement: Placement, measures: Measures) -> list[Box]:
    """Put frames in their places, and return where the texts in their corners are."""
    frames = {cluster.name: cluster for cluster in clusters(graph)}
    texts = []
    for group in view.groups:
        box, size = placement.groups[group.id], measures.groups[group.id]
        across = box.middle.x if group.kind is GroupKind.AVAILABILITY_ZONE else box.left + _INSET + size.width / 2
        text = Box.around(Point(across, box.top - _INSET - size.height / 2), size)
        frames[group_id(group.id)].graph_attr.update(
            bb=f"{box.left:g},{box.bottom:g},{box.right:g},{box.top:g}", lp=_written(text.middle)
        )
        texts.append(text)
    return texts


def _lead_arrows(graph: Graph, view: View, placement: Placement) -> list[Graph]:
    """Let Graphviz find a way for every arrow, and return the arrows in the view's order."""
    by_id = {arrow.attr["id"]: arrow for arrow in graph.edges()}
    arrows = [by_id[f"edge-{number}"] for number in range(len(view.edges))]
    outside = {node.id for node in view.nodes if node.parent is None}
    for arrow, edge in zip(arrows, view.edges, strict=True):
        source, target = placement.nodes[edge.source], placement.nodes[edge.target]
        is_inside = outside.isdisjoint((edge.source, edge.target))
        is_sideways = _is_sideways(source, target, in_rows=is_inside) if is_columns(view) else source.x != target.x
        tail, head = _ports(source, target, is_sideways=is_sideways)
        arrow.attr.update(headport=head, label="", tailport=tail)
    if is_crowded(view):
        graph.graph_attr["splines"] = "line"
    graph.layout(prog="nop")
    return arrows


def _is_sideways(source: Point, target: Point, *, in_rows: bool) -> bool:
    """Tell whether an arrow of a view in rows is to leave at a side: in its own row, or towards what has none."""
    across, up = abs(target.x - source.x), abs(target.y - source.y)
    return up < _ONE_ROW if in_rows else across > up


def _ports(source: Point, target: Point, *, is_sideways: bool) -> tuple[str, str]:
    """Return where an arrow leaves one box and meets another: at the sides that face each other."""
    if is_sideways:
        sides = (f"{ICON_PORT}:e", f"{ICON_PORT}:w")
        return sides if source.x < target.x else (sides[1], sides[0])
    if source.y != target.y:
        ends = (f"{FOOT_PORT}:s", f"{ICON_PORT}:n")
        return ends if source.y > target.y else (ends[1], ends[0])
    return ICON_PORT, ICON_PORT


def _put_texts(graph: Graph, view: View, places: Mapping[int, Point]) -> None:
    """Write the texts of arrows as boxes of their own, so that no arrow runs over them."""
    for number, place in places.items():
        text = edge_label(view.edges[number])
        graph.add_node(f"t_{number}", id=f"text-{number}", label=text, pos=_written(place), **TEXT)


def _written(point: Point) -> str:
    return f"{point.x:g},{point.y:g}"
