"""Security groups and their rules: what the connections and the infrastructure flows open, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Literal, TypeAlias, assert_never

from archspec.architecture import (
    AWS_APIS,
    Architecture,
    Arrow,
    Connection,
    InfrastructureFlow,
    infrastructure_flows,
    link_of,
    offer_of,
)
from archspec.components.base import ComponentBase, Location
from archspec.planning.endpoints import ANY_ADDRESS
from archspec.planning.names import Names


@dataclass(frozen=True, slots=True)
class GroupPeer:
    """The members of a security group of this plan."""

    owner: str
    """The component, or the function that works for one."""


@dataclass(frozen=True, slots=True)
class CidrPeer:
    """An address range."""

    cidr: str


@dataclass(frozen=True, slots=True)
class CloudFrontPeer:
    """CloudFront's servers, by the prefix list AWS keeps of their addresses."""


Peer: TypeAlias = GroupPeer | CidrPeer | CloudFrontPeer
Reason: TypeAlias = Arrow | InfrastructureFlow


@dataclass(frozen=True, slots=True)
class SecurityGroup:
    """A group that lets nothing in or out but what its rules say."""

    id: str
    owner: str
    """The component, or the function that works for one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on one port of TCP."""

    id: str
    group: str
    """The owner of the security group that has the rule."""
    direction: Literal["ingress", "egress"]
    peer: Peer
    port: int
    reasons: tuple[Reason, ...]
    """The connections and flows that open it."""


def plan_security_groups(architecture: Architecture, names: Names) -> tuple[SecurityGroup, ...]:
    """Return a group for each component in the VPC, and for each function of the deployment."""
    owners = [
        component_id
        for component_id, component in architecture.components.items()
        if component.facts.location is Location.VPC
    ]
    functions = dict.fromkeys(
        flow.source for flow in infrastructure_flows(architecture) if flow.source not in architecture.components
    )
    return tuple(SecurityGroup(names.part(owner, "SecurityGroup"), owner) for owner in (*owners, *functions))


def plan_rules(architecture: Architecture, names: Names) -> tuple[Rule, ...]:
    """Return every rule; where several connections or flows ask for one, it is there once and names them all.

    Its description names them too, and a rule with another description is another rule to EC2, so they are sorted.
    """
    rules: dict[tuple[object, ...], Rule] = {}
    for rule in (*_connection_rules(architecture, names), *_flow_rules(architecture, names)):
        # Not by id: an actor and a service with the id `internet` would share one.
        opened = (rule.group, rule.direction, rule.peer, rule.port)
        known = rules.get(opened)
        rules[opened] = rule if known is None else replace(known, reasons=(*known.reasons, *rule.reasons))
    return tuple(rules.values())


def _connection_rules(architecture: Architecture, names: Names) -> Iterator[Rule]:
    for arrow in architecture.sorted_connections:
        link = link_of(architecture, arrow)
        for port in offer_of(link).ports(link):
            for source in _sources(arrow, link.source, link.connection):
                yield from _pair(names, source, _target(arrow, link.target), port, arrow)


def _flow_rules(architecture: Architecture, names: Names) -> Iterator[Rule]:
    for flow in infrastructure_flows(architecture):
        target = CidrPeer(ANY_ADDRESS) if flow.target == AWS_APIS else GroupPeer(flow.target)
        yield from _pair(names, GroupPeer(flow.source), target, flow.port, flow)


def _pair(names: Names, source: Peer, target: Peer, port: int, reason: Reason) -> Iterator[Rule]:
    """Return the rule on the side of the source and the one on the side of the target, where each has a group."""
    name = f"{_peer_name(names, source)}To{_peer_name(names, target)}{port}"
    if isinstance(source, GroupPeer):
        yield Rule(f"{name}Out", source.owner, "egress", target, port, (reason,))
    if isinstance(target, GroupPeer):
        yield Rule(f"{name}In", target.owner, "ingress", source, port, (reason,))


def _sources(arrow: Arrow, source: ComponentBase, connection: Connection) -> Iterator[Peer]:
    """Return where the connections of a source come from, as the group of its target sees them."""
    match source.facts.location:
        case Location.OUTSIDE:
            yield from map(CidrPeer, connection.ingress_cidrs or (ANY_ADDRESS,))
        case Location.GLOBAL:
            # Of the services at the edge, CloudFront alone opens connections to others.
            yield CloudFrontPeer()
        case Location.VPC:
            yield GroupPeer(arrow.source)
        case Location.REGION:
            # It has no address that a group could name, and so opens nothing.
            return
        case _ as unreachable:
            assert_never(unreachable)


def _target(arrow: Arrow, target: ComponentBase) -> Peer:
    return CidrPeer(ANY_ADDRESS) if target.facts.location is Location.OUTSIDE else GroupPeer(arrow.target)


def _peer_name(names: Names, peer: Peer) -> str:
    match peer:
        case GroupPeer(owner):
            return names.base(owner)
        case CidrPeer(cidr):
            return _range_name(cidr)
        case CloudFrontPeer():
            return "CloudFront"


def _range_name(cidr: str) -> str:
    network = ip_network(cidr)
    if network.prefixlen > 0:
        return f"Cidr{re.sub('[^0-9a-f]', 'x', cidr)}"
    return "Internet" if network.version == 4 else "InternetIpv6"  # noqa: PLR2004  the version of the protocol
