"""Stacks: what is deployed where, and under which names."""

from typing import Any

import pytest
from hypothesis import given

from archspec.architecture import Architecture
from archspec.components import Location
from archspec.kinds.actor import Actor
from archspec.kinds.route53_zone import Route53Zone
from archspec.kinds.s3_bucket import S3Bucket
from archspec.planning import Plan, plan
from archspec.planning.stacks import STACK_ORDER
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CDN, DATABASE, SERVICE, ZONE, architecture
from tests.plan.drawn import deployable


@pytest.mark.slow
@given(deployable())
def test_each_component_is_created_once(found: Architecture) -> None:
    """In one stack, or in none where it is outside AWS or there already."""
    made = plan(found)
    placed = [name for stack in made.stacks for name in stack.components]
    assert sorted(placed) == sorted(name for name, component in found.components.items() if _is_created(component))
    order = [stack.id for stack in made.stacks]
    assert order == [stack for stack in STACK_ORDER if stack in order]


def _is_created(component: object) -> bool:
    if isinstance(component, Route53Zone | S3Bucket):
        return component.existing is None
    return not isinstance(component, Actor)


@pytest.mark.slow
@given(deployable())
def test_stacks_stand_where_their_parts_must(found: Architecture) -> None:
    """What is global is in us-east-1, the VPC in the region of the spec; zones are deployed apart."""
    made = plan(found, "production")
    for stack in made.stacks:
        assert stack.name == f"{found.name}-production-{stack.id}"
        assert stack.region == ("us-east-1" if stack.id == "Edge" else found.region)
        assert stack.account == found.account
        kinds = {found.components[name].facts.location for name in stack.components}
        assert (Location.VPC in kinds) <= (stack.id == "Main")


@pytest.mark.slow
@given(deployable())
def test_names_of_buckets_are_names_s3_takes(found: Architecture) -> None:
    """With the account after them they are short enough, and no two are the same."""
    names = [f"{name}-111122223333" for name in plan(found, "production").bucket_names.values()]
    assert len(set(names)) == len(names)
    assert all(3 <= len(name) <= 63 and "_" not in name and name.islower() for name in names)


def _stacks(components: dict[str, Any], connections: dict[str, Any] | None = None, **fields: object) -> dict[str, Any]:
    made = plan(architecture(components, connections=connections or {}, domain="example.com", **fields))
    return {stack.id: stack.components for stack in made.stacks}


def test_what_each_stack_is_for() -> None:
    """Names, images, the edge with the buckets it serves, and the rest."""
    components = {"user": ACTOR, "zone": ZONE, "cdn": CDN, "site": BUCKET, "files": BUCKET, "api": SERVICE}
    assert _stacks(components, {"cdn -> site": {}, "api -> files": {}, "api -> site": {}}) == {
        "Zone": ("zone",),
        "Registry": (),
        "Edge": ("cdn", "site"),
        "Main": ("files", "api"),
    }
    assert _stacks({"user": ACTOR}) == {}


def test_alarms_of_health_checks_are_at_the_edge() -> None:
    """Route 53 reports in us-east-1, which takes a stack there even without a distribution."""
    components = {"user": ACTOR, "zone": ZONE, "entry": {**BALANCER, "hostnames": ["a"]}}
    assert _stacks(components, {"user -> entry": {}}) == {"Zone": ("zone",), "Edge": (), "Main": ("entry",)}
    assert _stacks(components) == {"Zone": ("zone",), "Main": ("entry",)}


def test_what_is_there_already_is_in_no_stack() -> None:
    """Zones, buckets and repositories can be."""
    assert _stacks(
        {
            "zone": {**ZONE, "existing": {"zone_id": "Z1"}},
            "files": {**BUCKET, "existing": {"name": "files"}},
            "api": {**SERVICE, "image": {"repository": "api", "tag": "1", "existing": {}}},
        }
    ) == {"Main": ("api",)}


@pytest.mark.parametrize(("protected", "zone"), [(True, False), (False, False), (False, True)])
def test_stacks_with_data_are_protected(*, protected: bool, zone: bool) -> None:
    """As their database is; a zone always, since its name servers would change."""
    components = {"store": {**DATABASE, "deletion_protection": protected}} | ({"zone": ZONE} if zone else {})
    made = plan(architecture(components, domain="example.com"))
    assert {stack.id: stack.termination_protection for stack in made.stacks} == {"Main": protected} | (
        {"Zone": True} if zone else {}
    )


def _repositories(*names: str) -> list[str]:
    services = {
        f"service_{number}": {**SERVICE, "image": {"repository": name, "tag": "1"}} for number, name in enumerate(names)
    }
    return [repository.id for repository in plan(architecture(services)).repositories]


def test_repositories_are_told_apart() -> None:
    """Names that differ in punctuation or by a digit have ids of their own; a shared one is created once."""
    assert _repositories("api", "back-office", "api") == ["ApiRepository", "BackOfficeRepository"]
    similar = ["api1", "api-1", "api.1", "team/api1", "team/api-1", "a-b", "a.b", "ab"]
    assert len(set(_repositories(*similar))) == len(similar)


def _plan(**head: object) -> Plan:
    components = {"cdn": CDN, "site_of_the_year": BUCKET}
    return plan(architecture(components, connections={"cdn -> site_of_the_year": {}}, **head))


@pytest.mark.parametrize(
    ("bucket", "names"),
    [
        (BUCKET, {"site": "example-site"}),
        ({**BUCKET, "renamed_from": "old_site"}, {"site": "example-old-site"}),
        ({**BUCKET, "existing": {"name": "mine"}}, {}),
    ],
)
def test_a_bucket_behind_a_cdn_has_a_name(bucket: dict[str, Any], names: dict[str, str]) -> None:
    """The same after it was renamed, since another name is another bucket; one that is there keeps its own."""
    components = {"cdn": CDN, "site": bucket, "files": BUCKET}
    assert dict(plan(architecture(components, connections={"cdn -> site": {}})).bucket_names) == names


def test_long_names_end_in_a_hash() -> None:
    """So that they stay apart when they are cut."""
    assert dict(_plan().bucket_names) == {"site_of_the_year": "example-site-of-the-year"}
    long, longer = ({**_plan(name="n" * length).bucket_names}["site_of_the_year"] for length in (39, 40))
    assert len(long) == 50
    assert len(longer) == 49, "no hyphen stands before that of the hash"
    assert long[:39] == longer[:39] == "n" * 39
    assert long.rpartition("-")[2] != longer.rpartition("-")[2]


def test_tags_say_what_made_a_resource() -> None:
    """The architecture and the environment, then the spec's own."""
    made = plan(architecture({}, tags={"team": "web"}), "production")
    assert dict(made.tags) == {
        "archspec:architecture": "example",
        "archspec:environment": "production",
        "team": "web",
    }
    assert dict(plan(architecture({})).tags) == {"archspec:architecture": "example"}
