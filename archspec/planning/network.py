"""The VPC of a plan: zones, subnet tiers, and the address range of every subnet."""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from archspec.architecture import Architecture, ExistingVpc
from archspec.components import Location, Placement
from archspec.components.base import facts_file
from archspec.planning.kind import planning_of, spots

MOST_ZONES: Final = 3
"""Zones that addresses are kept for, so that adding one moves no subnet."""

# Tiers in the order their addresses are given out, largest first, so that every block is aligned; the second number
# is how many bits longer the prefix of a subnet is than the VPC's. Nine subnets take three quarters of the VPC.
_TIERS: Final[tuple[tuple[Placement, int], ...]] = (("private", 3), ("public", 4), ("isolated", 4))


@dataclass(frozen=True, slots=True)
class Tier:
    """Subnets of one kind, one in each zone."""

    placement: Placement
    prefix: int
    """The length of the prefix of each subnet."""
    reserved: bool
    """Whether nothing runs here, so that only the addresses are kept."""


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet of one tier in one zone."""

    placement: Placement
    zone: str
    cidr: str


@dataclass(frozen=True, slots=True)
class Vpc:
    """A VPC, with every address decided."""

    cidr: str
    zones: tuple[str, ...]
    nat_gateways: int
    tiers: tuple[Tier, ...]
    subnets: tuple[Subnet, ...]
    """Subnets that are created, in the order their addresses are given out."""
    existing: ExistingVpc | None
    """The VPC to use in its place."""

    @property
    def reserved_zones(self) -> int:
        """How many further zones have addresses kept for them."""
        return MOST_ZONES - len(self.zones)


def plan_vpc(architecture: Architecture) -> Vpc | None:
    """Return the VPC, or None where nothing runs in one."""
    if all(component.facts.location is not Location.VPC for component in architecture.components.values()):
        return None
    network = architecture.network
    zones = _zones(architecture)
    if network.existing is not None:
        return Vpc(network.cidr, zones, 0, (), (), network.existing)
    used = "private" in set(_tiers_in_use(architecture))
    tiers = tuple(_tiers(network.cidr, private=used))
    gateways = (len(zones) if network.nat_gateways == "per_zone" else 1) if used else 0
    return Vpc(network.cidr, zones, gateways, tiers, tuple(_subnets(network.cidr, tiers, zones)), network.existing)


def _zones(architecture: Architecture) -> tuple[str, ...]:
    offered = facts_file("regions")["regions"][architecture.region]["availability_zones"]
    return tuple(offered[: architecture.network.availability_zones])


def _tiers_in_use(architecture: Architecture) -> Iterator[Placement]:
    for spot in spots(architecture):
        copies = planning_of(spot.component).copies(spot)
        yield from copies.tiers if copies is not None else ()


def _tiers(cidr: str, *, private: bool) -> Iterator[Tier]:
    length = ipaddress.ip_network(cidr).prefixlen
    for placement, bits in _TIERS:
        yield Tier(placement, length + bits, reserved=placement == "private" and not private)


def _subnets(cidr: str, tiers: tuple[Tier, ...], zones: tuple[str, ...]) -> Iterator[Subnet]:
    """Give out addresses tier by tier, for three zones in each, whether they are used or not."""
    network = ipaddress.IPv4Network(cidr)
    address = int(network.network_address)
    for tier in tiers:
        size = 2 ** (network.max_prefixlen - tier.prefix)
        for number in range(MOST_ZONES):
            if number < len(zones) and not tier.reserved:
                block = ipaddress.IPv4Network((address, tier.prefix))
                yield Subnet(tier.placement, zones[number], str(block))
            address += size
