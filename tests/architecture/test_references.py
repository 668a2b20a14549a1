"""What AWS cannot do with parts that are each fine: the exact place and message of every mistake."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from archspec.architecture import Architecture
from archspec.errors import Mistakes, Path
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, CDN, DATABASE, SERVICE, ZONE

HEAD = {"name": "example", "title": "Example", "language": "en", "region": "sa-east-1"}
WORKER = {**SERVICE, "port": None}
DECISION = {"status": "accepted", "date": "2026-11-24", "context": "x", "options": {"yes": "x"}, "outcome": "yes"}
WAIVER = {"rule": "AAC-DB-002", "reason": "x", "owner": "x", "expires": "2027-01-31"}


def mistakes(**fields: object) -> list[tuple[Path, str]]:
    """Return what is wrong with an architecture: the places and the messages."""
    try:
        Architecture.model_validate({**HEAD, **fields})
    except ValidationError as error:
        return [
            ((*details["loc"], *mistake.path), mistake.message)
            for details in error.errors()
            if isinstance(cause := details["ctx"]["error"], Mistakes)
            for mistake in cause.mistakes
        ]
    return []


def _components(**components: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: {k: v for k, v in component.items() if v is not None} for name, component in components.items()}


@pytest.mark.parametrize(
    ("components", "connections", "expected"),
    [
        (
            {"user": ACTOR},
            {"user -> api": {}},
            ("user -> api", "there is no component 'api'; there is only 'user'"),
        ),
        (
            {"user": ACTOR, "api": SERVICE},
            {"usr -> api": {}},
            ("usr -> api", "there is no component 'usr'; did you mean 'user'?"),
        ),
        (
            {"store": BUCKET, "user": ACTOR},
            {"store -> user": {}},
            (
                "store -> user",
                "AWS has no way to connect s3_bucket to actor; no arrow may start at s3_bucket",
            ),
        ),
        (
            {"store": DATABASE, "user": ACTOR},
            {"store -> user": {}},
            (
                "store -> user",
                "AWS has no way to connect rds_instance to actor; an arrow from rds_instance may lead to s3_bucket",
            ),
        ),
        (
            {"user": ACTOR, "worker": WORKER},
            {"user -> worker": {}},
            ("user -> worker", "'worker' listens on no port; give it one, as in port: 3000, or remove the arrow"),
        ),
        (
            {"entry": BALANCER, "a": SERVICE, "b": SERVICE},
            {"entry -> a": {}, "entry -> b": {}},
            (
                "entry -> b",
                (
                    "has no hosts or paths as entry -> a, so a request has two places to go; give one of them paths or"
                    " hosts"
                ),
            ),
        ),
        (
            {"entry": BALANCER, "a": SERVICE, "b": SERVICE},
            {"entry -> a": {"paths": ["/a", "/b"]}, "entry -> b": {"paths": ["/b", "/a"]}},
            (
                "entry -> b",
                (
                    "has the same hosts and paths as entry -> a, so a request has two places to go; give one of them"
                    " paths or hosts"
                ),
            ),
        ),
        (
            {"cdn": CDN, "a": BUCKET, "b": BUCKET},
            {"cdn -> a": {}, "cdn -> b": {}},
            ("cdn -> b", "is a second default origin beside cdn -> a; give it paths"),
        ),
    ],
)
def test_arrows(components: dict[str, Any], connections: dict[str, Any], expected: tuple[str, str]) -> None:
    """An arrow joins two components that can be joined, and leaves no doubt where a request goes."""
    arrow, message = expected
    found = mistakes(components=_components(**components), connections=connections)
    assert found == [(("connections", arrow), message)]


def test_two_services_behind_different_paths_are_fine() -> None:
    """As are two behind different hosts, or the same paths on two load balancers."""
    components = {"entry": BALANCER, "other": BALANCER, "a": SERVICE, "b": SERVICE, "c": SERVICE}
    connections = {
        "entry -> a": {"paths": ["/a"]},
        "entry -> b": {"paths": ["/a"], "hosts": ["b.example.com"]},
        "entry -> c": {},
        "other -> a": {"paths": ["/a"]},
    }
    assert mistakes(components=components, connections=connections) == []


def test_a_field_of_another_pair_of_kinds() -> None:
    """The pair of kinds decides what a connection may say."""
    found = mistakes(components={"user": ACTOR, "api": SERVICE}, connections={"user -> api": {"access": "read_only"}})
    message = "does not apply to a connection from actor to fargate_service; it takes ingress_cidrs, label, why"
    assert found == [(("connections", "user -> api", "access"), message)]


def test_a_distribution_needs_a_default_origin() -> None:
    """Paths alone leave requests without a place to go."""
    message = "has no default origin; connect it to a bucket or a load balancer, without paths"
    expected = [(("components", "cdn"), message)]
    components = {"cdn": CDN, "site": BUCKET}
    assert mistakes(components=components) == expected
    assert mistakes(components=components, connections={"cdn -> site": {"paths": ["/a"]}}) == expected
    assert mistakes(components=components, connections={"cdn -> site": {}}) == []


def test_ids_that_become_one_name() -> None:
    """CloudFormation knows neither underscores nor, in our outputs, case."""
    message = "'api1' and 'api_1' are the same name in CloudFormation; rename one of them"
    assert mistakes(components={"api_1": BUCKET, "api1": BUCKET}) == [(("components", "api1"), message)]


@pytest.mark.parametrize(
    ("components", "domain", "expected"),
    [
        ({"zone": ZONE}, "example.com", []),
        (
            {"zone": ZONE},
            None,
            [(("components", "zone"), "has no domain; add domain: example.com to it or to the spec")],
        ),
        (
            {"zone": ZONE, "twin": {**ZONE, "domain": "example.com"}},
            "example.com",
            [
                (
                    ("components", "twin"),
                    "answers for example.com, as 'zone' does; give each zone its own domain",
                )
            ],
        ),
        (
            {"entry": {**BALANCER, "hostnames": ["api"]}},
            None,
            [
                (
                    ("components", "entry", "hostnames"),
                    "need the domain they belong to; add domain: example.com to the spec",
                )
            ],
        ),
        (
            {"entry": {**BALANCER, "hostnames": ["api"]}, "zone": {**ZONE, "domain": "example.org"}},
            "example.com",
            [
                (
                    ("components", "entry", "hostnames"),
                    "need a zone for example.com; add a component of kind route53_zone",
                )
            ],
        ),
        (
            {
                "zone": ZONE,
                "entry": {**BALANCER, "hostnames": ["api"]},
                "twin": {**BALANCER, "hostnames": ["www", "api"]},
            },
            "example.com",
            [(("components", "twin", "hostnames", 1), "'api' already leads to 'entry'; a name has one target")],
        ),
        ({"zone": ZONE, "entry": {**BALANCER, "hostnames": ["api", "@"]}}, "example.com", []),
    ],
)
def test_names(components: dict[str, Any], domain: str | None, expected: list[tuple[Path, str]]) -> None:
    """A host name has a domain, a zone and one target."""
    fields = {} if domain is None else {"domain": domain}
    assert mistakes(components=components, **fields) == expected


@pytest.mark.parametrize(
    ("component", "kind"),
    [(BALANCER, "application_load_balancer"), (DATABASE, "rds_instance"), (CACHE, "elasticache_replication_group")],
)
def test_what_needs_two_zones(component: dict[str, Any], kind: str) -> None:
    """AWS refuses it in one."""
    message = f"1 is too few for 'it' ({kind}), which AWS places in two or more"
    found = mistakes(components={"it": component, "too": component}, network={"availability_zones": 1})
    assert found == [(("network", "availability_zones"), message)]
    assert mistakes(components={"it": component}, network={"availability_zones": 2}) == []


def test_what_fits_one_zone() -> None:
    """A service does, and a cache that does not ask for more."""
    components = {"api": SERVICE, "cache": {**CACHE, "multi_az": False}}
    assert mistakes(components=components, network={"availability_zones": 1}) == []


def test_a_region_has_so_many_zones() -> None:
    """Northern California has two."""
    found = mistakes(region="us-west-1", network={"availability_zones": 3})
    assert found == [(("network", "availability_zones"), "3 is more than us-west-1 has; write 2 or fewer")]


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        ({"cidr": "10.0.0.0/16"}, []),
        ({"cidr": "10.0.0.0/24"}, []),
        (
            {"cidr": "10.0.0.0/15"},
            [(("network", "cidr"), "'10.0.0.0/15' needs an IPv4 prefix from /16 to /24, as in 10.0.0.0/16")],
        ),
        (
            {"cidr": "10.0.0.0/25"},
            [(("network", "cidr"), "'10.0.0.0/25' needs an IPv4 prefix from /16 to /24, as in 10.0.0.0/16")],
        ),
        (
            {"cidr": "fd00::/20"},
            [(("network", "cidr"), "'fd00::/20' needs an IPv4 prefix from /16 to /24, as in 10.0.0.0/16")],
        ),
        (
            {"reserved_cidrs": ["10.1.0.0/16", "10.0.128.0/17"]},
            [
                (
                    ("network", "reserved_cidrs", 1),
                    "'10.0.128.0/17' overlaps the VPC's own 10.0.0.0/16; move one of them",
                )
            ],
        ),
        ({"reserved_cidrs": ["fd00::/8"]}, []),
    ],
)
def test_addresses(network: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """A VPC has a size AWS takes, and room beside other networks."""
    assert mistakes(network=network) == expected


@pytest.mark.parametrize(
    ("tiers", "zones", "expected"),
    [
        ({}, 2, {}),
        ({"private_subnets": 2, "public_subnets": 2, "isolated_subnets": 2}, 2, {}),
        ({"private_subnets": 1, "isolated_subnets": 1}, 1, {}),
        ({"private_subnets": 1}, 2, {"private_subnets": "names 1 subnets for 2 zones; name one for each"}),
        (
            {"public_subnets": 3, "private_subnets": 2, "isolated_subnets": 1},
            2,
            {
                "public_subnets": "names 3 subnets for 2 zones; name one for each",
                "isolated_subnets": "names 1 subnets for 2 zones; name one for each",
            },
        ),
    ],
)
def test_an_existing_vpc_has_a_subnet_for_each_zone(
    tiers: dict[str, int], zones: int, expected: dict[str, str]
) -> None:
    """In each tier it has at all."""
    subnets = {tier: [f"subnet-{number:08x}" for number in range(count)] for tier, count in tiers.items()}
    network = {"availability_zones": zones, "existing": {"vpc_id": "vpc-00000001", **subnets}}
    found = mistakes(network=network)
    assert found == [(("network", "existing", tier), message) for tier, message in expected.items()]


def test_an_earlier_id_is_taken() -> None:
    """What was renamed keeps the name in CloudFormation; another component cannot have it."""
    message = "'b' and 'a' are the same name in CloudFormation; rename one of them"
    renamed = {**BUCKET, "renamed_from": "b"}
    assert mistakes(components={"a": renamed, "b": BUCKET}) == [(("components", "b"), message)]
    swapped = {"a": renamed, "b": {**BUCKET, "renamed_from": "a"}}
    assert mistakes(components=swapped) == []


@pytest.mark.parametrize(("component", "home"), [(CDN, "us-east-1"), (BALANCER, "sa-east-1")])
def test_a_certificate_is_where_it_is_presented(component: dict[str, Any], home: str) -> None:
    """CloudFront presents those of us-east-1, a load balancer those of its region."""
    path = ("components", "it", "certificate", "existing", "arn")
    for region in ("us-east-1", "sa-east-1", "eu-west-1"):
        certificate = {"existing": {"arn": f"arn:aws:acm:{region}:111122223333:certificate/1"}}
        components = {"it": {**component, "certificate": certificate}, "site": BUCKET}
        connections: dict[str, object] = {"it -> site": {}} if component is CDN else {}
        message = f"is a certificate in {region}, and 'it' presents those in {home}; name one there"
        expected = [] if region == home else [(path, message)]
        assert mistakes(components=components, connections=connections) == expected


def test_a_cluster_is_declared_where_any_is() -> None:
    """Without declarations a name is enough."""
    assert mistakes(components={"api": SERVICE}) == []
    found = mistakes(components={"api": SERVICE}, clusters={"ecs": {}, "jobs": {}})
    assert found == [(("components", "api", "cluster"), "there is no cluster 'main'; choose from ecs, jobs")]


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"outcome": "no"}, ("outcome",), "'no' is none of the options; there is only 'yes'"),
        ({"supersedes": "early"}, ("supersedes",), "there is no decision 'early'; did you mean 'earlier'?"),
        ({"components": ["api", "apj"]}, ("components", 1), "there is no component 'apj'; did you mean 'api'?"),
    ],
)
def test_decisions(change: dict[str, Any], path: Path, message: str) -> None:
    """A decision chooses one of its options, and names what exists."""
    decisions = {"earlier": DECISION, "later": {**DECISION, **change}}
    assert mistakes(components={"api": SERVICE}, decisions=decisions) == [(("decisions", "later", *path), message)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"component": "apj"}, "there is no component 'apj'; did you mean 'api'?"),
        ({"connection": "user -> apj"}, "there is no connection 'user -> apj'; did you mean 'user -> api'?"),
        ({"environment": "production"}, "there is no environment 'production'; there is none"),
    ],
)
def test_waivers(change: dict[str, str], message: str) -> None:
    """A waiver names what exists."""
    fields = {"components": {"user": ACTOR, "api": SERVICE}, "connections": {"user -> api": {}}}
    assert mistakes(**fields, waivers=[WAIVER, {**WAIVER, **change}]) == [(("waivers", 1, *change), message)]


def test_a_waiver_has_one_subject() -> None:
    """A component or a connection."""
    waiver = {**WAIVER, "component": "api", "connection": "user -> api"}
    message = "stands beside component; a waiver names one of them"
    assert mistakes(waivers=[waiver]) == [(("waivers", 0, "connection"), message)]


def test_a_spec_does_not_translate_itself() -> None:
    """Its own texts are in its own language."""
    message = "'en' is the language of the spec itself; remove the entry"
    assert mistakes(translations={"en": "a.yaml", "pt-BR": "b.yaml"}) == [(("translations", "en"), message)]
