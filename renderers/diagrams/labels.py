"""What stands on boxes, frames and arrows, as HTML-like labels."""

from typing import Final

from archspec.views import Edge, Group, Node, View
from renderers.diagrams.fonts import BOLD
from renderers.diagrams.icons import Icon, icon_file, icon_of
from renderers.diagrams.styles import INK, MUTED, group_style
from renderers.diagrams.text import Attributes, element, escape, label, wrap

_ICON: Final = 56
"""The side of a box's icon, in points."""
_LINE: Final = 18
"""The height of a line under it."""
_CORNER: Final = 22
"""The side of the icon in a frame's corner."""

ICON_PORT: Final = "icon"
"""Where arrows meet the sides of a box: its label may be wider than the icon."""
FOOT_PORT: Final = "foot"
"""Where arrows leave it downwards: under its text."""


def node_label(node: Node, lines: int) -> str:
    """Return an icon with its text below, in a box as tall as one with a number of lines."""
    texts = [*map(escape, wrap(node.label)), *map(_small, wrap(node.detail) if node.detail else ())]
    rows = [_row(_icon_cell(node))]
    rows += [_row(_line(text, foot=number == len(texts))) for number, text in enumerate(texts, start=1)]
    rows += [_row(_blank())] * (lines - len(texts))
    return label(_table(*rows))


def line_count(node: Node) -> int:
    """Return how many lines of text a box has."""
    return len(wrap(node.label)) + (len(wrap(node.detail)) if node.detail else 0)


def _icon_cell(node: Node) -> str:
    """Return a cell with a table for the icon alone: a cell of the outer table is as wide as the text."""
    size: Attributes = {"fixedsize": "TRUE", "width": _ICON, "height": _ICON}
    look: Attributes = {"border": 1, "style": "DASHED", "color": MUTED} if node.standby else {}
    cell = element("TD", _image(icon_of(node)), port=ICON_PORT, **size, **look)
    return element("TD", _table(_row(cell), **size))


def _line(text: str, *, foot: bool) -> str:
    port: Attributes = {"port": FOOT_PORT} if foot else {}
    return element("TD", text, height=_LINE, **port)


def _blank() -> str:
    return element("TD", height=_LINE)


def _small(text: str) -> str:
    return _font(text, point_size=11, color=MUTED)


def group_label(group: Group) -> str:
    """Return the text in a frame's corner, beside the icon of what it stands for."""
    style = group_style(group.kind)
    icon = element("TD", _image(style.icon), fixedsize="TRUE", width=_CORNER, height=_CORNER) if style.icon else ""
    text = _font(group.label, face=BOLD, color=style.text)
    return label(_table(_row(icon, element("TD", text, height=_CORNER)), cellpadding=2))


def edge_label(edge: Edge) -> str | None:
    """Return the text of an arrow on a white plate, and its step in a dark one; None for an arrow without either."""
    texts = wrap(edge.label) if edge.label else ()
    cells = [_step(edge.step)] if edge.step is not None else []
    cells += [element("TD", _table(*(_row(element("TD", escape(text))) for text in texts)))] if texts else []
    return label(_table(_row(*cells), bgcolor="white", cellpadding=2)) if cells else None


def _step(number: int) -> str:
    digits = _font(str(number), color="white", face=BOLD)
    plate = _table(_row(element("TD", digits, width=18, height=18)), style="ROUNDED", bgcolor=INK)
    return element("TD", plate)


def title_label(view: View) -> str:
    """Return the heading of a picture."""
    text = _font(view.title, face=BOLD, point_size=18, color=INK)
    return label(_table(_row(element("TD", text)), _row(element("TD", height=10))))


def text_label(text: str, face: str, point_size: str) -> str:
    """Return a text alone."""
    return label(_font(text, face=face, point_size=point_size))


def _font(text: str, **attributes: str | int) -> str:
    """Return a text with a look of its own."""
    return element("FONT", escape(text), **attributes)


def _table(*rows: str, **attributes: str | int) -> str:
    return element("TABLE", *rows, **{"border": 0, "cellborder": 0, "cellspacing": 0, "cellpadding": 0, **attributes})


def _row(*cells: str) -> str:
    return element("TR", *cells)


def _image(icon: Icon) -> str:
    return f'<IMG SCALE="TRUE" SRC="{icon_file(icon)}"/>'
