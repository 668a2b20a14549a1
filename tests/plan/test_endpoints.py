"""Names and certificates: where the architecture answers, and what proves that it is the one asked for."""

from typing import Any

import pytest
from hypothesis import given

from archspec.architecture import Architecture
from archspec.kinds.application_load_balancer import ApplicationLoadBalancer
from archspec.kinds.cloudfront_distribution import CloudfrontDistribution
from archspec.planning import Plan, plan
from archspec.planning.endpoints import record_part
from tests.checks.examples import ACTOR, BALANCER, SERVICE, ZONE, architecture
from tests.plan.drawn import certificate, deployable

EXISTING = certificate("sa-east-1")


def _plan(entry: dict[str, Any], said: dict[str, Any] | None = None, **components: dict[str, Any]) -> Plan:
    zones = {"partners": {**ZONE, "domain": "example.net"}, "zone": ZONE}
    return plan(
        architecture(
            {**zones, "entry": {**BALANCER, **entry}, "api": SERVICE, **components},
            connections={"entry -> api": said or {}},
            domain="example.com",
        )
    )


@pytest.mark.parametrize(
    ("entry", "names", "zone", "arn"),
    [
        ({"hostnames": ["a", "@"]}, ("a.example.com", "example.com"), "zone", None),
        ({"certificate": EXISTING}, (), None, EXISTING["existing"]["arn"]),
        ({"certificate": EXISTING, "hostnames": ["a"]}, ("a.example.com",), None, EXISTING["existing"]["arn"]),
    ],
)
def test_certificates(entry: dict[str, Any], names: tuple[str, ...], zone: str | None, arn: str | None) -> None:
    """One that is there already needs no proof; another is proven in the zone of the domain."""
    made = _plan(entry)
    assert [(c.id, c.names, c.zone, c.existing_arn) for c in made.certificates] == [
        ("EntryCertificate", names, zone, arn)
    ]
    assert made.listeners[0].certificate == made.certificates[0]
    assert [record.name for record in made.records] == list(names)
    assert {record.zone for record in made.records} <= {"zone"}


def test_a_route_names_its_own_health_check() -> None:
    """Or takes the load balancer's."""
    entry = {"hostnames": ["a"], "health_check": {"path": "/up"}}
    assert [route.health_check_path for route in _plan(entry).listeners[0].routes] == ["/up"]
    said = {"health_check_path": "/ready"}
    assert [route.health_check_path for route in _plan(entry, said).listeners[0].routes] == ["/ready"]


def test_the_first_name_is_probed() -> None:
    """Over HTTPS, on the path and as often as the spec says."""
    check = {"path": "/up", "failure_threshold": 5}
    components = {"user": ACTOR, "zone": ZONE, "entry": {**BALANCER, "hostnames": ["a", "b"], "health_check": check}}
    made = plan(architecture(components, connections={"user -> entry": {}}, domain="example.com"))
    assert [(c.id, c.name, c.path, c.failure_threshold) for c in made.health_checks] == [
        ("EntryHealthCheck", "a.example.com", "/up", 5)
    ]


@pytest.mark.parametrize(
    ("hostname", "part"),
    [
        ("@", "ZoneApex"),
        ("apex", "Apex"),
        ("zone-apex", "ZoneDashApex"),
        ("api", "Api"),
        ("a-b", "ADashB"),
        ("a.b", "ADotB"),
        ("ab", "Ab"),
        ("v1.api", "V1DotApi"),
    ],
)
def test_host_names_in_ids(hostname: str, part: str) -> None:
    """Each has its own."""
    assert record_part(hostname) == part


@pytest.mark.slow
@given(deployable())
def test_each_host_name_leads_somewhere(found: Architecture) -> None:
    """Once in the records, once in a certificate, both of the component that has it."""
    made = plan(found)
    entries: dict[str, CloudfrontDistribution | ApplicationLoadBalancer] = {
        **found.of_kind(CloudfrontDistribution),
        **found.of_kind(ApplicationLoadBalancer),
    }
    expected = [(name, len(entry.hostnames)) for name, entry in entries.items() if entry.hostnames]
    for name, count in expected:
        records = [record.name for record in made.records if record.component == name]
        (issued,) = [part for part in made.certificates if part.component == name]
        assert len(records) == count
        assert records == list(issued.names)
        assert (issued.zone is None) == (issued.existing_arn is not None)
    assert len(made.records) == sum(count for _, count in expected)
    assert {listeners.component for listeners in made.listeners} == set(found.of_kind(ApplicationLoadBalancer))
