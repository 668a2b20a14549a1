"""What must not move between two deployments: ids, and the addresses of subnets."""

from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archspec.architecture import Architecture, Arrow
from archspec.components.base import facts_file
from archspec.planning import plan
from archspec.testing import data_of
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, DATABASE, SERVICE
from tests.plan.drawn import addresses, can_be_planned, deployable, ids

pytestmark = pytest.mark.slow

UNRELATED = (ACTOR, BUCKET, SERVICE, DATABASE, CACHE, {**BALANCER, "http": "forward"})


def _planned(values: dict[str, Any]) -> Architecture:
    return Architecture.model_validate(values)


@given(deployable())
def test_labels_name_nothing(found: Architecture) -> None:
    """What people read may change without any change to a deployment."""
    values = data_of(found) | {"title": "Another", "description": "Another"}
    for component in values.get("components", {}).values():
        component |= {"label": "Another", "why": "Another"}
    before, after = plan(found), plan(_planned(values))
    assert (ids(after), addresses(after)) == (ids(before), addresses(before))


@given(deployable(), st.randoms(use_true_random=False))
def test_order_names_nothing(found: Architecture, random: Random) -> None:
    """Components and connections may be written in any order."""
    values = data_of(found)
    for key in ("components", "connections"):
        items = list(values.get(key, {}).items())
        random.shuffle(items)
        values[key] = dict(items)
    before, after = plan(found), plan(_planned(values))
    assert (ids(after), addresses(after)) == (ids(before), addresses(before))
    priorities = [{(r.arrow, r.priority) for each in made.listeners for r in each.routes} for made in (before, after)]
    assert priorities[0] == priorities[1]


@given(deployable(), st.sampled_from(UNRELATED))
def test_another_component_moves_nothing(found: Architecture, another: dict[str, Any]) -> None:
    """It adds its own ids, and subnets where there were none of its tier."""
    assume(found.network.availability_zones > 1)
    values = data_of(found)
    if found.clusters and "cluster" in another:
        another = {**another, "cluster": next(iter(found.clusters))}
    values["components"] = {"another_one": another} | values.get("components", {})
    before, after = plan(found), plan(_planned(values))
    assert ids(before) <= ids(after)
    assert addresses(before) <= addresses(after)


@given(deployable())
def test_environments_have_the_same_ids(found: Architecture) -> None:
    """The names of stacks and buckets tell environments apart; nothing else does."""
    production, staging = plan(found, "production"), plan(found, "staging")
    assert (ids(staging), addresses(staging)) == (ids(production), addresses(production))
    assert not {stack.name for stack in staging.stacks} & {stack.name for stack in production.stacks}
    assert not set(staging.bucket_names.values()) & set(production.bucket_names.values())


@given(deployable())
def test_another_zone_moves_nothing(found: Architecture) -> None:
    """Its subnets take addresses that were kept for them."""
    zones = found.network.availability_zones
    offered = facts_file("regions")["regions"][found.region]["availability_zones"]
    assume(found.network.existing is None and zones < min(3, len(offered)))
    values = data_of(found)
    values["network"] = values.get("network", {}) | {"availability_zones": zones + 1}
    before, after = plan(found), plan(_planned(values))
    assert ids(after) == ids(before)
    assert addresses(before) <= addresses(after)
    assert len(addresses(after)) * zones == len(addresses(before)) * (zones + 1)


@given(deployable(), st.data())
def test_a_renamed_component_keeps_its_ids(found: Architecture, data: st.DataObject) -> None:
    """`renamed_from` is enough, and the names of buckets stay with them."""
    assume(found.components)
    name = data.draw(st.sampled_from(sorted(found.components)))
    renamed = _planned(_renamed(data_of(found), name, "another_name"))
    assume(can_be_planned(renamed))
    before, after = plan(found), plan(renamed)
    assert (ids(after), addresses(after)) == (ids(before), addresses(before))
    assert sorted(after.bucket_names.values()) == sorted(before.bucket_names.values())


def _renamed(values: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """Give a component another id, everywhere in a spec."""
    components = values["components"]
    first = components[old].get("renamed_from", old)
    values["components"] = {
        new if name == old else name: component | ({"renamed_from": first} if name == old else {})
        for name, component in components.items()
    }
    arrows = {key: Arrow.parse(key) for key in values.get("connections", {})}
    ends = {old: new}
    values["connections"] = {
        str(Arrow(ends.get(arrow.source, arrow.source), ends.get(arrow.target, arrow.target), arrow.name)): said
        for (_, arrow), said in zip(arrows.items(), values.get("connections", {}).values(), strict=True)
    }
    return values
