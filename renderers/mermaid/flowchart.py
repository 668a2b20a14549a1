"""A view as the text of a flowchart."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.components import Shape
from archspec.errors import RenderError
from archspec.views import Edge, Group, Node, View
from renderers.mermaid.styles import GROUP_STYLES, NODE_STYLES, node_class
from renderers.mermaid.text import escape, group_id, node_id

# Mermaid's own limits, `maxEdges` and `maxTextSize`, which a diagram cannot raise. Past the second it draws an apology.
MAX_EDGES: Final = 500
MAX_LENGTH: Final = 50_000
"""In UTF-16 units, as JavaScript counts."""

_INDENT: Final = "    "
_REMEDY: Final = "split the architecture, or draw each service once with views: {{{view}: {{replicas: count}}}}"


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
        remedy = _REMEDY.format(view=view.name)
        message = (
            f"the {view.name} view of {view.title!r} has {size} {what}, and Mermaid draws at most {most}; {remedy}"
        )
        raise RenderError(message)


def _lines(view: View) -> Iterator[str]:
    yield "flowchart TD"
    yield f"{_INDENT}accTitle: {escape(view.title)}"
    for paragraph in (
        _class_definitions(view),
        _items(view, None, _INDENT),
        map(_edge, view.edges),
        _group_classes(view),
    ):
        lines = list(paragraph)
        if lines:
            yield ""
            yield from lines


def _class_definitions(view: View) -> Iterator[str]:
    """Return the styles the view uses."""
    used = {node_class(node.role) for node in view.nodes}
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
                yield f'{indent}subgraph {group_id(item.id)}["{escape(item.label)}"]'
                yield from _items(view, item.id, indent + _INDENT)
                yield f"{indent}end"
            case _ as unreachable:
                assert_never(unreachable)


def _node(node: Node) -> str:
    label = node.label if node.detail is None else f"{node.label}\n{node.detail}"
    opening, closing = _brackets(node.shape)
    style = node_class(node.role)
    return f'{node_id(node.id)}{opening}"{escape(label)}"{closing}' + (f":::{style}" if style else "")


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
    label = "" if edge.label is None else f'|"{escape(edge.label)}"|'
    return f"{_INDENT}{node_id(edge.source)} -->{label} {node_id(edge.target)}"


def _group_classes(view: View) -> Iterator[str]:
    for group in view.groups:
        yield f"{_INDENT}class {group_id(group.id)} {group.kind}"
