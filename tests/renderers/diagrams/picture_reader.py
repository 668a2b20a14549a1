"""Reading pictures back: what an SVG shows and where, and what a graph in Graphviz's language holds."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pygraphviz

from renderers.diagrams.geometry import Box, Point

_SVG: Final = "{http://www.w3.org/2000/svg}"
LABEL_SIZE: Final = "14.00"
"""The font size of the names of boxes and frames; what stands below a name is smaller."""


@dataclass(frozen=True)
class DrawnBox:
    """A box, as the picture shows it."""

    id: str
    label: str
    detail: str
    icon: Box
    texts: Box


@dataclass(frozen=True)
class DrawnFrame:
    """A frame, as the picture shows it."""

    id: str
    label: str
    border: Box


@dataclass(frozen=True)
class DrawnArrow:
    """An arrow, as the picture shows it."""

    id: str
    start: Point
    tip: Point
    dashes: str
    text: str
    step: str
    plate: Box | None


@dataclass(frozen=True)
class Picture:
    """What an SVG shows; y counts downwards."""

    title: str
    boxes: Mapping[str, DrawnBox]
    frames: Mapping[str, DrawnFrame]
    arrows: Mapping[str, DrawnArrow]

    def frame_of(self, box: Box) -> str | None:
        """Return the innermost frame around a box."""
        around = [frame for frame in self.frames.values() if is_inside(box, frame.border)]
        return min(around, key=lambda frame: _area(frame.border)).id if around else None


def read(svg: str) -> Picture:
    """Return what an SVG shows."""
    root = ET.fromstring(svg)  # noqa: S314  our own
    heading = root.find(f"{_SVG}g[@class='graph']/{_SVG}text")
    parts = {kind: list(_parts(root, kind)) for kind in ("node", "cluster", "edge", "text")}
    texts = {part.attrib["data-edge"]: part for part in parts["text"]}
    return Picture(
        title="" if heading is None else plain(heading.text or ""),
        boxes={box.id: box for box in map(_box, parts["node"])},
        frames={frame.id: frame for frame in map(_frame, parts["cluster"])},
        arrows={part.attrib["data-id"]: _arrow(part, texts.get(part.attrib["data-id"])) for part in parts["edge"]},
    )


def _parts(root: ET.Element, kind: str) -> Iterator[ET.Element]:
    return (part for part in root.iter(f"{_SVG}g") if part.get("class") == kind)


def _box(part: ET.Element) -> DrawnBox:
    icon = part.find(f"{_SVG}use")
    assert icon is not None
    lines = list(part.iter(f"{_SVG}text"))
    large = [line.text or "" for line in lines if line.attrib["font-size"] == LABEL_SIZE]
    small = [line.text or "" for line in lines if line.attrib["font-size"] != LABEL_SIZE]
    room = _rectangle(icon)
    return DrawnBox(part.attrib["data-id"], plain(" ".join(large)), plain(" ".join(small)), room, _written(lines, room))


def _frame(part: ET.Element) -> DrawnFrame:
    border = part.find(f"{_SVG}polygon")
    if border is None:
        border = part.find(f"{_SVG}path")
    assert border is not None
    label = " ".join(line.text or "" for line in part.iter(f"{_SVG}text"))
    return DrawnFrame(part.attrib["data-id"], plain(label), _around(border))


def _arrow(part: ET.Element, text: ET.Element | None) -> DrawnArrow:
    line, *_ = part.iter(f"{_SVG}path")
    points = _points(line.attrib["d"])
    heads = [_points(head.attrib["points"]) for head in part.iter(f"{_SVG}polygon")]
    # The point of the head that is farthest from where the line ends.
    tip = max((p for head in heads for p in head), key=lambda p: _distance(p, points[-1]), default=points[-1])
    lines = [] if text is None else list(text.iter(f"{_SVG}text"))
    return DrawnArrow(
        id=part.attrib["data-id"],
        start=points[0],
        tip=tip,
        dashes=line.get("stroke-dasharray", ""),
        text=plain(" ".join(one.text or "" for one in lines if one.get("font-weight") != "bold")),
        step=plain(" ".join(one.text or "" for one in lines if one.get("font-weight") == "bold")),
        plate=None if text is None else _around(next(text.iter(f"{_SVG}polygon"))),
    )


def _points(numbers: str) -> list[Point]:
    found = [float(number) for number in re.findall(r"-?[0-9.]+", numbers)]
    return [Point(x, y) for x, y in zip(found[::2], found[1::2], strict=True)]


def _around(element: ET.Element) -> Box:
    return Box.of(_points(element.get("points") or element.attrib["d"]))


def _rectangle(element: ET.Element) -> Box:
    x, y, width, height = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + width, y + height)


def _written(lines: list[ET.Element], icon: Box) -> Box:
    """Return the room of lines below an icon: a line stands on its y, and is as wide as it says, if it does."""
    corners = []
    for line in lines:
        x, y = float(line.attrib["x"]), float(line.attrib["y"])
        right = x + float(line.get("textLength", "0"))
        corners += [
            Point(min(x, icon.left), y),
            Point(max(right, icon.right), y - float(line.attrib["font-size"]) * 0.7),
        ]
    return Box.of(corners) if corners else icon


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _distance(a: Point, b: Point) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)


def is_inside(inner: Box, outer: Box) -> bool:
    """Tell whether a box is in another."""
    across = outer.left <= inner.left and inner.right <= outer.right
    return across and outer.bottom <= inner.bottom and inner.top <= outer.top


def reaches(point: Point, box: Box, slack: float = 4) -> bool:
    """Tell whether a point is at a box, or less than a line's width away."""
    return Box(box.left - slack, box.bottom - slack, box.right + slack, box.top + slack).holds(point)


def plain(text: str) -> str:
    """Return a text with every blank as a space, and none at its ends, where lines may have broken.

    Graphviz writes one of several spaces as a blank that does not break.
    """
    return text.replace("\N{NO-BREAK SPACE}", " ").strip(" ")


@dataclass(frozen=True)
class Graph:
    """What a graph in Graphviz's language holds: ids of boxes with their cluster, clusters with theirs, and arrows."""

    nodes: Mapping[str, str | None]
    clusters: Mapping[str, str | None]
    edges: list[tuple[str, str]]


def parse(source: str) -> Graph:
    """Return what Graphviz reads in a graph."""
    graph = pygraphviz.AGraph(string=source)
    nodes: dict[str, str | None] = {str(node): None for node in graph.nodes()}
    clusters: dict[str, str | None] = {}
    for cluster, parent in _subgraphs(graph, None):
        clusters[cluster.name] = parent
        # Outer ones come first, so that the innermost is the last word.
        nodes |= {str(node): cluster.name for node in cluster.nodes()}
    return Graph(nodes, clusters, [(str(tail), str(head)) for tail, head in graph.edges()])


def _subgraphs(graph: Any, name: str | None) -> Iterator[tuple[Any, str | None]]:  # noqa: ANN401  no types there
    for subgraph in graph.subgraphs():
        yield subgraph, name
        yield from _subgraphs(subgraph, subgraph.name)
