"""How much room the parts of a view take, as Graphviz writes them."""

from collections.abc import Sequence
from typing import NamedTuple

from archspec.views import View
from renderers.diagrams.fonts import BOLD, FAMILY
from renderers.diagrams.graphviz import sizes
from renderers.diagrams.labels import edge_label, group_label, node_label, text_label
from renderers.diagrams.picture import BOX, TEXT, rooms
from renderers.diagrams.placement import Measures


class Line(NamedTuple):
    """A line of text as it is drawn."""

    text: str
    bold: bool
    font_size: str


def measure(view: View) -> Measures:
    """Return how much room boxes, the texts of frames, and the texts of arrows take."""
    room = rooms(view)
    boxes = {node.id: node_label(node, room[node.id]) for node in view.nodes}
    frames = {group.id: group_label(group) for group in view.groups}
    texts = {number: text for number, edge in enumerate(view.edges) if (text := edge_label(edge))}
    box_sizes = sizes([*boxes.values(), *frames.values()], BOX)
    return Measures(
        nodes=dict(zip(boxes, box_sizes, strict=False)),
        groups=dict(zip(frames, box_sizes[len(boxes) :], strict=True)),
        edges=dict(zip(texts, sizes(list(texts.values()), TEXT), strict=True)),
    )


def widths(lines: Sequence[Line]) -> list[float]:
    """Return how wide lines of text are."""
    labels = [text_label(line.text, BOLD if line.bold else FAMILY, line.font_size) for line in lines]
    return [size.width for size in sizes(labels, TEXT)]
