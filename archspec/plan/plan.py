"""The plan: every decision about a deployment, before any CDK."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from types import MappingProxyType

from archspec.architecture import Architecture, InfrastructureFlow, infrastructure_flows
from archspec.components import (
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    Placement,
    RdsInstance,
    S3Bucket,
)
from archspec.components.base import facts_file
from archspec.errors import Mistake, PlanError
from archspec.plan.alarms import Alarm, plan_alarms
from archspec.plan.endpoints import (
    AliasRecord,
    Certificate,
    HealthCheck,
    Listeners,
    has_certificate,
    plan_certificates,
    plan_health_checks,
    plan_listeners,
    plan_records,
)
from archspec.plan.grants import CacheUser, Grant, Principal, plan_cache_users, plan_grants
from archspec.plan.names import Names, plan_names, repeated
from archspec.plan.network import Vpc, plan_vpc
from archspec.plan.parts import component_parts, shared_ids
from archspec.plan.security import Rule, SecurityGroup, plan_rules, plan_security_groups
from archspec.plan.settings import Container, plan_containers, variable_mistakes
from archspec.plan.stacks import Repository, Stack, origin_bucket_prefix, plan_repositories, plan_stacks


@dataclass(frozen=True, slots=True)
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
    cache_users: tuple[CacheUser, ...]
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


def plan(architecture: Architecture, environment: str | None = None) -> Plan:
    """Return the plan of an architecture for one environment, whose changes it already has.

    Raises:
        PlanError: Something in it cannot be deployed; the error lists every reason.

    """
    made = _plan(architecture, environment)
    if mistakes := [*_mistakes(architecture), *variable_mistakes(made.containers), *_id_mistakes(made)]:
        raise PlanError(mistakes)
    return made


def _plan(architecture: Architecture, environment: str | None) -> Plan:
    names = plan_names(architecture)
    certificates = plan_certificates(architecture, names)
    health_checks = plan_health_checks(architecture, names)
    repositories = plan_repositories(architecture)
    lists = facts_file("cloudfront_prefix_lists", "archspec.plan")["prefix_lists"]
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
        cache_users=plan_cache_users(architecture, names),
        containers=plan_containers(architecture),
        certificates=certificates,
        records=plan_records(architecture, names),
        health_checks=health_checks,
        listeners=plan_listeners(architecture, certificates),
        repositories=repositories,
        alarms=plan_alarms(architecture, names, health_checks),
        bucket_names=MappingProxyType(_bucket_names(architecture, environment)),
        cloudfront_prefix_list=lists.get(architecture.region),
        tags=MappingProxyType(_tags(architecture, environment)),
    )


def _bucket_names(architecture: Architecture, environment: str | None) -> dict[str, str]:
    return {
        name: origin_bucket_prefix(architecture, environment, bucket.renamed_from or name)
        for name, bucket in architecture.of_kind(S3Bucket).items()
        if bucket.existing is None and name in architecture.cloudfront_origins
    }


def _tags(architecture: Architecture, environment: str | None) -> dict[str, str]:
    own = {"archspec:architecture": architecture.name}
    return {**own, **({"archspec:environment": environment} if environment else {}), **architecture.tags}


# --- What AWS would refuse, or what would open more than the spec says ------------------------------------------------


def _mistakes(architecture: Architecture) -> Iterator[Mistake]:
    yield from _unencrypted_entries(architecture)
    yield from _unnamed_origins(architecture)
    yield from _too_many_conditions(architecture)
    yield from _public_buckets(architecture)
    yield from _missing_subnets(architecture)
    yield from _distant_parameters(architecture)


def _unencrypted_entries(architecture: Architecture) -> Iterator[Mistake]:
    for name, balancer in architecture.of_kind(ApplicationLoadBalancer).items():
        if not has_certificate(balancer) and balancer.http != "forward":
            message = (
                f"{name!r} has no certificate to serve HTTPS with; give it hostnames,"
                " or certificate: {existing: {arn: …}}, or write http: forward to serve plain HTTP"
            )
            yield Mistake(("components", name), message)


def _unnamed_origins(architecture: Architecture) -> Iterator[Mistake]:
    for arrow in architecture.connections:
        source, target = architecture.components[arrow.source], architecture.components[arrow.target]
        if (
            isinstance(source, CloudfrontDistribution)
            and isinstance(target, ApplicationLoadBalancer)
            and not target.hostnames
        ):
            message = (
                f"CloudFront reaches {arrow.target!r} by a host name, and it has none; give it one,"
                " as in hostnames: [api]"
            )
            yield Mistake(("connections", str(arrow)), message)


MOST_CONDITIONS = 5
"""Values in the conditions of a listener rule (Elastic Load Balancing quotas)."""


def _too_many_conditions(architecture: Architecture) -> Iterator[Mistake]:
    for arrow, connection in architecture.connections.items():
        balanced = isinstance(architecture.components[arrow.source], ApplicationLoadBalancer)
        count = len(connection.hosts) + len(connection.paths)
        if balanced and count > MOST_CONDITIONS:
            message = f"has {count} hosts and paths, and a listener rule takes {MOST_CONDITIONS}; use patterns with *"
            yield Mistake(("connections", str(arrow)), message)


def _public_buckets(architecture: Architecture) -> Iterator[Mistake]:
    for grant in plan_grants(architecture):
        bucket = architecture.components[grant.arrow.target]
        if grant.principal is Principal.ANYONE and isinstance(bucket, S3Bucket) and bucket.block_public_access:
            message = (
                f"opens {grant.arrow.target!r} to everybody, which its block_public_access refuses;"
                " remove the arrow, or serve the bucket through a distribution with origin access control"
            )
            yield Mistake(("connections", str(grant.arrow)), message)


def _missing_subnets(architecture: Architecture) -> Iterator[Mistake]:
    existing = architecture.network.existing
    if existing is None:
        return
    tiers: dict[Placement, tuple[str, ...]] = {
        "public": existing.public_subnets,
        "private": existing.private_subnets,
        "isolated": existing.isolated_subnets,
    }
    for name, component in architecture.components.items():
        for placement in dict.fromkeys(_tiers_of(architecture, name, component)):
            if not tiers[placement]:
                message = f"has no {placement} subnets, where {name!r} runs; name one for each zone"
                yield Mistake(("network", "existing", f"{placement}_subnets"), message)


def _tiers_of(architecture: Architecture, name: str, component: AnyComponent) -> Iterator[Placement]:
    match component:
        case FargateService() | ElasticacheReplicationGroup():
            yield component.placement
        case RdsInstance():
            yield component.placement
            if component.extensions or component.master_credentials == "rotated_secret":
                yield "private"
        case ApplicationLoadBalancer():
            yield "public" if name in architecture.internet_facing else "isolated"
        case _:
            return


def _distant_parameters(architecture: Architecture) -> Iterator[Mistake]:
    """Return a mistake for each parameter that ECS would look for in another place than where it is."""
    for name, service in architecture.of_kind(FargateService).items():
        for variable, source in service.secrets.items():
            if ":ssm:" not in source:
                continue
            region, account = source.split(":")[3:5]
            if region != architecture.region or architecture.account not in {None, account}:
                message = (
                    f"is a parameter of account {account} in {region}, and a task reads those of its own account and"
                    " region; keep it there, or use a Secrets Manager secret"
                )
                yield Mistake(("components", name, "secrets", variable), message)


def _id_mistakes(made: Plan) -> Iterator[Mistake]:
    """Return a mistake where ids that are put together from parts come out the same."""
    owners = dict(reversed([(name, owner) for name, owner in _ids(made)]))
    for name in repeated(name for name, _ in _ids(made)):
        owner = owners[name]
        path = ("components", owner.partition("-")[0]) if owner else ()
        yield Mistake(path, f"the resource {name!r} would be there twice; give the component another id")


def _ids(made: Plan) -> Iterator[tuple[str, str | None]]:
    """Return every id, with the component or function it belongs to."""
    yield from ((base, component) for component, base in made.names.bases.items())
    yield from ((group.id, group.owner) for group in made.security_groups)
    yield from ((rule.id, rule.group) for rule in made.rules)
    yield from ((user.id, user.arrow.source) for user in made.cache_users)
    parts: tuple[Certificate | AliasRecord | HealthCheck | Alarm, ...]
    for parts in (made.certificates, made.records, made.health_checks, made.alarms):
        yield from ((part.id, part.component) for part in parts)
    yield from ((repository.id, None) for repository in made.repositories)
    for name, component in made.architecture.components.items():
        yield from ((part, name) for part in component_parts(made.names.base(name), component))
    yield from ((shared, None) for shared in shared_ids(made.architecture))


def is_ipv6(cidr: str) -> bool:
    """Tell whether an address range is one of IPv6."""
    return ip_network(cidr).version == 6  # noqa: PLR2004  the version of the protocol
