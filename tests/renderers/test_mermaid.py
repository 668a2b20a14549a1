"""Mermaid flowcharts, read back by Mermaid."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import archspec
from archspec.architecture import Architecture
from archspec.components import Role, Shape
from archspec.kinds.fargate_service import FargateService
from archspec.testing import architectures
from archspec.views import VIEWS, Edge, EdgeKind, Group, GroupKind, Node, ProjectedView, View, project
from renderers.mermaid import render
from renderers.mermaid.flowchart import MAX_EDGES
from renderers.mermaid.styles import EDGE_STYLES, GROUP_STYLES, NODE_STYLES, node_class
from renderers.mermaid.text import group_id, node_id
from tests.renderers.mermaid_graph import DrawnEdge, Graph, parse, shown

ROOT: Final = Path(__file__).parents[2]
SEED: Final = json.loads((ROOT / "tests/data/seed_picture.json").read_text("utf-8"))
SPECS: Final = sorted([*(ROOT / "specs").glob("saas_enterprise.yaml"), *(ROOT / "specs/examples").iterdir()])
READABLE: Final = 35
"""Boxes beyond which a drawn example only costs time."""


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


EXPECTED: Final = {**{key: SEED[key] for key in ("nodes", "groups", "classes")}, "arrows": sorted(SEED["arrows"])}


def test_the_reference_is_the_seeds_picture() -> None:
    """Boxes, nesting, the ten arrows and the colours are those of the picture the project started from."""
    graph = parse(render(project("logical", _reference())))
    assert _picture(graph) == EXPECTED
    assert len(graph.edges) == 10
    assert {edge.style for edge in graph.edges} == {tuple(SEED["line"])}
    assert set(EXPECTED["classes"]) == {"aws", "client", "database"}


@pytest.mark.parametrize("arrow", [str(arrow) for arrow in _reference().connections if arrow.source != "cdn"])
def test_a_connection_less_is_another_picture(arrow: str) -> None:
    """Every connection of the spec is needed for the seed's picture."""
    reference = _reference()
    connections = {key: value for key, value in reference.connections.items() if str(key) != arrow}
    fewer = Architecture.model_validate({**dict(reference), "connections": connections})
    picture = _picture(parse(render(project("logical", fewer))))
    assert picture != EXPECTED
    assert {**picture, "arrows": EXPECTED["arrows"]} == EXPECTED, "and nothing but arrows is missing"


def assert_reads_as(view: View, graph: Graph) -> None:
    """Compare everything a view says with what Mermaid reads."""
    assert (graph.title, graph.description) == (shown(view.title), view.description)
    assert {n.id: (n.label, n.group) for n in graph.nodes.values()} == {
        node_id(n.id): (shown(_label(n)), _group(n)) for n in view.nodes
    }
    assert {g.id: (g.label, g.group, g.classes) for g in graph.groups.values()} == {
        group_id(g.id): (shown(g.label), _group(g), (g.kind,)) for g in view.groups
    }
    assert [(e.source, e.target, e.label) for e in graph.edges] == [
        (node_id(e.source), node_id(e.target), shown(_text(e))) for e in view.edges
    ]
    assert [_kind(edge) for edge in graph.edges] == [edge.kind for edge in view.edges]
    assert {n.id: n.classes for n in graph.nodes.values()} == {
        node_id(n.id): tuple(filter(None, [node_class(n)])) for n in view.nodes
    }


def _label(node: Node) -> str:
    return f"{node.label}\n{node.detail}" if node.detail else node.label


def _group(item: Node | Group) -> str | None:
    return item.parent and group_id(item.parent)


def _text(edge: Edge) -> str:
    if edge.step is None:
        return edge.label or ""
    return f"({edge.step}) {edge.label or ''}"


def _kind(edge: DrawnEdge) -> EdgeKind:
    """Return what an arrow's line tells."""
    assert edge.style[1] == "arrow_point"
    if edge.style[0] == "normal":
        return EdgeKind.DOCUMENTARY if "stroke-dasharray:3 3" in edge.looks else EdgeKind.CONNECTION
    return {"dotted": EdgeKind.INFRASTRUCTURE, "thick": EdgeKind.REPLICATION}[edge.style[0]]


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_mermaid_reads_the_views_of_the_specs(path: Path, name: ProjectedView) -> None:
    """Ids, labels, arrows, frames and kinds come back as the view has them, in every language of the spec."""
    spec = archspec.load(path)
    for language in spec.languages:
        view = project(name, spec.in_language(language), language)
        assert_reads_as(view, parse(render(view)))


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(architectures(), st.sampled_from(["count", "boxes"]))
def test_mermaid_reads_any_view(name: ProjectedView, architecture: Architecture, replicas: str) -> None:
    """The same for whatever an architecture holds, and whatever its texts say."""
    assume(all(one.tasks.min <= READABLE for one in architecture.of_kind(FargateService).values()))
    drawn = Architecture.model_validate({**dict(architecture), "views": {name: {"replicas": replicas}}})
    view = project(name, drawn)
    assume(len(view.nodes) <= READABLE and len(view.edges) <= MAX_EDGES)
    assert_reads_as(view, parse(render(view)))


DIRECTIONS: Final = {"context": "LR", "logical": "TB", "deployment": "LR", "data_flow": "LR"}


@pytest.mark.parametrize("name", VIEWS)
def test_arrows_lead_where_a_view_reads_best(name: ProjectedView) -> None:
    """Down in the seed's picture, to the right in the others."""
    assert parse(render(project(name, _reference()))).direction == DIRECTIONS[name]


def test_arrows_show_what_they_tell() -> None:
    """What opens nothing is thin and dotted, what opens by itself dashed, and copies of data thick."""
    graph = parse(render(project("deployment", _reference())))
    lines = {(edge.source, edge.target): (edge.style[0], edge.looks) for edge in graph.edges}
    assert lines["n_customer", "n_dns"] == ("normal", ("stroke-width:1px", "stroke-dasharray:3 3", "fill:none"))
    assert lines["n_cdn", "n_frontend"] == ("normal", ())
    assert lines["n_apiH1", "n_awsHapis"] == ("dotted", ())
    assert lines["n_databaseH1", "n_databaseH2"] == ("thick", ("stroke:#3B48CC", "stroke-width:2px", "fill:none"))


def test_steps_stand_before_labels() -> None:
    """In brackets, since a number with a full stop would begin a list."""
    labels = [edge.label for edge in parse(render(project("data_flow", _reference()))).edges]
    assert labels[2:5] == ["(3) Chama a API", "(4) Busca arquivos", "(5)"]


def test_frames_have_the_colours_of_their_kind() -> None:
    """The borders and fills are those of AWS's own diagrams, dotted for a region and dashed for a zone."""
    graph = parse(render(project("deployment", _reference())))
    looks = {
        kind: dict(style.split(":") for style in graph.classes[kind]) for kind in GROUP_STYLES if kind in graph.classes
    }
    assert {kind: look["stroke"] for kind, look in looks.items()} == {
        "cloud": "#242F3E",
        "region": "#00A4A6",
        "vpc": "#8C4FFF",
        "availability_zone": "#00A4A6",
        "subnet_public": "#7AA116",
        "subnet_private": "#00A4A6",
        "subnet_isolated": "#00A4A6",
    }
    assert {kind: look["fill"] for kind, look in looks.items() if look["fill"] != "none"} == {
        "subnet_public": "#F2F6E8",
        "subnet_private": "#E6F6F7",
        "subnet_isolated": "#E6F6F7",
    }
    assert {kind for kind, look in looks.items() if "stroke-dasharray" in look} == {"region", "availability_zone"}
    cluster = parse(render(project("logical", _reference())))
    assert cluster.classes["cluster"][1] == "stroke:#ED7100"


def test_a_standby_is_an_outline() -> None:
    """It is drawn dashed, and what no component stands for has a look too."""
    graph = parse(render(project("deployment", _reference())))
    assert graph.nodes["n_databaseH2"].classes == ("standby",)
    assert "stroke-dasharray:6 4" in graph.classes["standby"]
    assert graph.nodes["n_natHgatewayH1"].classes == graph.nodes["n_awsHapis"].classes == ("aws",)
    assert graph.nodes["n_databaseHextensions"].classes == ()
    context = parse(render(project("context", _reference())))
    assert context.nodes["n_softwareHsystem"].classes == ("system",)


def test_only_styles_in_use_are_defined() -> None:
    """A picture defines what it shows, and nothing else."""
    assert set(parse(render(project("context", _reference()))).classes) == {"client", "system"}
    assert "linkStyle" not in render(project("context", _reference()))


def test_screen_readers_are_told_what_a_picture_shows() -> None:
    """Its title, and a sentence; a view without one has no empty line for it."""
    graph = parse(render(project("logical", _reference())))
    assert graph.title == "SaaS Enterprise de alta disponibilidade: visão lógica"
    assert graph.description == "Os componentes, e quem acessa quem."
    assert "accDescr" not in render(View("logical", "t", "en", (), (), ()))


def test_an_empty_architecture() -> None:
    """Nothing is drawn, and Mermaid accepts it."""
    empty = Architecture(name="empty", title="Empty", language="en", region="sa-east-1")
    graph = parse(render(project("logical", empty)))
    assert (graph.nodes, graph.groups, graph.edges) == ({}, {}, ())


def test_every_kind_of_frame_box_and_arrow_has_a_style() -> None:
    """Tables keyed by a vocabulary hold all of it, and no style is unused."""
    assert set(GROUP_STYLES) == set(GroupKind)
    assert set(EDGE_STYLES) < set(EdgeKind)
    roles = [Node("a", "a", "actor", None, "a", None, role, Shape.BOX, None) for role in (*Role, None)]
    others = [
        Node("a", None, "system", None, "a", None, None, Shape.BOX, None),
        Node("a", None, "function", None, "a", None, None, Shape.BOX, None),
        Node("a", "a", "rds_instance", 2, "a", None, Role.DATABASE, Shape.BOX, None, copy="standby"),
    ]
    assert {node_class(node) for node in (*roles, *others)} == {*NODE_STYLES, None}
