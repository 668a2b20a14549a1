"""What a deployment opens, grants and creates: the parts of a plan, made even where the whole would be refused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network
from typing import Final, TypeVar

from archspec.architecture import (
    Architecture,
    Arrow,
    ConnectionClass,
    ConnectionRule,
    InfrastructureFlow,
    connection_rule,
    infrastructure_flows,
)
from archspec.components import CloudfrontDistribution, Route53Zone
from archspec.planning.alarms import Alarm, plan_alarms
from archspec.planning.endpoints import (
    AliasRecord,
    Certificate,
    HealthCheck,
    plan_certificates,
    plan_health_checks,
    plan_records,
)
from archspec.planning.grants import CacheUser, Grant, Principal, plan_cache_users, plan_grants
from archspec.planning.names import Names, plan_names
from archspec.planning.network import Vpc, plan_vpc
from archspec.planning.security import CidrPeer, Rule, SecurityGroup, plan_rules, plan_security_groups
from archspec.planning.settings import Container, plan_containers
from archspec.planning.stacks import Repository, Stack, plan_repositories, plan_stacks

PathT = TypeVar("PathT", Arrow, InfrastructureFlow)

_DOCUMENTARY: Final = ConnectionClass.DOCUMENTARY


@dataclass(frozen=True)
class Deployment:
    """An architecture as it is deployed to one environment."""

    architecture: Architecture
    environment: str | None = None

    @cached_property
    def vpc(self) -> Vpc | None:
        """The network, where something runs in one."""
        return plan_vpc(self.architecture)

    @cached_property
    def security_groups(self) -> tuple[SecurityGroup, ...]:
        """A group for each component in the network, and for each function of the deployment."""
        return plan_security_groups(self.architecture, self._names)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of the security groups."""
        return plan_rules(self.architecture, self._names)

    @cached_property
    def flows(self) -> tuple[InfrastructureFlow, ...]:
        """What opens without a connection."""
        return infrastructure_flows(self.architecture)

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """What each connection grants."""
        return plan_grants(self.architecture)

    @cached_property
    def cache_users(self) -> tuple[CacheUser, ...]:
        """The user each service has in a cache that tells its clients apart."""
        return plan_cache_users(self.architecture, self._names)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """What the container of each service is told."""
        return plan_containers(self.architecture)

    @cached_property
    def certificates(self) -> tuple[Certificate, ...]:
        """The certificate of each endpoint that has one."""
        return plan_certificates(self.architecture, self._names)

    @cached_property
    def records(self) -> tuple[AliasRecord, ...]:
        """The names of the endpoints."""
        return plan_records(self.architecture, self._names)

    @cached_property
    def health_checks(self) -> tuple[HealthCheck, ...]:
        """The probes from outside."""
        return plan_health_checks(self.architecture, self._names)

    @cached_property
    def repositories(self) -> tuple[Repository, ...]:
        """The image repositories that are created."""
        return plan_repositories(self.architecture)

    @cached_property
    def stacks(self) -> tuple[Stack, ...]:
        """The stacks, in the order they are deployed."""
        return plan_stacks(self.architecture, self.environment, self.repositories, self.health_checks)

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """Every alarm."""
        return plan_alarms(self.architecture, self._names, self.health_checks)

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

    def rule_of(self, arrow: Arrow) -> ConnectionRule:
        """Return what a connection between such components opens, and which fields it takes."""
        source, target = (self.architecture.components[end] for end in (arrow.source, arrow.target))
        rule = connection_rule(source, target)
        if rule is None:
            raise LookupError(f"AWS has no way to make the connection {arrow}")
        return rule

    @cached_property
    def open_to_internet(self) -> tuple[str, ...]:
        """The components that answer anybody on the internet."""
        ruled = {rule.group for rule in self.rules if rule.direction == "ingress" and _from_internet(rule)}
        granted = {grant.arrow.target for grant in self.grants if grant.principal is Principal.ANYONE}
        return tuple(
            name
            for name, component in self.architecture.components.items()
            if name in ruled | granted or isinstance(component, CloudfrontDistribution | Route53Zone)
        )

    @cached_property
    def _names(self) -> Names:
        return plan_names(self.architecture)


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
