"""What cannot be deployed: the exact place and message of every reason, and all of them at once."""

from typing import Any

import pytest
from hypothesis import Phase, find, given, settings

from archspec.architecture import Architecture
from archspec.errors import Path, PlanError
from archspec.kinds.application_load_balancer import ApplicationLoadBalancer
from archspec.kinds.cloudfront_distribution import CloudfrontDistribution
from archspec.kinds.elasticache_replication_group import ElasticacheReplicationGroup
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.rds_instance import RdsInstance
from archspec.planning import Plan, plan
from archspec.testing import architectures
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, CDN, DATABASE, SERVICE, ZONE, architecture
from tests.plan.drawn import can_be_planned, deployable

ENTRY = {**BALANCER, "http": "forward"}
NAMED = {**BALANCER, "hostnames": ["api"]}


def refusals(components: dict[str, Any], **fields: Any) -> list[tuple[Path, str]]:  # noqa: ANN401  fields of a spec
    """Return why an architecture cannot be deployed: the places and the messages."""
    try:
        plan(architecture(components, **{"domain": "example.com", **fields}))
    except PlanError as error:
        return [(mistake.path, mistake.message) for mistake in error.mistakes]
    return []


@pytest.mark.parametrize(
    ("balancer", "refused"),
    [
        (BALANCER, True),
        ({**BALANCER, "http": "closed"}, True),
        (ENTRY, False),
        (NAMED, False),
        ({**BALANCER, "certificate": {"existing": {"arn": "arn:aws:acm:sa-east-1:111122223333:certificate/1"}}}, False),
    ],
)
def test_a_load_balancer_needs_a_certificate(balancer: dict[str, Any], *, refused: bool) -> None:
    """Unless it passes plain HTTP on."""
    message = (
        "'entry' has no certificate to serve HTTPS with; give it hostnames, or certificate: {existing: {arn: …}},"
        " or write http: forward to serve plain HTTP"
    )
    found = refusals({"zone": ZONE, "entry": balancer})
    assert found == ([(("components", "entry"), message)] if refused else [])


def test_an_origin_needs_a_name() -> None:
    """CloudFront verifies the certificate of the host name it asks for."""
    message = "CloudFront reaches 'entry' by a host name, and it has none; give it one, as in hostnames: [api]"
    connections: dict[str, object] = {"cdn -> entry": {}}
    found = refusals({"cdn": CDN, "entry": ENTRY}, connections=connections)
    assert found == [(("connections", "cdn -> entry"), message)]
    assert refusals({"zone": ZONE, "cdn": CDN, "entry": NAMED}, connections=connections) == []


def test_a_listener_rule_has_five_conditions() -> None:
    """Hosts and paths count together."""
    message = "has 6 hosts and paths, and a listener rule takes 5; use patterns with *"
    five = {"hosts": ["a.example.com", "b.example.com"], "paths": ["/a", "/b", "/c"]}
    six = {**five, "paths": ["/a", "/b", "/c", "/d"]}
    components = {"entry": ENTRY, "api": SERVICE}
    assert refusals(components, connections={"entry -> api": five}) == []
    found = refusals(components, connections={"entry -> api": six})
    assert found == [(("connections", "entry -> api"), message)]
    paths = {"paths": [f"/{number}" for number in range(6)]}
    cdn = {"cdn": CDN, "site": BUCKET, "files": BUCKET}
    assert refusals(cdn, connections={"cdn -> site": {}, "cdn -> files": paths}) == []


@pytest.mark.parametrize("source", [ACTOR, {**CDN, "origin_access": "public"}])
def test_a_public_bucket_is_opened_on_purpose(source: dict[str, Any]) -> None:
    """S3 refuses the policy as long as public access is blocked."""
    message = (
        "opens 'files' to everybody, which its block_public_access refuses; remove the arrow, or serve the bucket"
        " through a distribution with origin access control"
    )
    connections: dict[str, object] = {"source -> files": {}}
    found = refusals({"source": source, "files": BUCKET}, connections=connections)
    assert found == [(("connections", "source -> files"), message)]
    opened = {**BUCKET, "block_public_access": False}
    assert refusals({"source": source, "files": opened}, connections=connections) == []


@pytest.mark.parametrize(
    ("component", "tiers"),
    [
        (SERVICE, ["private"]),
        ({**SERVICE, "placement": "public"}, ["public"]),
        (CACHE, ["isolated"]),
        (DATABASE, ["isolated"]),
        ({**DATABASE, "extensions": ["postgis"]}, ["isolated", "private"]),
        ({**DATABASE, "extensions": ["postgis"], "placement": "private"}, ["private"]),
        ({**DATABASE, "master_credentials": "rotated_secret"}, ["isolated", "private"]),
        (ENTRY, ["isolated"]),
        (ACTOR, []),
        (BUCKET, []),
    ],
)
def test_an_existing_vpc_has_the_tiers_that_are_used(component: dict[str, Any], tiers: list[str]) -> None:
    """Each tier that lacks subnets is named once."""
    found = refusals({"it": component}, network={"existing": {"vpc_id": "vpc-00000001"}})
    assert found == [
        (
            ("network", "existing", f"{tier}_subnets"),
            f"has no {tier} subnets, where 'it' runs; name one for each zone",
        )
        for tier in tiers
    ]
    subnets = {f"{tier}_subnets": ["subnet-00000001", "subnet-00000002"] for tier in tiers}
    assert refusals({"it": component}, network={"existing": {"vpc_id": "vpc-00000001", **subnets}}) == []


def test_an_internet_facing_load_balancer_is_in_public_subnets() -> None:
    """An arrow from outside moves it there."""
    found = refusals(
        {"user": ACTOR, "entry": ENTRY},
        connections={"user -> entry": {}},
        network={"existing": {"vpc_id": "vpc-00000001"}},
    )
    assert [path for path, _ in found] == [("network", "existing", "public_subnets")]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"environment": {"STORE_HOST": "x"}}, "STORE_HOST"),
        ({"secrets": {"STORE_PASSWORD": "generated"}}, "STORE_PASSWORD"),
        ({"secrets": {"STORE_PORT": "generated"}}, "STORE_PORT"),
        ({"environment": {"STORE_USERNAME": "x"}}, "STORE_USERNAME"),
    ],
)
def test_a_variable_has_one_value(fields: dict[str, Any], name: str) -> None:
    """What a connection sets, the spec cannot set too."""
    message = f"{name} is set by the connection api -> store; give the spec's own variable another name"
    components = {"api": {**SERVICE, **fields}, "store": DATABASE}
    found = refusals(components, connections={"api -> store": {}})
    assert found == [(("components", "api"), message)]


@pytest.mark.parametrize(
    ("components", "connections", "component", "resource"),
    [
        (
            {"database": {**DATABASE, "extensions": ["postgis"]}, "database_extensions": SERVICE},
            {},
            "database_extensions",
            "DatabaseExtensionsSecurityGroup",
        ),
        ({"cache": CACHE, "cache_node1": SERVICE}, {}, "cache", "CacheNode1CpuAlarm"),
        ({"api": SERVICE, "api_security_group": BUCKET}, {}, "api_security_group", "ApiSecurityGroup"),
        ({"api": SERVICE, "api_repository": BUCKET}, {}, "api_repository", "ApiRepository"),
        (
            {"user": ACTOR, "internet": SERVICE, "api": SERVICE},
            {"user -> api": {}, "internet -> api": {}},
            "api",
            "InternetToApi80In",
        ),
        (
            {"lb": ENTRY, "api": {**SERVICE, "port": 31000}, "api3": {**SERVICE, "port": 1000}},
            {"lb -> api": {"paths": ["/a"]}, "lb -> api3": {}},
            "lb",
            "LbToApi31000Out",
        ),
    ],
)
def test_ids_are_told_apart(
    components: dict[str, Any], connections: dict[str, Any], component: str, resource: str
) -> None:
    """Ids are put together from parts, and two may come out the same; nothing is merged silently."""
    message = f"the resource {resource!r} would be there twice; give the component another id"
    assert (("components", component), message) in refusals(components, connections=connections)


def test_every_reason_is_given_at_once() -> None:
    """One run, all of them, in the order of the parts of a spec they are about."""
    found = refusals(
        {
            "entry": BALANCER,
            "cdn": CDN,
            "user": ACTOR,
            "files": BUCKET,
            "api": {**SERVICE, "environment": {"FILES_BUCKET": "x"}},
            "api_security_group": BUCKET,
        },
        connections={"cdn -> entry": {}, "user -> files": {}, "api -> files": {}},
        network={"existing": {"vpc_id": "vpc-00000001"}},
    )
    assert [path for path, _ in found] == [
        ("components", "entry"),
        ("connections", "cdn -> entry"),
        ("connections", "user -> files"),
        ("network", "existing", "public_subnets"),
        ("network", "existing", "private_subnets"),
        ("components", "api"),
        ("components", "api_security_group"),
    ]


@pytest.mark.slow
@given(architectures())
def test_planning_ends_in_a_plan_or_in_reasons(found: Architecture) -> None:
    """Never in another error; each reason is at a place that exists, or at the part that lacks something."""
    known = {*found.components, *map(str, found.connections), "existing"}
    for top, name in _refused(found):
        assert top in {"components", "connections", "network"}
        assert name in known


def _refused(found: Architecture) -> list[tuple[str | int, ...]]:
    """Return where the reasons are; none where there is a plan."""
    try:
        assert isinstance(plan(found), Plan)
    except PlanError as error:
        return [mistake.path[:2] for mistake in error.mistakes]
    return []


def test_an_error_reads_as_a_list_of_reasons() -> None:
    """A Python user sees each with its path."""
    with pytest.raises(PlanError) as raised:
        plan(architecture({"user": ACTOR, "files": BUCKET}, connections={"user -> files": {}}))
    assert str(raised.value).startswith("connections.user -> files: opens 'files' to everybody")


SEARCH = settings(max_examples=1000, phases=[Phase.generate], derandomize=True, database=None)
SHAPES = {
    "every kind": lambda found: len({component.kind for component in found.components.values()}) == 8,
    "a load balancer before services": lambda found: any(
        len(listeners.routes) > 1 for listeners in plan(found).listeners
    ),
    "an origin in the VPC": lambda found: any(
        isinstance(source, CloudfrontDistribution) and isinstance(target, ApplicationLoadBalancer)
        for source, target in map(found.ends, found.connections)
    ),
    "a service with a database and a cache": lambda found: all(
        any(isinstance(found.ends(arrow)[1], kind) for arrow in found.connections)
        for kind in (RdsInstance, ElasticacheReplicationGroup)
    ),
    "an existing VPC": lambda found: found.network.existing is not None and bool(found.of_kind(FargateService)),
    "a function": lambda found: any("-" in group.owner for group in plan(found).security_groups),
    "three zones": lambda found: len({subnet.zone for subnet in getattr(plan(found).vpc, "subnets", ())}) == 3,
    "a renamed component": lambda found: any(c.renamed_from for c in found.components.values()),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_many_shapes_can_be_deployed(shape: str) -> None:
    """What the other tests draw is not the simple cases alone."""
    found = find(deployable(), SHAPES[shape], settings=SEARCH)
    assert can_be_planned(found)


@pytest.mark.slow
def test_some_drawn_architectures_need_no_mending() -> None:
    """Planning succeeds for architectures as they are drawn, too."""

    def whole(found: Architecture) -> bool:
        return len(found.components) > 8 and can_be_planned(found)

    assert len(find(architectures(), whole, settings=SEARCH).components) > 8
