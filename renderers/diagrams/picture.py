"""A view as a diagram of the library, and that as a graph in Graphviz's language."""

import contextvars
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final, TypeAlias, assert_never

import diagrams

from archspec.views import Edge, Group, GroupKind, Node, View
from renderers.diagrams.fonts import FAMILY
from renderers.diagrams.icons import icon_of
from renderers.diagrams.labels import ICON_PORT, edge_label, group_label, line_count, node_label, title_label
from renderers.diagrams.styles import INK, edge_style, group_style
from renderers.diagrams.text import filler_id, group_id, node_id

Attributes: TypeAlias = dict[str, str]

# The library gives a box its icon as an image behind the label, and a size to go with it; here the label is all.
BOX: Final[Attributes] = {
    "fixedsize": "false",
    "fontcolor": INK,
    "fontname": FAMILY,
    "fontsize": "14",
    "height": "0",
    "image": "",
    "margin": "0",
    "shape": "none",
    "style": "",
    "width": "0",
}
"""A box that is its label."""
TEXT: Final[Attributes] = {**BOX, "fontsize": "11"}
"""The text of an arrow, as a box of its own."""

_GRAPH: Final[Attributes] = {
    "bgcolor": "white",
    # How far arrows keep from boxes: less than half of what boxes keep from each other.
    "esep": "+8",
    "fontname": FAMILY,
    "labeljust": "l",
    "labelloc": "t",
    "nodesep": "0.4",
    "outputorder": "edgesfirst",
    "pad": "0.3",
    "splines": "spline",
}
_FRAME: Final[Attributes] = {"fontname": FAMILY, "fontsize": "14", "margin": "14", "penwidth": "1.5"}
_EDGE: Final[Attributes] = {"arrowsize": "0.8", "fontname": FAMILY, "fontsize": "11", "penwidth": "1.2"}
_FILLER: Final[Attributes] = {**BOX, "height": "0.8", "style": "invis", "width": "0.8"}

_MOST_BOXES: Final = 100
_MOST_ARROWS: Final = 150
"""How much a view has before it is crowded. Ranking boxes and leading curved arrows round them grows faster than the
square of both: at these sizes 2 seconds for arrows between random boxes, at twice as many arrows and half as many
boxes again 10."""


@dataclass(frozen=True, slots=True)
class Options:
    """What makes Graphviz arrange the same view in another way."""

    last_first: bool = False
    """Whether what stands in a frame is described from the last to the first."""
    as_written: bool = False
    """Whether the order of description is kept, however many arrows cross."""


_PLAIN: Final = Options()


class _Picture(diagrams.Diagram):  # type: ignore[misc]  # the library has no types
    """A diagram that only describes: the library's own calls the dot program and writes into the working directory."""

    def render(self) -> None:
        """Leave the drawing to who reads the source."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no file behind, whether the description is whole or not."""
        diagrams.setdiagram(None)


def describe(view: View, options: Options = _PLAIN) -> str:
    """Return a view as a graph in Graphviz's language."""
    # The library keeps the diagram being described in context variables; a caller's own stays as it is.
    return contextvars.copy_context().run(_describe, view, options)


def _describe(view: View, options: Options) -> str:
    look = {**_GRAPH, "label": title_label(view)} | ({"mclimit": "0.01"} if options.as_written else {})
    with _Picture(view.name, graph_attr=look) as picture:
        writer = _Writer(view, options)
        writer.fill(None)
        for number, edge in enumerate(view.edges):
            writer.boxes[edge.source].connect(writer.boxes[edge.target], _arrow(number, edge))
    return str(picture.dot.source)


class _Writer:
    """Writes the boxes and frames of a view into the diagram being described."""

    def __init__(self, view: View, options: Options) -> None:
        self._view = view
        self._options = options
        self._rooms = rooms(view)
        self._numbers = {item: number for items in (view.nodes, view.groups) for number, item in enumerate(items)}
        self.boxes: dict[str, diagrams.Node] = {}

    def fill(self, parent: str | None) -> None:
        """Put what stands in a frame, or on the page, into it."""
        items = self._view.inside(parent)
        for item in reversed(items) if self._options.last_first else items:
            match item:
                case Node():
                    self.boxes[item.id] = self._box(item)
                case Group():
                    self._frame(item)
                case _ as unreachable:
                    assert_never(unreachable)

    def _box(self, node: Node) -> diagrams.Node:
        name = f"node-{self._numbers[node]}"
        return icon_of(node)(node_label(node, self._rooms[node.id]), nodeid=node_id(node.id), id=name, **BOX)

    def _frame(self, group: Group) -> None:
        style = group_style(group.kind)
        look = {"bgcolor": style.fill or "transparent", "pencolor": style.border, "style": style.line, **_FRAME}
        frame = diagrams.Cluster(group_label(group), graph_attr={**look, "id": f"group-{self._numbers[group]}"})
        # The library names a cluster after its label, and Graphviz takes clusters of one name for one.
        frame.name = frame.dot.name = group_id(group.id)
        with frame:
            self.fill(group.id)
            if not self._view.inside(group.id):
                # Graphviz draws no frame with nothing in it.
                frame.node(filler_id(group.id), "", **_FILLER)


def _arrow(number: int, edge: Edge) -> diagrams.Edge:
    style = edge_style(edge.kind)
    look = {"arrowhead": style.head, "color": style.color, "style": style.line, **_EDGE}
    ports = {"headport": ICON_PORT, "tailport": ICON_PORT}
    return diagrams.Edge(forward=True, label=edge_label(edge) or "", id=f"edge-{number}", **look, **ports)


def is_columns(view: View) -> bool:
    """Tell whether zones are columns in a view, which otherwise runs as its arrows lead."""
    return view.name == "deployment"


def is_crowded(view: View) -> bool:
    """Tell whether a view is so large that care for single arrows takes long, and nobody could see it."""
    return len(view.nodes) > _MOST_BOXES or len(view.edges) > _MOST_ARROWS


def rooms(view: View) -> Mapping[str, int]:
    """Return how many lines of text each box has room for: those in one row as many, so that icons are in line."""
    rows = {group.id: group.kind for group in view.groups} if is_columns(view) else {}
    most: dict[GroupKind | None, int] = {}
    for node in view.nodes:
        row = rows.get(node.parent or "")
        most[row] = max(most.get(row, 0), line_count(node))
    return {node.id: most[rows.get(node.parent or "")] for node in view.nodes}
