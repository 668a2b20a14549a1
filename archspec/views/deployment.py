"""The deployment view: every copy in its Availability Zone and subnet, with what AWS adds to run it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archspec.architecture import Architecture
from archspec.bilingual import Language
from archspec.views.arrows import connection_edges
from archspec.views.assembly import assemble, options_of
from archspec.views.boxes import by_component
from archspec.views.infrastructure import infrastructure_edges, infrastructure_nodes, replication_edges
from archspec.views.placement import placed
from archspec.views.site import Site, frames
from archspec.views.size import drawable
from archspec.views.view import Edge, Group, Node, View


def project_deployment(architecture: Architecture, language: Language | None = None) -> View:
    """Return the deployment view of an architecture whose texts are in a language (left out, its own).

    A connection leads to the copies that serve it: not to a standby, nor to a replica. Of the arrows
    between copies of the same two, the first has the text.

    Raises:
        RenderError: It would be too large.

    """
    site = Site.of(architecture, language or architecture.language)
    components = drawable(_components(site), "boxes", "deployment", architecture)
    nodes = (*components, *infrastructure_nodes(site, components))
    groups = tuple(frames(site, nodes))
    return assemble(
        "deployment",
        architecture,
        site.language,
        groups=groups,
        nodes=_outside_in(nodes, groups),
        edges=_said_once(_edges(site, components), nodes),
    )


def _components(site: Site) -> Iterator[Node]:
    replicas = options_of("deployment", site.architecture).replicas
    for component_id in site.architecture.components:
        yield from placed(site, component_id, replicas)


def _outside_in(nodes: Iterable[Node], groups: Sequence[Group]) -> list[Node]:
    """Order boxes by their frames, so that the tiers of each zone follow each other from the internet inwards."""
    places: dict[str | None, int] = {None: -1, **{group.id: place for place, group in enumerate(groups)}}
    return sorted(nodes, key=lambda node: places[node.parent])


def _edges(site: Site, components: Sequence[Node]) -> Iterator[Edge]:
    serving = by_component(node for node in components if node.serves)
    yield from connection_edges(site.architecture, serving, dict.fromkeys(site.architecture.connections))
    yield from replication_edges(site, components)
    yield from infrastructure_edges(site, serving)


def _said_once(edges: Iterable[Edge], nodes: Iterable[Node]) -> Iterator[Edge]:
    """Leave out the text of an arrow that repeats another between other copies: it only hides what is behind it."""
    owners = {node.id: node.component or node.id for node in nodes}
    said: set[tuple[object, ...]] = set()
    for edge in edges:
        meant = (owners[edge.source], owners[edge.target], edge.arrow, edge.label)
        yield replace(edge, label=None) if meant in said else edge
        said.add(meant)
