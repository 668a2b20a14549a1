"""Pictures of the specs and of generated architectures, read back from the SVG and from the graph."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from archspec.architecture import Architecture
from archspec.testing import architectures
from archspec.views import VIEWS, Group, Node, View, project
from renderers.diagrams import render_svg
from renderers.diagrams.geometry import Box
from renderers.diagrams.picture import describe
from renderers.diagrams.text import filler_id, group_id, node_id
from tests.renderers.diagrams.picture_reader import Picture, is_inside, parse, plain, reaches, read
from tests.renderers.diagrams.views import spec_views


@pytest.mark.parametrize("name", spec_views())
def test_the_picture_shows_the_view(name: str) -> None:
    """Ids, texts, arrows and nesting of every spec's views come back from the SVG."""
    view = spec_views()[name]
    _assert_same(view, read(render_svg(view)))


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_the_picture_shows_any_view(architecture: Architecture) -> None:
    """The same holds for any architecture, whatever its texts are."""
    for name in VIEWS:
        view = project(name, architecture)
        if len(view.nodes) <= 60:
            _assert_same(view, read(render_svg(view)))
            _assert_described(view)


@pytest.mark.parametrize("name", spec_views())
def test_the_graph_holds_the_view(name: str) -> None:
    """What the library writes for Graphviz has the boxes, clusters and arrows of the view, and no others."""
    _assert_described(spec_views()[name])


def _assert_same(view: View, picture: Picture) -> None:
    assert picture.title == plain(view.title)
    assert {box.id: (box.label, box.detail) for box in picture.boxes.values()} == {
        node.id: (plain(node.label), plain(node.detail or "")) for node in view.nodes
    }
    assert {frame.id: frame.label for frame in picture.frames.values()} == {g.id: plain(g.label) for g in view.groups}
    assert {arrow.id: (arrow.text, arrow.step) for arrow in picture.arrows.values()} == {
        edge.id: (plain(edge.label or ""), str(edge.step or "")) for edge in view.edges
    }
    _assert_nested(view, picture)
    _assert_connected(view, picture)


def _assert_nested(view: View, picture: Picture) -> None:
    """Boxes are in their frames by where they are drawn, and what stands side by side does not overlap."""
    assert {box.id: picture.frame_of(box.icon) for box in picture.boxes.values()} == {
        n.id: n.parent for n in view.nodes
    }
    for group in view.groups:
        border = picture.frames[group.id].border
        assert group.parent is None or is_inside(border, picture.frames[group.parent].border)
    for parent in (None, *(group.id for group in view.groups)):
        rooms = [_room(item, picture) for item in view.inside(parent)]
        assert not [pair for pair in combinations(rooms, 2) if pair[0].overlap(pair[1])]


def _room(item: Group | Node, picture: Picture) -> Box:
    return picture.frames[item.id].border if isinstance(item, Group) else picture.boxes[item.id].icon


def _assert_connected(view: View, picture: Picture) -> None:
    """Every arrow begins at the icon or the text of its source, and its head touches its target's."""
    for edge in view.edges:
        arrow, source, target = picture.arrows[edge.id], picture.boxes[edge.source], picture.boxes[edge.target]
        assert reaches(arrow.start, source.icon) or reaches(arrow.start, source.texts, 8), edge.id
        assert reaches(arrow.tip, target.icon) or reaches(arrow.tip, target.texts, 8), edge.id


def _assert_described(view: View) -> None:
    graph = parse(describe(view))
    fillers = {filler_id(group.id): group_id(group.id) for group in view.groups if not view.inside(group.id)}
    assert graph.nodes == {node_id(n.id): n.parent and group_id(n.parent) for n in view.nodes} | fillers
    assert graph.clusters == {group_id(g.id): g.parent and group_id(g.parent) for g in view.groups}
    assert Counter(graph.edges) == Counter((node_id(e.source), node_id(e.target)) for e in view.edges)
