"""Graphviz's SVG made whole: each icon inside and once, names for people, ids for programs, no path of this machine."""

import base64
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath
from typing import Final

from archspec.views import Edge, Group, Node, View
from renderers.diagrams.fonts import BOLD, FAMILY, without_glyph
from renderers.diagrams.graphviz import scaled_icon
from renderers.diagrams.measure import Line, widths

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_HREF: Final = "xlink:href"

_FONTS: Final = f"'{FAMILY}', 'Source Sans 3', 'Helvetica Neue', Arial, sans-serif"
"""What a viewer writes with: the font that was measured, or one that is about as wide."""


def finish(svg: bytes, view: View) -> str:
    """Return a picture that stands alone, from what Graphviz drew of a view."""
    root = ET.fromstring(svg)  # noqa: S314  Graphviz wrote it, a moment ago
    for element in root.iter():
        _without_namespaces(element)
        _with_weight(element)
    for part in root.iter("g"):
        _with_names(part, view)
    _keep_widths(root)
    page = ET.Element("svg", _page(root, view))
    ET.SubElement(page, "title", id=f"{view.name}-title").text = view.title
    ET.SubElement(page, "desc", id=f"{view.name}-description").text = view.description
    page.append(_symbols(root, view))
    page.extend(root)
    return ET.tostring(page, "unicode") + "\n"


def _page(root: ET.Element, view: View) -> dict[str, str]:
    """Return the attributes of the whole."""
    return {
        "xmlns": _SVG,
        "xmlns:xlink": _XLINK,
        "lang": view.language,
        "role": "img",
        "aria-labelledby": f"{view.name}-title",
        "aria-describedby": f"{view.name}-description",
        "width": root.attrib["width"],
        "height": root.attrib["height"],
        "viewBox": root.attrib["viewBox"],
        "font-family": _FONTS,
    }


def _without_namespaces(element: ET.Element) -> None:
    """Give an element and its attributes the names they are written with; the page declares what these mean."""
    element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if file := element.attrib.pop(f"{{{_XLINK}}}href", None):
        element.set(_HREF, file)


def _with_weight(element: ET.Element) -> None:
    """Leave the font to the page, but for its weight."""
    if element.attrib.pop("font-family", None) == BOLD:
        element.set("font-weight", "bold")


def _keep_widths(root: ET.Element) -> None:
    """Have every line take the room it was given, whichever font it is written with in the end."""
    texts = [(line, line.text or "") for line in root.iter("text")]
    # A text the font cannot draw has no width of its own here, nor has a blank one.
    lines = [(line, text) for line, text in texts if text.strip() and not without_glyph(text)]
    measured = widths([Line(text, line.get("font-weight") == "bold", line.attrib["font-size"]) for line, text in lines])
    for (line, _text), width in zip(lines, measured, strict=True):
        line.attrib |= {"textLength": f"{width:g}", "lengthAdjust": "spacingAndGlyphs"}


def _with_names(part: ET.Element, view: View) -> None:
    """Give a part of the picture the ids of the view, and the name that a pointer or a screen reader finds."""
    kind, _, number = part.attrib.pop("id").partition("-")
    title = part.find("title")
    assert title is not None, "Graphviz titles every part"  # noqa: S101  narrows the type
    match kind:
        case "node":
            _name(part, title, *_node_names(view.nodes[int(number)]))
        case "group":
            _name(part, title, *_group_names(view.groups[int(number)]))
        case "edge":
            _name(part, title, *_edge_names(view.edges[int(number)], view))
        case "text":
            # Its arrow has the name already.
            part.attrib |= {"class": "text", "data-edge": view.edges[int(number)].id}
            part.remove(title)
        case _:
            part.remove(title)


def _name(part: ET.Element, title: ET.Element, text: str, ids: dict[str, str | None]) -> None:
    title.text = text
    part.attrib |= {f"data-{name}": value for name, value in ids.items() if value is not None}


def _node_names(node: Node) -> tuple[str, dict[str, str | None]]:
    text = node.label if node.detail is None else f"{node.label}, {node.detail}"
    return text, {"id": node.id, "kind": node.kind, "parent": node.parent}


def _group_names(group: Group) -> tuple[str, dict[str, str | None]]:
    return group.label, {"id": group.id, "kind": group.kind, "parent": group.parent}


def _edge_names(edge: Edge, view: View) -> tuple[str, dict[str, str | None]]:
    labels = {node.id: node.label for node in view.nodes}
    ends = f"{labels[edge.source]} → {labels[edge.target]}"
    text = ends if edge.label is None else f"{ends}: {edge.label}"
    return text, {"id": edge.id, "kind": edge.kind, "source": edge.source, "target": edge.target}


def _symbols(root: ET.Element, view: View) -> ET.Element:
    """Return a symbol for each icon, and put its use in the place of every image."""
    definitions = ET.Element("defs")
    names: dict[str, str] = {}
    for image in list(root.iter("image")):
        file = image.attrib[_HREF]
        if file not in names:
            names[file] = f"{view.name}-icon-{PurePosixPath(file).stem}"
            definitions.append(_symbol(names[file], file))
        image.tag = "use"
        image.attrib = {side: image.attrib[side].removesuffix("px") for side in ("x", "y", "width", "height")}
        image.set(_HREF, f"#{names[file]}")
    return definitions


def _symbol(name: str, file: str) -> ET.Element:
    icon, size = scaled_icon(file)
    width, height = f"{size.width:g}", f"{size.height:g}"
    symbol = ET.Element("symbol", id=name, viewBox=f"0 0 {width} {height}")
    data = f"data:image/png;base64,{base64.b64encode(icon).decode()}"
    ET.SubElement(symbol, "image", {"width": width, "height": height, _HREF: data})
    return symbol
