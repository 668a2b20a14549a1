"""Addresses: every subnet has its place before the first is created."""

from ipaddress import IPv4Network
from typing import Any

import pytest

from archspec.architecture import Architecture
from archspec.planning import plan
from archspec.planning.network import Vpc
from tests.checks.examples import ACTOR, BALANCER, CACHE, DATABASE, SERVICE, architecture

SIZES = [(prefix, zones) for prefix in range(16, 25) for zones in (1, 2, 3)]
ENTRY = {**BALANCER, "http": "forward"}


def vpc_of(found: Architecture) -> Vpc:
    """Return the VPC of a plan that has one."""
    vpc = plan(found).vpc
    assert vpc is not None
    return vpc


def _vpc(network: dict[str, Any], **components: object) -> Vpc:
    return vpc_of(architecture(components or {"api": SERVICE}, network=network))


@pytest.mark.parametrize(("prefix", "zones"), SIZES)
def test_subnets_fit_their_vpc(prefix: int, zones: int) -> None:
    """Inside it, apart from each other, on whole boundaries, and large enough for AWS."""
    vpc = _vpc({"cidr": f"10.4.0.0/{prefix}", "availability_zones": zones})
    # A network with bits set after its prefix is refused: that is the alignment.
    networks = [IPv4Network(subnet.cidr) for subnet in vpc.subnets]
    assert len(networks) == 3 * zones
    whole = IPv4Network(vpc.cidr)
    assert all(network.subnet_of(whole) and network.prefixlen <= 28 for network in networks)
    pairs = [(one, other) for i, one in enumerate(networks) for other in networks[:i]]
    assert not any(one.overlaps(other) for one, other in pairs)
    assert {(subnet.placement, subnet.zone) for subnet in vpc.subnets} == {
        (tier.placement, zone) for tier in vpc.tiers for zone in vpc.zones
    }


@pytest.mark.parametrize(("prefix", "zones"), SIZES)
def test_addresses_are_kept_for_a_third_zone(prefix: int, zones: int) -> None:
    """Whatever the number of zones is now, the subnets are those of three zones, as far as they are created."""
    cidr = f"10.4.0.0/{prefix}"
    now = _vpc({"cidr": cidr, "availability_zones": zones})
    later = _vpc({"cidr": cidr, "availability_zones": 3})
    assert set(now.subnets) <= set(later.subnets)
    assert now.reserved_zones == 3 - zones
    taken = sum(IPv4Network(subnet.cidr).num_addresses for subnet in later.subnets)
    assert taken * 4 == IPv4Network(cidr).num_addresses * 3


def test_tiers_of_a_small_vpc() -> None:
    """The smallest VPC has subnets of the smallest size but one, and of the smallest."""
    vpc = _vpc({"cidr": "10.4.7.0/24", "availability_zones": 3})
    assert [subnet.cidr for subnet in vpc.subnets] == [
        "10.4.7.0/27",
        "10.4.7.32/27",
        "10.4.7.64/27",
        "10.4.7.96/28",
        "10.4.7.112/28",
        "10.4.7.128/28",
        "10.4.7.144/28",
        "10.4.7.160/28",
        "10.4.7.176/28",
    ]


@pytest.mark.parametrize(
    ("components", "nat", "gateways"),
    [
        ({"api": SERVICE}, "per_zone", 2),
        ({"api": SERVICE}, "single", 1),
        ({"api": {**SERVICE, "placement": "isolated"}}, "per_zone", 0),
        ({"entry": ENTRY}, "per_zone", 0),
        ({"store": DATABASE}, "per_zone", 0),
        ({"store": {**DATABASE, "extensions": ["postgis"]}}, "single", 1),
        ({"store": {**DATABASE, "master_credentials": "rotated_secret"}}, "per_zone", 2),
        ({"store": {**DATABASE, "placement": "private"}}, "per_zone", 2),
        ({"cache": {**CACHE, "placement": "private"}}, "per_zone", 2),
    ],
)
def test_nat_gateways(components: dict[str, Any], nat: str, gateways: int) -> None:
    """There are some where something runs in the private tier, which otherwise only keeps its addresses."""
    vpc = _vpc({"nat_gateways": nat}, **components)
    assert vpc.nat_gateways == gateways
    assert [tier.reserved for tier in vpc.tiers] == [gateways == 0, False, False]
    assert {subnet.placement for subnet in vpc.subnets} == {"public", "isolated"} | ({"private"} if gateways else set())


def test_an_existing_vpc_has_its_own_subnets() -> None:
    """None is planned, and no gateway."""
    subnets = ["subnet-00000001", "subnet-00000002"]
    existing = {"vpc_id": "vpc-00000001", "private_subnets": subnets}
    vpc = _vpc({"existing": existing})
    assert (vpc.subnets, vpc.tiers, vpc.nat_gateways) == ((), (), 0)
    assert vpc.existing is not None
    assert vpc.existing.private_subnets == tuple(subnets)


def test_without_anything_in_it_there_is_no_vpc() -> None:
    """People and buckets need no network of their own."""
    assert plan(architecture({"user": ACTOR})).vpc is None
