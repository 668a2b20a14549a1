"""The logical view: what it shows, and what it leaves out."""

import json
from pathlib import Path

import pytest

import archspec
from archspec.components import Role, Shape
from archspec.views import View, project_logical
from tests.views.examples import architecture, database, service

SEED = json.loads((Path(__file__).parents[1] / "data/seed_picture.json").read_text("utf-8"))


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
    assert english.title == "Highly available enterprise SaaS: logical view"


def test_boxes_are_numbered_copies() -> None:
    """Each copy that always runs is a box with an id of its own."""
    view = project_logical(architecture({"api": service(tasks={"min": 2, "max": 9})}, views=BOXES))
    assert _boxes(view) == [("api-1", "API 1", None), ("api-2", "API 2", None)]
    assert [(node.component, node.replica) for node in view.nodes] == [("api", 1), ("api", 2)]


@pytest.mark.parametrize(
    ("tasks", "detail"),
    [({"min": 2, "max": 10}, "×2–10"), ({"min": 3, "max": 3}, "×3"), ({"min": 0, "max": 4}, "×0–4")],  # noqa: RUF001
)
def test_a_count_stands_under_the_name(tasks: dict[str, int], detail: str) -> None:
    """One box says how many copies there are."""
    assert _boxes(project_logical(architecture({"api": service(tasks=tasks)}))) == [("api", "API", detail)]


def test_a_service_that_may_stand_still_is_drawn() -> None:
    """No component is left out of its picture."""
    view = project_logical(architecture({"api": service(tasks={"min": 0, "max": 9})}, views=BOXES))
    assert [node.id for node in view.nodes] == ["api-1"]


def test_copies_fan_out_on_both_sides() -> None:
    """Every copy of a source reaches every copy of its target, under arrows with ids of their own."""
    components = {name: service(tasks={"min": 2, "max": 2}) for name in ("a", "b")}
    view = project_logical(
        architecture(components, views=BOXES, connections={"a -> b": {}, "a -> b #again": {"label": "twice"}})
    )
    assert len({edge.id for edge in view.edges}) == len(view.edges) == 8
    assert view.edges[0].id == "a-1 -> b-1"
    assert view.edges[-1].id == "a-2 -> b-2 #again"
    assert [edge.label for edge in view.edges] == [None] * 4 + ["twice"] * 4


def test_frames_without_boxes_are_not_drawn() -> None:
    """There is no VPC where nothing is in it, and no AWS where there are only actors."""
    actor = {"kind": "actor"}
    assert project_logical(architecture({"a": actor})).groups == ()
    bucket = project_logical(architecture({"a": actor, "b": {"kind": "s3_bucket"}}))
    assert [group.id for group in bucket.groups] == ["aws"]
    assert [node.parent for node in bucket.nodes] == [None, "aws"]


def test_a_cluster_is_named_by_its_label_or_its_key() -> None:
    """Each cluster that runs something is a frame in the VPC; two services of one share it."""
    components = {"a": service(cluster="aws"), "b": service(cluster="vpc"), "c": service(cluster="aws")}
    clusters = {"vpc": {"label": "Back office"}, "aws": {}, "idle": {}}
    view = project_logical(architecture(components, clusters=clusters))
    frames = [(group.id, group.label, group.parent) for group in view.groups[2:]]
    assert frames == [("cluster-aws", "aws", "vpc"), ("cluster-vpc", "Back office", "vpc")]


def test_a_view_may_have_a_title_of_its_own() -> None:
    """Left out, it is the architecture's, with what the view shows."""
    assert project_logical(architecture()).title == "Small: logical view"
    assert project_logical(architecture(views={"logical": {"title": "Who reaches whom"}})).title == "Who reaches whom"


def test_a_box_has_the_facts_of_its_kind() -> None:
    """Its role and outline are those of the component."""
    first, second = project_logical(architecture({"api": service(), "db": database()})).nodes
    assert (first.kind, first.role, first.shape, first.standby) == ("fargate_service", Role.COMPUTE, Shape.BOX, False)
    assert (second.kind, second.role, second.shape) == ("rds_instance", Role.DATABASE, Shape.CYLINDER)


def test_an_empty_architecture_gives_an_empty_view() -> None:
    """Nothing to draw is no error."""
    view = project_logical(architecture())
    assert (view.groups, view.nodes, view.edges) == ((), (), ())
