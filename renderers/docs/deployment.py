"""An architecture as it is deployed: its plan, drafted even where it would be refused, and the ways through it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network
from typing import Any, Final, TypeVar

from archspec.architecture import (
    Architecture,
    Arrow,
    ConnectionClass,
    Grantee,
    InfrastructureFlow,
    Offer,
    link_of,
    offer_of,
)
from archspec.components.base import ComponentBase
from archspec.parts.pages import Described, pages_of
from archspec.parts.traits import Traits
from archspec.planning import Plan, draft
from archspec.planning.grants import ClientUser, Grant
from archspec.planning.security import CidrPeer, Rule
from archspec.planning.settings import Container

PathT = TypeVar("PathT", Arrow, InfrastructureFlow)

_DOCUMENTARY: Final = ConnectionClass.DOCUMENTARY


@dataclass(frozen=True)
class Deployment:
    """An architecture as it is deployed to one environment."""

    architecture: Architecture
    environment: str | None = None

    @cached_property
    def plan(self) -> Plan:
        """Every decision about it, also where AWS would refuse one."""
        return draft(self.architecture, self.environment)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the security groups."""
        return self.plan.rules

    @property
    def flows(self) -> tuple[InfrastructureFlow, ...]:
        """What opens without a connection."""
        return self.plan.infrastructure_flows

    @property
    def grants(self) -> tuple[Grant, ...]:
        """What each connection grants."""
        return self.plan.grants

    @property
    def cache_users(self) -> tuple[ClientUser, ...]:
        """The user each service has in a cache that tells its clients apart."""
        return self.plan.cache_users

    @property
    def containers(self) -> tuple[Container, ...]:
        """What the container of each service is told."""
        return self.plan.containers

    def described(self, name: str) -> Described[Any]:
        """Return a component, for the pages of its kind."""
        return Described(self.plan, name, self.architecture.components[name])

    @cached_property
    def traits(self) -> Mapping[str, Traits]:
        """How each component behaves once it runs, where that is known."""
        return {
            name: traits(self.described(name))
            for name, component in self.architecture.components.items()
            if (traits := pages_of(component).traits)
        }

    def ports(self, reason: Arrow | InfrastructureFlow) -> tuple[int, ...]:
        """Return the ports that a connection or a flow opens, in the order of its rules."""
        return self._ports.get(reason, ())

    @cached_property
    def _ports(self) -> dict[Arrow | InfrastructureFlow, tuple[int, ...]]:
        opened: dict[Arrow | InfrastructureFlow, dict[int, None]] = {}
        for rule in self.rules:
            for reason in rule.reasons:
                opened.setdefault(reason, {})[rule.port] = None
        return {reason: tuple(ports) for reason, ports in opened.items()}

    @cached_property
    def arrows_from(self) -> Mapping[str, Sequence[Arrow]]:
        """The connections that start at each component and open something."""
        return _grouped((arrow.source, arrow) for arrow in self._opening_arrows)

    @cached_property
    def arrows_to(self) -> Mapping[str, Sequence[Arrow]]:
        """The connections that lead to each component and open something."""
        return _grouped((arrow.target, arrow) for arrow in self._opening_arrows)

    @cached_property
    def _opening_arrows(self) -> tuple[Arrow, ...]:
        return tuple(arrow for arrow in self.architecture.connections if self.rule_of(arrow).opens is not _DOCUMENTARY)

    @cached_property
    def flows_from(self) -> Mapping[str, Sequence[InfrastructureFlow]]:
        """The flows that start at each component or function."""
        return _grouped((flow.source, flow) for flow in self.flows)

    @cached_property
    def flows_to(self) -> Mapping[str, Sequence[InfrastructureFlow]]:
        """The flows that lead to each component."""
        return _grouped((flow.target, flow) for flow in self.flows)

    def rule_of(self, arrow: Arrow) -> Offer[ComponentBase]:
        """Return what a connection between such components opens, and which fields it takes."""
        return offer_of(link_of(self.architecture, arrow))

    @cached_property
    def open_to_internet(self) -> tuple[str, ...]:
        """The components that answer anybody on the internet."""
        ruled = {rule.group for rule in self.rules if rule.direction == "ingress" and _from_internet(rule)}
        granted = {grant.arrow.target for grant in self.grants if grant.to is Grantee.ANYONE}
        return tuple(
            name
            for name, component in self.architecture.components.items()
            if name in ruled | granted or pages_of(component).visitors
        )


def _grouped(pairs: Iterable[tuple[str, PathT]]) -> Mapping[str, Sequence[PathT]]:
    grouped: dict[str, list[PathT]] = defaultdict(list)
    for name, path in pairs:
        grouped[name].append(path)
    return grouped


def _from_internet(rule: Rule) -> bool:
    """Tell whether a rule is about addresses that are routed on the internet (RFC 6890)."""
    if not isinstance(rule.peer, CidrPeer):
        return False
    network = ip_network(rule.peer.cidr)
    return network.is_global and not network.is_multicast
