"""Where a deployment stands: the frames from the AWS cloud down to a subnet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self, assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Language, Text
from archspec.components import Location, Placement
from archspec.components.base import facts_file
from archspec.views.view import Group, GroupKind, Node
from archspec.views.words import AVAILABILITY_ZONE, CLOUD, ISOLATED_SUBNET, PRIVATE_SUBNET, PUBLIC_SUBNET, REGION

CLOUD_ID: Final = "aws"
REGION_ID: Final = "region"
VPC_ID: Final = "vpc"
_TIERS: Final[tuple[Placement, ...]] = ("public", "private", "isolated")
"""From the internet inwards, as pictures show them from the top."""


def availability_zones(architecture: Architecture) -> tuple[str, ...]:
    """Return the Availability Zones the network spans, which are the first of the region."""
    offered = facts_file("regions")["regions"][architecture.region]["availability_zones"]
    return tuple(offered[: architecture.network.availability_zones])


@dataclass(frozen=True, slots=True)
class Site:
    """An architecture in its region, with what decides where its boxes stand."""

    architecture: Architecture
    language: Language
    zones: tuple[str, ...]
    """The Availability Zones the network spans."""

    @classmethod
    def of(cls, architecture: Architecture, language: Language) -> Self:
        """Look up what the architecture leaves to the region and the connections."""
        return cls(architecture, language, availability_zones(architecture))

    def subnet(self, zone: int, placement: Placement) -> str:
        """Return the frame of a tier in a zone; zones count from 0, and start again after the last."""
        return _subnet_id(zone % len(self.zones), placement)

    def say(self, phrase: Text) -> str:
        """Return a text of the view's own."""
        return phrase.in_language(self.language)


def frames(site: Site, nodes: Sequence[Node]) -> Iterator[Group]:
    """Return the frames of a deployment, outer ones first; a tier that is used anywhere is there in every zone."""
    components = site.architecture.components.values()
    locations = {component.facts.location for component in components}
    if locations - {Location.OUTSIDE}:
        yield Group(CLOUD_ID, site.say(CLOUD), GroupKind.CLOUD, None)
    if locations & {Location.REGION, Location.VPC}:
        yield Group(REGION_ID, f"{site.say(REGION)} {site.architecture.region}", GroupKind.REGION, CLOUD_ID)
    if Location.VPC in locations:
        yield Group(VPC_ID, f"VPC {site.architecture.network.cidr}", GroupKind.VPC, REGION_ID)
        yield from _zones(site, tiers_in_use(site, nodes))


def tiers_in_use(site: Site, nodes: Sequence[Node]) -> tuple[Placement, ...]:
    """Return the subnet tiers that boxes stand in, or have an address in, as functions do."""
    parents = {node.parent for node in nodes}
    functions = any(node.kind == "function" for node in nodes)
    return tuple(
        placement
        for placement in _TIERS
        if parents & {_subnet_id(zone, placement) for zone in range(len(site.zones))}
        or (functions and placement == "private")
    )


def _zones(site: Site, tiers: Iterable[Placement]) -> Iterator[Group]:
    for zone, name in enumerate(site.zones):
        label = f"{site.say(AVAILABILITY_ZONE)} {name}"
        yield Group(_zone_id(zone), label, GroupKind.AVAILABILITY_ZONE, VPC_ID)
        for placement in tiers:
            kind, phrase = _tier(placement)
            yield Group(_subnet_id(zone, placement), site.say(phrase), kind, _zone_id(zone))


def _tier(placement: Placement) -> tuple[GroupKind, Text]:
    match placement:
        case "public":
            return GroupKind.SUBNET_PUBLIC, PUBLIC_SUBNET
        case "private":
            return GroupKind.SUBNET_PRIVATE, PRIVATE_SUBNET
        case "isolated":
            return GroupKind.SUBNET_ISOLATED, ISOLATED_SUBNET
        case _ as unreachable:
            assert_never(unreachable)


def _zone_id(zone: int) -> str:
    return f"zone-{zone + 1}"


def _subnet_id(zone: int, placement: Placement) -> str:
    return f"{_zone_id(zone)}-{placement}"
