"""How large a view may become, and what its reader is told to do about it."""

import pytest

from archspec.errors import RenderError
from archspec.views import VIEWS, ProjectedView, advice, project
from archspec.views.size import LARGEST, drawable
from tests.views.examples import actor, architecture, service

ADVICE = r"draw each service once with views: \{{{name}: \{{replicas: count\}}\}}, or split the architecture$"
COPIED: tuple[ProjectedView, ...] = ("logical", "deployment", "data_flow")


def test_advice_fits_what_the_view_shows() -> None:
    """Counting copies helps only where they are boxes."""
    assert advice("logical", "boxes") == (
        "draw each service once with views: {logical: {replicas: count}}, or split the architecture"
    )
    assert advice("deployment", "count") == "split the architecture into smaller ones"


@pytest.mark.parametrize("name", COPIED)
def test_more_boxes_than_anybody_reads(name: ProjectedView) -> None:
    """Are refused before they are made, with the option to change."""
    crowd = {"min": LARGEST // 2, "max": LARGEST}
    spec = architecture(
        {"a": service(tasks=crowd), "b": service(tasks=crowd), "c": service(tasks={"min": 1, "max": 1})},
        "a -> b",
        "b -> c",
        views={name: {"replicas": "boxes"}},
    )
    whole = f"^the {name} view of 'Small' has more than 5000 boxes, which nobody can read; " + ADVICE.format(name=name)
    with pytest.raises(RenderError, match=whole):
        project(name, spec)


@pytest.mark.parametrize("name", COPIED)
def test_more_arrows_than_anybody_reads(name: ProjectedView) -> None:
    """Are refused too: they grow with the product of the copies at both ends."""
    some = {"min": 80, "max": 80}
    spec = architecture(
        {"a": service(tasks=some), "b": service(tasks=some)}, "a -> b", views={name: {"replicas": "boxes"}}
    )
    with pytest.raises(RenderError, match=f"^the {name} view of 'Small' has more than 5000 arrows, "):
        project(name, spec)


def test_nothing_is_made_beyond_the_limit() -> None:
    """One item too many is enough to know."""
    items = iter(range(LARGEST + 10))
    with pytest.raises(RenderError, match="more than 5000 things"):
        drawable(items, "things", "logical", architecture())
    assert next(items) == LARGEST + 1


def test_more_actors_than_anybody_reads() -> None:
    """A context is as large as its surroundings."""
    crowd = architecture({f"user_{number}": actor() for number in range(LARGEST)})
    with pytest.raises(RenderError, match="the context view of 'Small' has more than 5000 boxes, which nobody"):
        project("context", crowd)


def test_the_largest_view_is_drawn() -> None:
    """The limit itself is within it."""
    boxes = {"logical": {"replicas": "boxes"}}
    full = architecture({"a": service(tasks={"min": LARGEST, "max": LARGEST})}, views=boxes)
    assert len(project("logical", full).nodes) == LARGEST


def test_a_count_is_never_too_large() -> None:
    """Five thousand copies are one box, or one in each zone."""
    crowd = {"min": 5000, "max": 5000}
    spec = architecture({"a": service(tasks=crowd), "b": service(tasks=crowd)}, "a -> b")
    assert [len(project(name, spec).nodes) for name in VIEWS] == [1, 2, 8, 2]


def test_too_many_components_are_to_be_split() -> None:
    """Where copies are counted already, there is one way left."""
    spec = architecture({f"files_{number}": {"kind": "s3_bucket"} for number in range(LARGEST + 1)})
    with pytest.raises(RenderError, match="more than 5000 boxes, which nobody can read; split the architecture into"):
        project("logical", spec)
