"""Every view by its name, and what the logical one says of itself, its frames and its arrows."""

import pytest

import archspec
from archspec.architecture import ConnectionClass
from archspec.bilingual import Language
from archspec.views import (
    VIEWS,
    EdgeKind,
    GroupKind,
    View,
    project,
    project_context,
    project_data_flow,
    project_deployment,
    project_logical,
)
from tests.views.examples import architecture, service


def _reference() -> archspec.Architecture:
    return archspec.load("specs/saas_enterprise.yaml").architecture


def test_the_view_knows_its_name_frames_and_what_arrows_open() -> None:
    """For the reference architecture."""
    view = project_logical(_reference())
    assert view.name == "logical"
    assert [group.kind for group in view.groups] == [GroupKind.CLOUD, GroupKind.VPC, GroupKind.CLUSTER]
    told = {str(edge.arrow): (edge.opens, edge.kind) for edge in view.edges}
    assert told == {
        "customer -> dns": (ConnectionClass.DOCUMENTARY, EdgeKind.DOCUMENTARY),
        "customer -> cdn": (ConnectionClass.DOCUMENTARY, EdgeKind.DOCUMENTARY),
        "cdn -> frontend": (ConnectionClass.ORIGIN, EdgeKind.CONNECTION),
        "customer -> load_balancer": (ConnectionClass.NETWORK, EdgeKind.CONNECTION),
        "load_balancer -> api": (ConnectionClass.NETWORK, EdgeKind.CONNECTION),
        "api -> database": (ConnectionClass.NETWORK, EdgeKind.CONNECTION),
        "api -> cache": (ConnectionClass.NETWORK, EdgeKind.CONNECTION),
    }
    assert {edge.step for edge in view.edges} == {None}
    assert view.description == "Os componentes, e quem acessa quem."
    assert (view.replicas, project_logical(architecture()).replicas) == ("boxes", "count")


def test_views_come_from_the_whole_to_its_parts() -> None:
    """In the order documents show them, each under its own name."""
    assert VIEWS == ("context", "logical", "deployment", "data_flow")
    assert [project(name, _reference()).name for name in VIEWS] == list(VIEWS)


@pytest.mark.parametrize("language", [None, "en", "pt-BR"])
def test_each_name_is_its_own_projection(language: Language | None) -> None:
    """In the language asked for; left out, the architecture's own."""
    reference = _reference()
    expected: list[View] = [
        project_context(reference, language),
        project_logical(reference, language),
        project_deployment(reference, language),
        project_data_flow(reference, language),
    ]
    assert [project(name, reference, language) for name in VIEWS] == expected
    assert {view.language for view in expected} == {language or "pt-BR"}


def test_titles_say_what_a_view_shows() -> None:
    """Unless the spec has one for the view."""
    plain = architecture()
    assert [project(name, plain).title for name in VIEWS] == [
        "Small: context",
        "Small: logical view",
        "Small: deployment",
        "Small: data flow",
    ]
    assert project("context", plain, "pt-BR").title == "Small: contexto"
    options = {name: {"title": f"The {name}"} for name in VIEWS}
    assert [project(name, architecture(views=options)).title for name in VIEWS] == [f"The {name}" for name in VIEWS]


def test_options_hold_for_one_view() -> None:
    """Copies are boxes only where the spec says so."""
    spec = architecture({"a": service(), "b": service()}, "a -> b", views={"data_flow": {"replicas": "boxes"}})
    assert [project(name, spec).replicas for name in VIEWS] == ["count", "count", "count", "boxes"]
    assert [len(project(name, spec).nodes) for name in ("logical", "data_flow")] == [2, 4]
