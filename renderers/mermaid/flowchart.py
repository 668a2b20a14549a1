"""A view as the text of a flowchart."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.components import Shape
from archspec.errors import RenderError
from archspec.views import Edge, Group, Node, View, advice
from renderers.mermaid.styles import EDGE_STYLES, GROUP_STYLES, NODE_STYLES, line, node_class
from renderers.mermaid.text import escape, group_id, label, node_id

# Mermaid's own limits, `maxEdges` and `maxTextSize`, which a diagram cannot raise. Past the second it draws an apology.
MAX_EDGES: Final = 500
MAX_LENGTH: Final = 50_000
"""In UTF-16 units, as JavaScript counts."""

_INDENT: Final = "    "


def render(view: View) -> str:
    """Return a view as a Mermaid flowchart.

    Raises:
        RenderError: Mermaid would refuse the diagram for its size.

    """
    _require(view, len(view.edges), MAX_EDGES, "arrows")
    text = "".join(f"{line}\n" for line in _lines(view))
    _require(view, len(text.encode("utf-16-le")) // 2, MAX_LENGTH, "characters")
    return text


def _require(view: View, size: int, most: int, what: str) -> None:
    if size > most:
        remedy = advice(view.name, view.replicas)
        message = (
            f"the {view.name} view of {view.title!r} has {size} {what}, and Mermaid draws at most {most}; {remedy}"
        )
        raise RenderError(message)


def _lines(view: View) -> Iterator[str]:
    yield f"flowchart {_direction(view)}"
    yield f"{_INDENT}accTitle: {escape(view.title)}"
    if view.description:
        yield f"{_INDENT}accDescr: {escape(view.description)}"
    for paragraph in (
        _class_definitions(view),
        _items(view, None, _INDENT),
        map(_edge, view.edges),
        _group_classes(view),
        _edge_styles(view),
    ):
        lines = list(paragraph)
        if lines:
            yield ""
            yield from lines


def _direction(view: View) -> str:
    """Return where arrows lead: down, as in the picture the project started from, or to the right.

    Zones side by side make a deployment too wide for a page, so that its tiers follow each other from left to right.
    """
    match view.name:
        case "logical" | "reachability":
            return "TD"
        case "context" | "deployment" | "data_flow":
            return "LR"
        case _ as unreachable:
            assert_never(unreachable)


def _class_definitions(view: View) -> Iterator[str]:
    """Return the styles the view uses."""
    used = {node_class(node) for node in view.nodes}
    for name, style in NODE_STYLES.items():
        if name in used:
            yield f"{_INDENT}classDef {name} {style}"
    kinds = {group.kind for group in view.groups}
    for kind, style in GROUP_STYLES.items():
        if kind in kinds:
            yield f"{_INDENT}classDef {kind} {style}"


def _items(view: View, parent: str | None, indent: str) -> Iterator[str]:
    for item in view.inside(parent):
        match item:
            case Node():
                yield f"{indent}{_node(item)}"
            case Group():
                yield f"{indent}subgraph {group_id(item.id)}[{label(item.label)}]"
                yield from _items(view, item.id, indent + _INDENT)
                yield f"{indent}end"
            case _ as unreachable:
                assert_never(unreachable)


def _node(node: Node) -> str:
    opening, closing = _brackets(node.shape)
    text = label(node.label) if node.detail is None else label(node.label, node.detail)
    style = node_class(node)
    return f"{node_id(node.id)}{opening}{text}{closing}" + (f":::{style}" if style else "")


def _brackets(shape: Shape) -> tuple[str, str]:
    match shape:
        case Shape.CIRCLE:
            return "((", "))"
        case Shape.BOX:
            return "[", "]"
        case Shape.CYLINDER:
            return "[(", ")]"
        case _ as unreachable:
            assert_never(unreachable)


def _edge(edge: Edge) -> str:
    # In brackets, since Mermaid takes a number with a full stop for the beginning of a list.
    step = None if edge.step is None else f"({edge.step})"
    text = " ".join(part for part in (step, edge.label) if part is not None)
    written = f"|{label(text)}|" if text else ""
    return f"{_INDENT}{node_id(edge.source)} {line(edge.kind)}{written} {node_id(edge.target)}"


def _group_classes(view: View) -> Iterator[str]:
    for group in view.groups:
        yield f"{_INDENT}class {group_id(group.id)} {group.kind}"


def _edge_styles(view: View) -> Iterator[str]:
    """Return the looks of arrows, which Mermaid counts from 0."""
    for kind, style in EDGE_STYLES.items():
        places = [str(place) for place, edge in enumerate(view.edges) if edge.kind is kind]
        if places:
            yield f"{_INDENT}linkStyle {','.join(places)} {style}"
