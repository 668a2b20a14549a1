"""Graphviz itself, in this process through pygraphviz: no program is started."""

import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, TypeAlias, cast

import pygraphviz

from archspec.errors import RenderError
from renderers.diagrams.fonts import FAMILY, only_our_font
from renderers.diagrams.geometry import Size
from renderers.diagrams.icons import FOLDER

Graph: TypeAlias = Any
"""A pygraphviz.AGraph, which has no types."""

_LOCK: Final = threading.RLock()
"""Graphviz keeps state of its own between calls, so that one picture is drawn at a time."""

INCH: Final = 72
_ICON_PIXELS: Final = 128
"""The longer side of an icon inside a picture: sharp on a screen of twice the usual resolution."""
_PNG_SIZE: Final = 16
"""Where a PNG file says how wide and how high it is."""


@contextmanager
def opened(source: str) -> Iterator[Graph]:
    """Read a graph, for as long as it is needed.

    Raises:
        RenderError: Graphviz has no font to write with.

    """
    with _LOCK:
        _require_font()
        graph = pygraphviz.AGraph(string=source)
        graph.graph_attr["imagepath"] = str(FOLDER)
        try:
            yield graph
        finally:
            graph.close()


def sizes(labels: Sequence[str], attributes: Mapping[str, str]) -> list[Size]:
    """Return how much room HTML-like labels take when they are written with some attributes of a node.

    Raises:
        RenderError: Graphviz has no font to write with.

    """
    with opened("digraph {}") as graph:
        graph.node_attr.update(attributes)
        for number, label in enumerate(labels):
            graph.add_node(number, label=label)
        graph.layout(prog="dot")
        return [_size(graph.get_node(number)) for number in range(len(labels))]


def _size(node: Any) -> Size:  # noqa: ANN401  pygraphviz has no types
    return Size(float(node.attr["width"]) * INCH, float(node.attr["height"]) * INCH)


@cache
def scaled_icon(file: str) -> tuple[bytes, Size]:
    """Return an icon in the size for pictures that hold it, and that size in pixels.

    The library's files have two or three times as many pixels as a screen shows of them.
    """
    width, height = struct.unpack_from(">II", (FOLDER / file).read_bytes(), _PNG_SIZE)
    scale = min(_ICON_PIXELS / max(width, height), 1)
    size = Size(round(width * scale), round(height * scale))
    with opened("digraph { bgcolor=transparent dpi=72 margin=0 pad=0 }") as graph:
        box = {"width": size.width / INCH, "height": size.height / INCH, "fixedsize": "true", "margin": "0"}
        graph.add_node("icon", image=file, imagescale="true", label="", shape="none", **box)
        return cast("bytes", graph.draw(format="png", prog="dot")), size


@cache
def _require_font() -> None:
    """Give Graphviz its font, and see that it writes with one: without any, every letter is the same empty box."""
    graph = pygraphviz.AGraph(string=f'digraph {{ node [shape=plain fontname="{FAMILY}"]; iiii; WWWW }}')
    with only_our_font():
        graph.layout(prog="dot")
    narrow, wide = (_size(graph.get_node(name)).width for name in ("iiii", "WWWW"))
    graph.close()
    if wide < 2 * narrow:
        raise RenderError(
            "Graphviz finds no font to write with: something in this process used pygraphviz before, "
            "on a system without fonts; draw in a process of its own"
        )


def clusters(graph: Graph) -> Iterator[Graph]:
    """Return the clusters of a graph, outer ones first."""
    for subgraph in graph.subgraphs():
        if str(subgraph.name).startswith("cluster"):
            yield subgraph
        yield from clusters(subgraph)
