"""The logical view: what it shows, and what it leaves out."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import archspec
from archspec.architecture import Architecture
from archspec.components import FargateService, Location
from archspec.testing import architectures
from archspec.views import Node, View, project_logical

SEED = json.loads((Path(__file__).parents[1] / "data/seed_picture.json").read_text("utf-8"))
DRAWABLE = 40
"""Copies of a service beyond which a drawn example only costs time."""


def _architecture(components: dict[str, Any] | None = None, **fields: object) -> Architecture:
    fixed = {"name": "small", "title": "Small", "language": "en", "region": "sa-east-1"}
    return Architecture.model_validate({**fixed, "components": components or {}, **fields})


def _service(**fields: object) -> dict[str, Any]:
    image = {"repository": "api", "tag": "1"}
    return {"kind": "fargate_service", "label": "API", "cluster": "main", "image": image, "port": 80, **fields}


def _boxes(view: View) -> list[tuple[str, str, str | None]]:
    return [(node.id, node.label, node.detail) for node in view.nodes]


BOXES = {"logical": {"replicas": "boxes"}}


def test_the_reference_has_the_seeds_boxes_and_arrows() -> None:
    """The view itself, before any renderer, is the picture the project started from."""
    view = project_logical(archspec.load("specs/saas_enterprise.yaml").architecture)
    labels = {node.id: node.label for node in view.nodes}
    frames = {group.id: group.label for group in view.groups}
    assert [[labels[edge.source], labels[edge.target]] for edge in view.edges] == SEED["arrows"]
    assert {node.label: node.parent and frames[node.parent] for node in view.nodes} == {
        label: node["group"] for label, node in SEED["nodes"].items()
    }
    assert {group.label: group.parent and frames[group.parent] for group in view.groups} == SEED["groups"]
    assert list(labels.values()) == list(SEED["nodes"])


def test_the_reference_in_english() -> None:
    """A translated architecture gives a translated view of the same boxes."""
    spec = archspec.load("specs/saas_enterprise.yaml")
    own, english = (project_logical(spec.in_language(language)) for language in ("pt-BR", "en"))
    assert (own.language, english.language) == ("pt-BR", "en")
    assert [node.id for node in own.nodes] == [node.id for node in english.nodes]
    assert english.nodes[0].label == "Customer"
    assert english.title == "Highly available enterprise SaaS"


def test_boxes_are_numbered_copies() -> None:
    """Each copy that always runs is a box with an id of its own."""
    view = project_logical(_architecture({"api": _service(tasks={"min": 2, "max": 9})}, views=BOXES))
    assert _boxes(view) == [("api-1", "API 1", None), ("api-2", "API 2", None)]
    assert [(node.component, node.replica) for node in view.nodes] == [("api", 1), ("api", 2)]


@pytest.mark.parametrize(
    ("tasks", "detail"),
    [({"min": 2, "max": 10}, "×2–10"), ({"min": 3, "max": 3}, "×3"), ({"min": 0, "max": 4}, "×0–4")],  # noqa: RUF001
)
def test_a_count_stands_under_the_name(tasks: dict[str, int], detail: str) -> None:
    """One box says how many copies there are."""
    assert _boxes(project_logical(_architecture({"api": _service(tasks=tasks)}))) == [("api", "API", detail)]


def test_a_service_that_may_stand_still_is_drawn() -> None:
    """No component is left out of its picture."""
    view = project_logical(_architecture({"api": _service(tasks={"min": 0, "max": 9})}, views=BOXES))
    assert [node.id for node in view.nodes] == ["api-1"]


def test_copies_fan_out_on_both_sides() -> None:
    """Every copy of a source reaches every copy of its target, under arrows with ids of their own."""
    components = {name: _service(tasks={"min": 2, "max": 2}) for name in ("a", "b")}
    view = project_logical(
        _architecture(components, views=BOXES, connections={"a -> b": {}, "a -> b #again": {"label": "twice"}})
    )
    assert len({edge.id for edge in view.edges}) == len(view.edges) == 8
    assert view.edges[0].id == "a-1 -> b-1"
    assert view.edges[-1].id == "a-2 -> b-2 #again"
    assert [edge.label for edge in view.edges] == [None] * 4 + ["twice"] * 4


def test_frames_without_boxes_are_not_drawn() -> None:
    """There is no VPC where nothing is in it, and no AWS where there are only actors."""
    actor = {"kind": "actor"}
    assert project_logical(_architecture({"a": actor})).groups == ()
    bucket = project_logical(_architecture({"a": actor, "b": {"kind": "s3_bucket"}}))
    assert [group.id for group in bucket.groups] == ["aws"]
    assert [node.parent for node in bucket.nodes] == [None, "aws"]


def test_a_cluster_is_named_by_its_label_or_its_key() -> None:
    """Each cluster that runs something is a frame in the VPC; two services of one share it."""
    components = {"a": _service(cluster="aws"), "b": _service(cluster="vpc"), "c": _service(cluster="aws")}
    clusters = {"vpc": {"label": "Back office"}, "aws": {}, "idle": {}}
    view = project_logical(_architecture(components, clusters=clusters))
    frames = [(group.id, group.label, group.parent) for group in view.groups[2:]]
    assert frames == [("cluster-aws", "aws", "vpc"), ("cluster-vpc", "Back office", "vpc")]


def test_a_view_may_have_a_title_of_its_own() -> None:
    """Left out, it is the architecture's."""
    assert project_logical(_architecture()).title == "Small"
    assert project_logical(_architecture(views={"logical": {"title": "Who reaches whom"}})).title == "Who reaches whom"


def test_an_empty_architecture_gives_an_empty_view() -> None:
    """Nothing to draw is no error."""
    view = project_logical(_architecture())
    assert (view.groups, view.nodes, view.edges) == ((), (), ())


def _small(architecture: Architecture) -> bool:
    return all(service.tasks.min <= DRAWABLE for service in architecture.of_kind(FargateService).values())


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(architectures().filter(_small))
def test_everything_is_drawn_once(architecture: Architecture) -> None:
    """Each component has its boxes, each connection its arrows, in the spec's order and in frames that exist."""
    view = project_logical(architecture)
    assert list(dict.fromkeys(node.component for node in view.nodes)) == list(architecture.components)
    assert list(dict.fromkeys(edge.arrow for edge in view.edges)) == list(architecture.connections)
    for ids in (
        [node.id for node in view.nodes],
        [edge.id for edge in view.edges],
        [group.id for group in view.groups],
    ):
        assert len(set(ids)) == len(ids)
    boxes = Counter(node.component for node in view.nodes)
    arrows = Counter(edge.arrow for edge in view.edges)
    assert all(count == boxes[arrow.source] * boxes[arrow.target] for arrow, count in arrows.items())
    frames = [group.id for group in view.groups]
    parents = {node.parent for node in view.nodes} | {group.parent for group in view.groups}
    assert parents - {None} == set(frames)
    # Outer frames come first, so that a renderer can draw in one pass.
    assert all(group.parent in {None, *frames[:place]} for place, group in enumerate(view.groups))
    assert project_logical(architecture) == view


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(architectures().filter(_small))
def test_boxes_stand_where_their_service_runs(architecture: Architecture) -> None:
    """Actors are outside, global and regional services in AWS, the rest in the VPC."""
    view = project_logical(architecture)
    for node in view.nodes:
        facts = architecture.components[node.component].facts
        around = _frames_around(view, node)
        assert ("aws" in around) == (facts.location is not Location.OUTSIDE)
        assert ("vpc" in around) == (facts.location is Location.VPC)
        assert (node.role, node.shape) == (facts.role, facts.shape)


def _frames_around(view: View, node: Node) -> list[str]:
    parents = {group.id: group.parent for group in view.groups}
    around, parent = [], node.parent
    while parent is not None:
        around.append(parent)
        parent = parents[parent]
    return around


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(architectures().filter(_small), st.data())
def test_an_arrow_less_is_only_an_arrow_less(architecture: Architecture, data: st.DataObject) -> None:
    """Without a connection its arrows are gone, and nothing else is."""
    assume(architecture.connections)
    gone = data.draw(st.sampled_from(list(architecture.connections)))
    left = {arrow: connection for arrow, connection in architecture.connections.items() if arrow != gone}
    # Unvalidated: a distribution without its origin is no architecture, but it has a picture.
    fewer = architecture.model_copy(update={"connections": left})
    before, after = project_logical(architecture), project_logical(fewer)
    assert (after.nodes, after.groups) == (before.nodes, before.groups)
    assert after.edges == tuple(edge for edge in before.edges if edge.arrow != gone)
