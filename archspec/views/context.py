"""The context view: the system as one box, and who and what stands around it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from archspec.architecture import Architecture, Arrow
from archspec.bilingual import Language
from archspec.components import ComponentBase, Location, Shape
from archspec.views.arrows import edge_kind, opened_by
from archspec.views.assembly import assemble
from archspec.views.boxes import box
from archspec.views.kind import views_of
from archspec.views.view import Edge, Node, View
from archspec.views.words import SYSTEM

SYSTEM_ID: Final = "software-system"
"""The box of the system itself; no component has a hyphen in its id."""


def project_context(architecture: Architecture, language: Language | None = None) -> View:
    """Return the context view of an architecture whose texts are in a language (left out, its own).

    One arrow stands for all connections from somebody outside into the system, one for all that lead out to them; its
    label is theirs, each once. Connections inside the system are not shown.
    """
    language = language or architecture.language
    return assemble(
        "context",
        architecture,
        language,
        groups=(),
        nodes=_nodes(architecture, language),
        edges=(_edge(architecture, *ends, arrows) for ends, arrows in _across(architecture).items()),
    )


def _nodes(architecture: Architecture, language: Language) -> Iterator[Node]:
    for component_id, component in architecture.components.items():
        if _is_outside(component):
            yield _outsider(component_id, component, language)
    kind = SYSTEM.in_language(language)
    yield Node(SYSTEM_ID, None, "system", None, architecture.title, kind, None, Shape.BOX, None)


def _is_outside(component: ComponentBase) -> bool:
    return component.facts.location is Location.OUTSIDE


def _outsider(component_id: str, component: ComponentBase, language: Language) -> Node:
    describe = views_of(component).outsider
    if describe is None:
        return box(component_id, component, None)
    outsider = describe(component)
    return replace(box(component_id, component, None, detail=outsider.what.in_language(language)), shape=outsider.shape)


def _across(architecture: Architecture) -> Mapping[tuple[str, str], list[Arrow]]:
    """Return the connections that cross the border of the system, by the boxes they lead from and to."""
    crossing: dict[tuple[str, str], list[Arrow]] = {}
    outside = {name for name, component in architecture.components.items() if _is_outside(component)}
    for arrow in architecture.connections:
        source, target = (end if end in outside else SYSTEM_ID for end in (arrow.source, arrow.target))
        if source != target:
            crossing.setdefault((source, target), []).append(arrow)
    return crossing


def _edge(architecture: Architecture, source: str, target: str, arrows: list[Arrow]) -> Edge:
    labels = dict.fromkeys(label for arrow in arrows if (label := architecture.connections[arrow].label))
    kind = edge_kind({opened_by(architecture, arrow) for arrow in arrows})
    return Edge(f"{source} -> {target}", source, target, "; ".join(labels) or None, kind, None, None, None)
