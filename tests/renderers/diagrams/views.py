"""Views for tests: those of the specs, and small ones made by hand."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

import archspec
from archspec.components import Role, Shape
from archspec.views import VIEWS, Edge, EdgeKind, Group, GroupKind, Node, View, project

SPECS: Final = (
    "specs/saas_enterprise.yaml",
    "specs/examples/order_platform.yaml",
    "specs/examples/regional_apis.py",
    "specs/examples/static_site.yaml",
)


def node(name: str, label: str = "label", parent: str | None = None, detail: str | None = None) -> Node:
    """Return a box."""
    return Node(name, None, "fargate_service", None, label, detail, Role.COMPUTE, Shape.BOX, parent)


def edge(source: str, target: str, label: str | None = None, kind: EdgeKind = EdgeKind.CONNECTION) -> Edge:
    """Return an arrow."""
    return Edge(f"{source} -> {target}", source, target, label, kind, None, None, None)


def frame(name: str, label: str = "frame", parent: str | None = None, kind: GroupKind = GroupKind.VPC) -> Group:
    """Return a frame."""
    return Group(name, label, kind, parent)


def view(nodes: Sequence[Node], edges: Sequence[Edge] = (), groups: Sequence[Group] = (), title: str = "Title") -> View:
    """Return a view of these parts."""
    return View("logical", title, "en", tuple(groups), tuple(nodes), tuple(edges))


@cache
def spec_views() -> dict[str, View]:
    """Return every view of every spec in every language, by a name for tests."""
    return dict(_spec_views())


def _spec_views() -> Iterator[tuple[str, View]]:
    for file in SPECS:
        spec = archspec.load(file)
        for language in spec.languages:
            for name in VIEWS:
                yield f"{spec.architecture.name}-{name}-{language}", project(name, spec.in_language(language), language)
