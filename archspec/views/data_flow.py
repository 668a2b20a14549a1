"""The data-flow view: the connections as numbered steps, from those who use the system inwards."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from archspec.architecture import Architecture, Arrow, ConnectionClass
from archspec.bilingual import Language
from archspec.components import Location
from archspec.views.arrows import connection_edges, opened_by
from archspec.views.assembly import assemble, options_of
from archspec.views.boxes import by_component, copies
from archspec.views.size import drawable
from archspec.views.view import Group, GroupKind, Node, View

_SYSTEM_ID: Final = "system"


def project_data_flow(architecture: Architecture, language: Language | None = None) -> View:
    """Return the data-flow view of an architecture whose texts are in a language (left out, its own).

    Steps are numbered breadth-first from those outside, then from whatever they do not set going. What has no
    connection takes no part. Copies of a service take the same steps.

    Raises:
        RenderError: It would be too large.

    """
    steps = {arrow: number for number, arrow in enumerate(_in_order(architecture), start=1)}
    nodes = drawable(_nodes(architecture), "boxes", "data_flow", architecture)
    return assemble(
        "data_flow",
        architecture,
        language or architecture.language,
        groups=_groups(architecture, nodes),
        nodes=nodes,
        edges=connection_edges(architecture, by_component(nodes), steps),
    )


def _groups(architecture: Architecture, nodes: Iterable[Node]) -> Iterator[Group]:
    """Return the frame of the system, if anything of it takes part."""
    if any(node.parent for node in nodes):
        yield Group(_SYSTEM_ID, architecture.title, GroupKind.SYSTEM, None)


def _nodes(architecture: Architecture) -> Iterator[Node]:
    replicas = options_of("data_flow", architecture).replicas
    connected = {end for arrow in architecture.connections for end in (arrow.source, arrow.target)}
    for component_id, component in architecture.components.items():
        if component_id in connected:
            parent = None if component.facts.location is Location.OUTSIDE else _SYSTEM_ID
            yield from copies(architecture, component_id, parent, replicas)


def _in_order(architecture: Architecture) -> Iterator[Arrow]:
    """Return every connection once, nearest to those outside first."""
    leaving = _leaving(architecture)
    seen: set[str] = set()
    for roots in _roots(architecture):
        waiting = deque(root for root in roots if root not in seen)
        seen.update(waiting)
        while waiting:
            for arrow in leaving[waiting.popleft()]:
                yield arrow
                if arrow.target not in seen:
                    seen.add(arrow.target)
                    waiting.append(arrow.target)


def _leaving(architecture: Architecture) -> Mapping[str, Sequence[Arrow]]:
    """Return the connections from each component: those that resolve names come first, as they do in time."""
    leaving: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in architecture.connections:
        leaving[arrow.source].append(arrow)
    for arrows in leaving.values():
        arrows.sort(key=lambda arrow: opened_by(architecture, arrow) is not ConnectionClass.DOCUMENTARY)
    return leaving


def _roots(architecture: Architecture) -> Iterator[Sequence[str]]:
    """Return where to start: those outside together, then what nothing leads to, then any other component."""
    targets = {arrow.target for arrow in architecture.connections}
    components = architecture.components.items()
    yield [component_id for component_id, component in components if component.facts.location is Location.OUTSIDE]
    yield from ([component_id] for component_id in architecture.components if component_id not in targets)
    yield from ([component_id] for component_id in architecture.components)
