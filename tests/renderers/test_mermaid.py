"""Mermaid flowcharts, read back by Mermaid."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import archspec
from archspec.architecture import Architecture, Arrow, Connection, ConnectionClass
from archspec.components import FargateService, Image, Role, Shape
from archspec.errors import RenderError
from archspec.testing import architectures
from archspec.views import Edge, EdgeKind, GroupKind, Node, View, project_logical
from renderers.mermaid import render
from renderers.mermaid.flowchart import MAX_EDGES, MAX_LENGTH
from renderers.mermaid.styles import GROUP_STYLES, NODE_STYLES, node_class
from renderers.mermaid.text import escape, group_id, node_id
from tests.renderers.mermaid_graph import Graph, drawn_labels, parse, shown

SEED = json.loads((Path(__file__).parents[1] / "data/seed_picture.json").read_text("utf-8"))
LABELS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)
SYNTAX = st.text(st.sampled_from("`#;\"'<>&%{}[]()|\\$~*_-=x o.:@/35\ufeff é"), min_size=1, max_size=12)


def _reference() -> Architecture:
    return archspec.load("specs/saas_enterprise.yaml").architecture


def _picture(graph: Graph) -> dict[str, Any]:
    """Return a graph in the shape of the seed's: by label."""
    names = {drawn.id: drawn.label for drawn in (*graph.nodes.values(), *graph.groups.values())}
    return {
        "nodes": {
            node.label: {
                "shape": node.shape,
                "class": node.classes[0] if node.classes else None,
                "group": names[node.group] if node.group else None,
            }
            for node in graph.nodes.values()
        },
        "groups": {group.label: names[group.group] if group.group else None for group in graph.groups.values()},
        "arrows": sorted([names[edge.source], names[edge.target]] for edge in graph.edges),
        "classes": {name: styles for name, styles in graph.classes.items() if name in NODE_STYLES},
    }


EXPECTED = {**{key: SEED[key] for key in ("nodes", "groups", "classes")}, "arrows": sorted(SEED["arrows"])}


def test_the_reference_is_the_seeds_picture() -> None:
    """Boxes, nesting, the ten arrows and the colours are those of the picture the project started from."""
    assert _picture(parse(render(project_logical(_reference())))) == EXPECTED


@pytest.mark.parametrize("arrow", [str(arrow) for arrow in _reference().connections if arrow.source != "cdn"])
def test_a_connection_less_is_another_picture(arrow: str) -> None:
    """Every connection of the spec is needed for the seed's picture."""
    reference = _reference()
    connections = {key: value for key, value in reference.connections.items() if str(key) != arrow}
    fewer = Architecture.model_validate({**dict(reference), "connections": connections})
    assert _picture(parse(render(project_logical(fewer)))) != EXPECTED


def test_arrows_carry_their_labels() -> None:
    """A connection's text stands on its arrow, and an arrow without one has none."""
    view = project_logical(_reference())
    labels = [edge.label for edge in parse(render(view)).edges]
    assert labels == [edge.label or "" for edge in view.edges]
    assert "Chama a API" in labels


def test_frames_have_the_borders_of_aws() -> None:
    """Frames are transparent, with AWS's colours."""
    graph = parse(render(project_logical(_reference())))
    assert {group.label: group.classes for group in graph.groups.values()} == {
        "AWS": ("cloud",),
        "VPC": ("vpc",),
        "ECS": ("cluster",),
    }
    assert graph.classes["vpc"] == ["fill:none", "stroke:#8C4FFF", "stroke-width:2px"]
    assert graph.classes["cloud"][1] == "stroke:#242F3E"


def test_the_title_is_there_for_screen_readers() -> None:
    """The picture says what it shows."""
    assert parse(render(project_logical(_reference()))).title == "SaaS Enterprise de alta disponibilidade"


def test_an_empty_architecture() -> None:
    """Nothing is drawn, and Mermaid accepts it."""
    empty = Architecture(name="empty", title="Empty", language="en", region="sa-east-1")
    graph = parse(render(project_logical(empty)))
    assert (graph.nodes, graph.groups, graph.edges) == ({}, {}, ())


def test_every_kind_of_frame_and_role_has_a_style() -> None:
    """Tables keyed by a vocabulary hold all of it."""
    assert set(GROUP_STYLES) == set(GroupKind)
    assert {node_class(role) for role in Role} == {*NODE_STYLES, None}


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_mermaid_reads_the_view(architecture: Architecture) -> None:
    """Boxes, frames, arrows and their texts come back as the view has them, whatever the spec says."""
    view = project_logical(architecture)
    if len(view.nodes) > 60:
        return
    graph = parse(render(view))
    assert {node_id(n.id): shown(_label(n)) for n in view.nodes} == {n.id: n.label for n in graph.nodes.values()}
    assert {group_id(g.id): shown(g.label) for g in view.groups} == {g.id: g.label for g in graph.groups.values()}
    assert Counter(_edge(edge) for edge in view.edges) == Counter((e.source, e.target, e.label) for e in graph.edges)
    parents = {node_id(n.id): n.parent and group_id(n.parent) for n in view.nodes}
    assert parents == {n.id: n.group for n in graph.nodes.values()}
    assert {group_id(g.id): g.parent and group_id(g.parent) for g in view.groups} == {
        g.id: g.group for g in graph.groups.values()
    }


def _label(node: Node) -> str:
    return f"{node.label}\n{node.detail}" if node.detail else node.label


def _edge(edge: Edge) -> tuple[str, str, str]:
    return node_id(edge.source), node_id(edge.target), shown(edge.label or "")


def _decoded(text: str) -> str:
    """Return what an HTML reader makes of an escaped text, with nothing of the renderer's in it."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text.replace("<br/>", "\n"))


@given(LABELS | SYNTAX)
@example("&lt;b&gt; #35; \\n")
def test_any_label_survives(label: str) -> None:
    """What is escaped decodes to what was written, and holds nothing Mermaid has a use for."""
    escaped = escape(label)
    assert _decoded(escaped) == label
    assert not set(re.sub(r"#\d+;", "", escaped)) & set('`#;"<>&%|\\$~*_-^@')


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(st.lists(LABELS | SYNTAX, min_size=15, max_size=15))
@example(
    [
        "1. one",
        "- item",
        "# title",
        "`code`",
        "**bold**",
        "$$x$$",
        "fa:fa-user",
        "%%{init: {}}%%",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "#quot;",
        "&amp;",
        "a --> b",
        "ﬂ alone, ¶ alone",
        "C:\\temp\\new",
    ]
)
def test_mermaid_draws_labels_as_they_are_written(labels: list[str]) -> None:
    """The picture Mermaid draws shows each label character by character."""
    nodes = "".join(f'    n_{i}["{escape(label)}"]\n' for i, label in enumerate(labels))
    drawn = drawn_labels("flowchart TD\n" + nodes)
    # A label of blanks alone is drawn as an empty one.
    assert sorted(map(_squeezed, drawn)) == sorted(_squeezed(shown(label)) for label in labels)


def _squeezed(text: str) -> str:
    """Compare blanks as a browser shows them."""
    return " ".join(text.split())


@pytest.mark.parametrize("label", ["", "two\nlines"])
def test_labels_that_are_not_one_line(label: str) -> None:
    """An empty label is a blank, and a line break breaks the line."""
    graph = parse(f'flowchart TD\n    n_a["{escape(label)}"]\n')
    assert graph.nodes["n_a"].label == label


@given(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,4}(?:-[0-9]{1,2})?", fullmatch=True), min_size=2, unique=True))
def test_ids_stay_apart(names: list[str]) -> None:
    """No two boxes get one id, nor a box a frame's."""
    ids = [node_id(name) for name in names] + [group_id(name) for name in names]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[ng]_[A-Za-z0-9_]+", one) for one in ids)


@pytest.mark.parametrize("word", ["end", "graph", "subgraph", "class", "click", "style", "x1", "o1", "default"])
def test_mermaids_own_words_are_ids_like_any_other(word: str) -> None:
    """A component may be named after a keyword, or begin like an arrow's head."""
    node = Node(word, word, "fargate_service", None, "label", None, Role.COMPUTE, Shape.BOX, None)
    view = View("logical", "t", "en", (), (node,), (_loop(word),))
    graph = parse(render(view))
    assert [(edge.source, edge.target) for edge in graph.edges] == [(f"n_{word}", f"n_{word}")]


def _loop(name: str) -> Edge:
    return Edge(
        f"{name} -> {name}", name, name, None, EdgeKind.CONNECTION, None, Arrow(name, name), ConnectionClass.NETWORK
    )


def _fan(count: int, label: str = "x") -> View:
    """Return a view with a number of arrows."""
    node = Node("a", "a", "fargate_service", None, label, None, Role.COMPUTE, Shape.BOX, None)
    return View("logical", "Fan", "en", (), (node,), (_loop("a"),) * count)


def test_mermaid_draws_so_many_arrows_and_no_more() -> None:
    """At the limit the picture is drawn, beyond it the error says what to do."""
    render(_fan(MAX_EDGES))
    with pytest.raises(RenderError, match=r"'Fan' has 501 arrows.*at most 500.*replicas: count"):
        render(_fan(MAX_EDGES + 1))


def test_mermaid_takes_so_much_text_and_no_more() -> None:
    """The limit counts as JavaScript does: a sign outside the basic plane is two."""
    spare = MAX_LENGTH - len(render(_fan(0, "a")))
    assert len(render(_fan(0, "a" * (spare + 1)))) == MAX_LENGTH
    with pytest.raises(RenderError, match="50001 characters"):
        render(_fan(0, "a" * (spare + 2)))
    with pytest.raises(RenderError, match="characters"):
        render(_fan(0, "🙂" * (spare // 2 + 2)))


def test_boxes_beyond_the_limit_name_the_way_out() -> None:
    """Too many copies of a service are an error that names the option to change."""
    service = FargateService.model_validate(
        {"cluster": "c", "image": Image(repository="ab", tag="1"), "port": 80, "tasks": {"min": 30, "max": 30}}
    )
    architecture = Architecture.model_validate(
        {
            "name": "many",
            "title": "Many",
            "language": "en",
            "region": "sa-east-1",
            "components": {"a": service, "b": service},
            "connections": {Arrow("a", "b"): Connection()},
            "views": {"logical": {"replicas": "boxes"}},
        }
    )
    with pytest.raises(RenderError, match=r"900 arrows.*views: \{logical: \{replicas: count\}\}"):
        render(project_logical(architecture))
