"""Hosted zones: each that is created answers for the domain of the spec, and outlives its stack."""

from collections.abc import Iterator
from typing import Final

import pytest

from archspec.kinds.route53_zone.model import Route53Zone
from tests.cdk.deployment import Deployment
from tests.cdk.oracle import (
    Oracle,
    Policy,
    Promise,
    in_no_subnet,
    never_public,
    no_actions,
    no_helper,
    no_ports,
    no_variables,
)
from tests.cdk.template import differences
from tests.components.refusing import refusals

_ZONE: Final = "AWS::Route53::HostedZone"


def zones_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each zone that is created answers for the domain of the spec."""
    for name, zone in deployment.architecture.of_kind(Route53Zone).items():
        made = deployment.component(name, _ZONE)
        expected = {"Name": f"{zone.domain or deployment.architecture.domain}."}
        yield from differences(name, made, expected)


def _outlives(_zone: Route53Zone) -> Policy:
    """Keep a zone, whose name servers are written down at a registrar."""
    return "Retain"


ORACLE: Final[Oracle[Route53Zone]] = Oracle(
    resource_type=_ZONE,
    promises=(zones_are_as_specified,),
    tier=in_no_subnet,
    public=never_public,
    outlives=_outlives,
    records=(),
    ports=no_ports,
    actions=no_actions,
    variables=no_variables,
    helper=no_helper,
    is_encrypted={},
    stores_nothing=frozenset({_ZONE}),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


@pytest.mark.parametrize(
    ("zone_id", "refused"),
    [("Z0123456789ABCDEFGHIJ", False), ("Z1", False), ("Z", True), ("example.com", True), ("z0123456789", True)],
)
def test_an_existing_zone_has_an_id(zone_id: str, *, refused: bool) -> None:
    """The one that Route 53 shows."""
    found = refusals(Route53Zone, {"existing": {"zone_id": zone_id}})
    assert [path for path, _ in found] == ([("existing", "zone_id")] if refused else [])
