"""Where a drawn architecture stands: region, network, logs, domain, host names."""

import ipaddress
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture.logs import RETENTION_DAYS
from archspec.components.base import Acts, Location, facts_file
from archspec.parts.testing.texts import DOMAINS, HOST_LABELS, distinct
from archspec.testing.topology import Topology, facts_of, needs_of

Values: TypeAlias = dict[str, Any]


@st.composite
def regions(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a region, with how many of its Availability Zones a network may span."""
    offered = facts_file("regions")["regions"]
    region = draw(st.sampled_from(sorted(offered)))
    return region, min(3, len(offered[region]["availability_zones"]))


@st.composite
def networks(draw: st.DrawFn, topology: Topology, most_zones: int, *, resilient: bool) -> Values:
    """Draw a VPC; where `resilient`, what runs in it survives the loss of a zone."""
    in_vpc = topology.where(lambda kind: facts_of(kind).location is Location.VPC)
    asked = [needs_of(kind).zones for kind in topology.kinds.values()]
    nat = ("per_zone",) if resilient and topology.acting(Acts.RUNS_CODE) else ("per_zone", "single")
    zones = draw(st.integers(max([2 if resilient and in_vpc else 1, *asked]), most_zones))
    # The fault of a rule changes the number of zones, which an existing VPC holds in place.
    existing = None if resilient else draw(_existing_vpcs(zones))
    return ({} if existing is None else {"existing": existing}) | {
        "cidr": draw(_vpc_ranges()),
        "availability_zones": zones,
        "nat_gateways": draw(st.sampled_from(nat)),
        "reserved_cidrs": draw(st.lists(st.sampled_from(("172.16.0.0/12", "192.168.7.0/24", "fd00::/8")), max_size=2)),
    }


@cache
def _vpc_ranges() -> SearchStrategy[str]:
    return st.builds(
        lambda second, third, prefix: str(ipaddress.ip_network(f"10.{second}.{third}.0/{prefix}", strict=False)),
        st.integers(0, 255),
        st.integers(0, 255),
        st.integers(16, 24),
    )


@cache
def _existing_vpcs(zones: int) -> SearchStrategy[Values | None]:
    """Draw no VPC more often than one; each of its tiers has a subnet in every zone, or none."""
    tiers = {
        tier: st.just([f"subnet-{number}{zone:016x}" for zone in range(zones)])
        for number, tier in enumerate(("public_subnets", "private_subnets", "isolated_subnets"))
    }
    ids = st.integers(0, 16**17 - 1).map("vpc-{:017x}".format)
    return st.none() | st.none() | st.fixed_dictionaries({"vpc_id": ids}, optional=tiers)


@cache
def logs() -> SearchStrategy[Values]:
    """Draw how long logs are kept."""
    return st.fixed_dictionaries({}, optional={"retention_days": st.sampled_from(RETENTION_DAYS)})


@st.composite
def domains(draw: st.DrawFn, topology: Topology) -> tuple[str | None, Mapping[str, str | None]]:
    """Draw the architecture's domain, and the one each zone writes; the first zone may leave it out."""
    domain = draw(st.none() | DOMAINS)
    zones = topology.acting(Acts.RESOLVES)
    others: list[str | None] = [f"{draw(HOST_LABELS)}{number}.net" for number, _ in enumerate(zones)]
    if zones and domain is not None:
        others[0] = draw(st.sampled_from((None, domain, others[0])))
    return domain, dict(zip(zones, others, strict=True))


@st.composite
def hostnames(
    draw: st.DrawFn, topology: Topology, domain: str | None, zones: Mapping[str, str | None]
) -> Mapping[str, list[str]]:
    """Draw the names each entry answers for, where a zone answers for their domain."""
    entries = topology.where(lambda kind: needs_of(kind).host_names)
    if domain is None or not {None, domain} & set(zones.values()):
        return {entry: [] for entry in entries}
    labels = st.sampled_from(("www", "@", "api")) | HOST_LABELS
    drawn = [(entry, label) for entry in entries for label in draw(st.lists(labels, max_size=2))]
    names = distinct([label for _, label in drawn])
    return {entry: [name for (owner, _), name in zip(drawn, names, strict=True) if owner == entry] for entry in entries}
