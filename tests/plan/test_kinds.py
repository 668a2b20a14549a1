"""What kinds say to the plan: each says something, and says where its copies run."""

import pytest

from archspec.architecture import Architecture
from archspec.components import KIND_NAMES, Location, facet_of
from archspec.planning.copies import Copies, Copy
from archspec.planning.kind import Planning, planning_of, spot_of, spots
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, CDN, DATABASE, SERVICE, ZONE, architecture


@pytest.mark.parametrize("name", KIND_NAMES)
def test_every_kind_says_how_it_is_deployed(name: str) -> None:
    """Its own module has the answers, and no two of its parts have one id."""
    planning = facet_of(name, "planning", Planning)
    assert len(set(planning.parts)) == len(planning.parts)


def _everything() -> Architecture:
    return architecture(
        {
            "customer": ACTOR,
            "dns": ZONE,
            "cdn": {**CDN, "hostnames": ["www"]},
            "site": BUCKET,
            "entry": {**BALANCER, "hostnames": ["api"]},
            "api": {**SERVICE, "tasks": {"min": 1, "max": 3}},
            "database": {**DATABASE, "extensions": ["postgis"]},
            "cache": {**CACHE, "replicas": 2},
        },
        connections={"cdn -> site": {}, "entry -> api": {}, "api -> database": {}, "api -> cache": {}},
        domain="example.com",
    )


def test_what_is_in_the_vpc_has_copies_there_and_nothing_else_does() -> None:
    """A tier that nobody named would get no subnets."""
    found = _everything()
    for spot in spots(found):
        in_vpc = spot.component.facts.location is Location.VPC
        assert (planning_of(spot.component).copies(spot) is not None) == in_vpc, spot.name


def test_nothing_outside_aws_is_in_a_stack() -> None:
    """And all the rest is, where it is not there already."""
    for spot in spots(_everything()):
        outside = spot.component.facts.location is Location.OUTSIDE
        assert (planning_of(spot.component).stack(spot) is None) == outside, spot.name


def _copies(name: str) -> Copies | None:
    spot = spot_of(_everything(), name)
    return planning_of(spot.component).copies(spot)


def test_copies_stand_where_one_outlives_another() -> None:
    """A standby is in the next zone, replicas are one in each, and tasks are spread."""
    assert _copies("entry") == Copies("isolated", fixed=(Copy(0), Copy(1)))
    assert _copies("api") == Copies("private", least=1, most=3)
    assert _copies("database") == Copies(
        "isolated", fixed=(Copy(0, "primary"), Copy(1, "standby")), helper_tiers=("private",)
    )
    assert _copies("cache") == Copies("isolated", fixed=(Copy(0, "primary"), Copy(1, "replica"), Copy(2, "replica")))


def test_a_tier_is_needed_once() -> None:
    """Although a function of the component may run in its own tier."""
    assert Copies("private", helper_tiers=("private",)).tiers == ("private",)
