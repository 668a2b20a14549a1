"""The plan: every decision about a deployment, before any CDK."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_network
from types import MappingProxyType

from archspec.architecture import Architecture, InfrastructureFlow, infrastructure_flows
from archspec.components.base import facts_file
from archspec.errors import PlanError
from archspec.planning.alarms import Alarm, plan_alarms
from archspec.planning.by_component import ByComponent
from archspec.planning.endpoints import (
    AliasRecord,
    Certificate,
    HealthCheck,
    Listeners,
    plan_certificates,
    plan_health_checks,
    plan_listeners,
    plan_records,
)
from archspec.planning.grants import ClientUser, Grant, plan_client_users, plan_grants
from archspec.planning.kind import planning_of, spots
from archspec.planning.names import Names, plan_names
from archspec.planning.nested_stacks import NestedStack, homes_in, placement, with_nested_stacks
from archspec.planning.network import Vpc, plan_vpc
from archspec.planning.quotas import Quotas, aws_quotas
from archspec.planning.refusals import plan_mistakes
from archspec.planning.security import Rule, SecurityGroup, plan_rules, plan_security_groups
from archspec.planning.settings import Container, plan_containers
from archspec.planning.stacks import Repository, Stack, plan_repositories, plan_stacks


@dataclass(frozen=True)
class Plan:
    """What a deployment of an architecture to one environment consists of."""

    architecture: Architecture
    environment: str | None
    names: Names
    stacks: tuple[Stack, ...]
    vpc: Vpc | None
    security_groups: tuple[SecurityGroup, ...]
    rules: tuple[Rule, ...]
    infrastructure_flows: tuple[InfrastructureFlow, ...]
    grants: tuple[Grant, ...]
    cache_users: tuple[ClientUser, ...]
    containers: tuple[Container, ...]
    certificates: tuple[Certificate, ...]
    records: tuple[AliasRecord, ...]
    health_checks: tuple[HealthCheck, ...]
    listeners: tuple[Listeners, ...]
    repositories: tuple[Repository, ...]
    alarms: tuple[Alarm, ...]
    bucket_names: Mapping[str, str]
    """The name, up to the account id, of each bucket that other stacks know by name."""
    cloudfront_prefix_list: str | None
    """The list of CloudFront's addresses in the region; None where it becomes a parameter."""
    tags: Mapping[str, str]
    nested_stacks: tuple[NestedStack, ...] = ()
    """The stacks inside Main, in the order they are made; none where everything fits into Main."""
    resources: Mapping[str, int] = field(default_factory=dict)
    """How many resources the template of each stack has, without those of the stacks inside it."""
    notes: tuple[str, ...] = ()
    """What whoever deploys the plan has to know."""

    @cached_property
    def by_component(self) -> ByComponent:
        """The parts of the plan by the component they belong to."""
        return ByComponent(self)

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The nested stack of each component that has its service, or else its guards, in one."""
        return MappingProxyType(homes_in(self.nested_stacks))

    @cached_property
    def placement(self) -> Mapping[str, str]:
        """Where each component has its service, or else its guards: what `recorded` says at the next deployment."""
        return MappingProxyType(placement(self))


def plan(
    architecture: Architecture,
    environment: str | None = None,
    *,
    recorded: Mapping[str, str] | None = None,
    quotas: Quotas | None = None,
) -> Plan:
    """Return the plan of an architecture for one environment, whose changes it already has.

    `recorded` says where components were when they were last deployed, by the id they were first deployed under:
    `Main`, or the id of a nested stack. A component that is recorded stays there.

    Raises:
        PlanError: Something in it cannot be deployed; the error lists every reason.

    """
    made = draft(architecture, environment)
    if mistakes := plan_mistakes(made):
        raise PlanError(mistakes)
    return with_nested_stacks(made, recorded or {}, quotas or aws_quotas())


def draft(architecture: Architecture, environment: str | None = None) -> Plan:
    """Return what would be planned, also where AWS would refuse it; whatever its size, nothing is nested."""
    names = plan_names(architecture)
    certificates = plan_certificates(architecture, names)
    health_checks = plan_health_checks(architecture, names)
    repositories = plan_repositories(architecture)
    lists = facts_file("cloudfront_prefix_lists", "archspec.planning")["prefix_lists"]
    return Plan(
        architecture=architecture,
        environment=environment,
        names=names,
        stacks=plan_stacks(architecture, environment, repositories, health_checks),
        vpc=plan_vpc(architecture),
        security_groups=plan_security_groups(architecture, names),
        rules=plan_rules(architecture, names),
        infrastructure_flows=infrastructure_flows(architecture),
        grants=plan_grants(architecture),
        cache_users=plan_client_users(architecture, names),
        containers=plan_containers(architecture),
        certificates=certificates,
        records=plan_records(architecture, names),
        health_checks=health_checks,
        listeners=plan_listeners(architecture, certificates),
        repositories=repositories,
        alarms=plan_alarms(architecture, names, health_checks),
        bucket_names=MappingProxyType(_known_names(architecture, environment)),
        cloudfront_prefix_list=lists.get(architecture.region),
        tags=MappingProxyType(_tags(architecture, environment)),
    )


def _known_names(architecture: Architecture, environment: str | None) -> dict[str, str]:
    return {
        spot.name: name
        for spot in spots(architecture)
        if (name := planning_of(spot.component).known_name(spot, environment)) is not None
    }


def _tags(architecture: Architecture, environment: str | None) -> dict[str, str]:
    own = {"archspec:architecture": architecture.name}
    return {**own, **({"archspec:environment": environment} if environment else {}), **architecture.tags}


def is_ipv6(cidr: str) -> bool:
    """Tell whether an address range is one of IPv6."""
    return ip_network(cidr).version == 6  # noqa: PLR2004  the version of the protocol
