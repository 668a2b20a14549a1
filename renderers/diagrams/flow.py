"""Views that run as their arrows lead: Graphviz ranks the boxes, and each rank keeps the order of the spec."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from typing import Final

from archspec.views import Node, View
from renderers.diagrams.geometry import Box, Point, segments_cross
from renderers.diagrams.graphviz import INCH, Graph, clusters, opened
from renderers.diagrams.picture import Options, describe
from renderers.diagrams.placement import Measures, Placement
from renderers.diagrams.text import group_id, node_id

_GAP: Final = 50.0
"""Between ranks, besides the room for a text."""
_LONG_TEXT: Final = 150.0
"""A longer text may stand where it hides something."""


def place_flow(view: View, measures: Measures) -> Placement:
    """Return where the boxes and frames of a view stand, from the left to the right.

    Inside frames Graphviz may turn the order of boxes round, and it untangles arrows at the cost of the order; of the
    ways it arranges a view when asked differently, the one nearest to the view's own order is taken.
    """
    options = [Options(*choice) for choice in product((False, True), repeat=2)]
    placements = [_in_order(view, _laid_out(view, measures, option)) for option in options]
    return min(placements, key=lambda placement: _disorder(view, placement))


def _laid_out(view: View, measures: Measures, options: Options) -> Placement:
    with opened(describe(view, options)) as graph:
        # Only the places are wanted. Texts of arrows would take a rank of their own, and have brought Graphviz down.
        graph.graph_attr.update(ranksep=f"{_between_ranks(measures) / INCH:.3f}", splines="none")
        for arrow in graph.edges():
            arrow.attr["label"] = ""
        graph.layout(prog="dot")
        boxes = {cluster.name: _box(cluster) for cluster in clusters(graph)}
        return Placement(
            {node.id: _point(graph.get_node(node_id(node.id)).attr["pos"]) for node in view.nodes},
            {group.id: boxes[group_id(group.id)] for group in view.groups},
        )


def _between_ranks(measures: Measures) -> float:
    """Return how far ranks are apart: the longest text of an arrow has room between them, within reason."""
    longest = max((size.width for size in measures.edges.values()), default=0)
    return _GAP + min(longest, _LONG_TEXT)


def _point(text: str) -> Point:
    x, y = text.split(",")
    return Point(float(x), float(y))


def _box(cluster: Graph) -> Box:
    return Box(*map(float, cluster.graph_attr["bb"].split(",")))


def _in_order(view: View, placement: Placement) -> Placement:
    """Let boxes of one rank and frame change places until they stand in the view's order; all are equally high."""
    places = dict(placement.nodes)
    for ids in _neighbours(view, placement):
        downwards = sorted((placement.nodes[one] for one in ids), key=lambda point: -point.y)
        places.update(zip(ids, downwards, strict=True))
    return replace(placement, nodes=places)


def _neighbours(view: View, placement: Placement) -> Iterator[list[str]]:
    """Return the boxes that share a rank and a frame, in the view's order."""
    ranks: dict[tuple[float, str | None], list[str]] = {}
    for node in view.nodes:
        ranks.setdefault((placement.nodes[node.id].x, node.parent), []).append(node.id)
    yield from ranks.values()


def _disorder(view: View, placement: Placement) -> tuple[int, int, float]:
    """Return how far a placement is from the view's order, how many arrows cross, and how steep they are together."""
    lines = [(placement.nodes[edge.source], placement.nodes[edge.target]) for edge in view.edges]
    crossings = sum(segments_cross(*one, *other) for one, other in combinations(lines, 2))
    return _misplaced(view, placement), crossings, sum(abs(start.y - end.y) for start, end in lines)


def _misplaced(view: View, placement: Placement) -> int:
    """Return how many pairs of boxes in one rank stand the other way round than in the view."""
    pairs = combinations((placement.nodes[node.id] for node in _depth_first(view, None)), 2)
    return sum(first.x == second.x and first.y < second.y for first, second in pairs)


def _depth_first(view: View, parent: str | None) -> Iterator[Node]:
    for item in view.inside(parent):
        if isinstance(item, Node):
            yield item
        else:
            yield from _depth_first(view, item.id)
