"""What stands where in a view."""

from archspec.components import Role, Shape
from archspec.views import Group, GroupKind, Node, View


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


def test_an_empty_view_holds_nothing() -> None:
    """Nothing is inside nothing."""
    assert _view((), ()).inside(None) == ()
