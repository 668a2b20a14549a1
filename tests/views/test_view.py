"""What stands where in a view."""

from typing import get_args

from archspec.components import KIND_NAMES, Role, Shape
from archspec.views import Group, GroupKind, InfrastructureKind, Node, View


def _node(name: str, parent: str | None) -> Node:
    return Node(name, name, "fargate_service", None, name, None, Role.COMPUTE, Shape.BOX, parent)


def _view(groups: tuple[Group, ...], nodes: tuple[Node, ...]) -> View:
    return View("logical", "t", "en", groups, nodes, ())


OUTER = Group("outer", "Outer", GroupKind.CLOUD, None)
INNER = Group("inner", "Inner", GroupKind.VPC, "outer")


def test_a_frame_stands_where_its_first_box_is() -> None:
    """Boxes keep their order, and frames take theirs from what is in them."""
    nodes = (_node("a", None), _node("b", "inner"), _node("c", "outer"), _node("d", None), _node("e", "inner"))
    view = _view((OUTER, INNER), nodes)
    assert [item.id for item in view.inside(None)] == ["a", "outer", "d"]
    assert [item.id for item in view.inside("outer")] == ["inner", "c"]
    assert [item.id for item in view.inside("inner")] == ["b", "e"]


def test_an_empty_frame_is_not_lost() -> None:
    """A frame without boxes comes after everything else in its frame."""
    view = _view((INNER, OUTER), (_node("a", "outer"),))
    assert [item.id for item in view.inside(None)] == ["outer"]
    assert [item.id for item in view.inside("outer")] == ["a", "inner"]
    assert view.inside("inner") == ()


def test_an_empty_frame_keeps_its_place_among_frames() -> None:
    """It comes before the first frame after it that has a box, so that tiers line up from zone to zone."""
    tiers = [Group(name, name, GroupKind.SUBNET_PUBLIC, "outer") for name in ("one", "two", "three", "four")]
    view = _view((OUTER, *tiers), (_node("a", "outer"), _node("b", "two"), _node("c", "four")))
    assert [item.id for item in view.inside("outer")] == ["a", "one", "two", "three", "four"]


def test_frames_may_be_named_like_boxes() -> None:
    """A box is no frame, whatever its id."""
    inner = Group("a", "A", GroupKind.VPC, "outer")
    view = _view((OUTER, INNER, inner), (_node("a", "outer"), _node("b", "a")))
    assert [(type(item), item.id) for item in view.inside("outer")] == [(Node, "a"), (Group, "inner"), (Group, "a")]


def test_no_kind_is_called_like_what_aws_adds() -> None:
    """What a box stands for can be told from its kind alone."""
    assert not set(KIND_NAMES) & set(get_args(InfrastructureKind))


def test_an_empty_view_holds_nothing() -> None:
    """Nothing is inside nothing."""
    assert _view((), ()).inside(None) == ()
