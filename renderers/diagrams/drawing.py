"""A view as a picture: measured, placed and drawn, unless it is too large for that."""

from collections.abc import Iterator
from typing import Final

from archspec.errors import RenderError
from archspec.views import View, advice
from renderers.diagrams.flow import place_flow
from renderers.diagrams.fonts import without_glyph
from renderers.diagrams.frames import place_frames
from renderers.diagrams.measure import measure
from renderers.diagrams.picture import is_columns, is_crowded
from renderers.diagrams.routing import Format, draw
from renderers.diagrams.svg import finish

# A PNG cannot be searched or enlarged, so that it has to be readable as it is; beyond the limits of an SVG, finding
# ways for the arrows takes minutes.
MOST_PNG_NODES: Final = 150
MOST_SVG_NODES: Final = 500
MOST_EDGES: Final = 1000


def png(view: View) -> bytes:
    """Return a view as a PNG picture.

    Raises:
        RenderError: It is too large to be read, or a text has a character that the font lacks.

    """
    _require(view, "PNG", MOST_PNG_NODES)
    _require_glyphs(view)
    return _drawn(view, "png")


def svg(view: View) -> str:
    """Return a view as an SVG picture.

    Raises:
        RenderError: It is too large to be drawn.

    """
    _require(view, "SVG", MOST_SVG_NODES)
    return finish(_drawn(view, "svg"), view)


def _drawn(view: View, fmt: Format) -> bytes:
    measures = measure(view)
    # Ranking a crowded view could take Graphviz minutes; frames full of boxes it is, then.
    in_frames = is_columns(view) or is_crowded(view)
    placement = place_frames(view, measures) if in_frames else place_flow(view, measures)
    return draw(view, placement, measures, fmt)


def _require(view: View, fmt: str, most_nodes: int) -> None:
    for size, most, what in ((len(view.nodes), most_nodes, "boxes"), (len(view.edges), MOST_EDGES, "arrows")):
        if size > most:
            remedy = advice(view.name, view.replicas)
            raise RenderError(f"{_whole(view)} has {size} {what}, and {fmt} pictures hold at most {most}; {remedy}")


def _require_glyphs(view: View) -> None:
    """Refuse a text that would be drawn as empty boxes; whoever views an SVG has fonts for it."""
    for text in _texts(view):
        if signs := without_glyph(text):
            raise RenderError(
                f"{_whole(view)} cannot be a PNG: its font has no {signs[0]!r}, which is in {text!r}; "
                "take the SVG, or write it in Latin, Greek or Cyrillic letters"
            )


def _whole(view: View) -> str:
    return f"the {view.name} view of {view.title!r}"


def _texts(view: View) -> Iterator[str]:
    yield view.title
    for group in view.groups:
        yield group.label
    for node in view.nodes:
        yield node.label
        yield node.detail or ""
    for edge in view.edges:
        yield edge.label or ""
