"""What Mermaid would refuse for its size is refused before, with advice."""

import pytest

from archspec.architecture import Architecture, Arrow, Connection, ConnectionClass
from archspec.architecture.view import Replicas
from archspec.components import Role, Shape
from archspec.errors import RenderError
from archspec.kinds.fargate_service import FargateService, Image
from archspec.views import Edge, EdgeKind, Node, View, project
from renderers.mermaid import render
from renderers.mermaid.flowchart import MAX_EDGES, MAX_LENGTH
from tests.renderers.mermaid_graph import limits


def _fan(count: int, label: str = "x", replicas: Replicas = "boxes") -> View:
    """Return a view with a number of arrows."""
    node = Node("a", "a", "fargate_service", None, label, None, Role.COMPUTE, Shape.BOX, None)
    arrow = Arrow("a", "a")
    loop = Edge(str(arrow), "a", "a", None, EdgeKind.CONNECTION, None, arrow, ConnectionClass.NETWORK)
    return View("logical", "Fan", "en", (), (node,), (loop,) * count, replicas=replicas)


def test_mermaid_draws_so_many_arrows_and_no_more() -> None:
    """At the limit the picture is drawn, beyond it the error says what to do."""
    render(_fan(MAX_EDGES))
    with pytest.raises(RenderError, match=r"'Fan' has 501 arrows.*at most 500.*replicas: count"):
        render(_fan(MAX_EDGES + 1))


def test_the_limits_are_mermaids_own() -> None:
    """Neither is stricter than Mermaid, nor laxer."""
    assert limits() == (MAX_EDGES, MAX_LENGTH)


def test_a_view_without_copies_is_to_be_split() -> None:
    """Nobody is advised to count what is counted already."""
    with pytest.raises(RenderError, match=r"draws at most 500; split the architecture into smaller ones$"):
        render(_fan(MAX_EDGES + 1, replicas="count"))


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
        render(project("logical", architecture))
