"""What AWS would refuse of a plan, and what would open more than the spec says."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture import Architecture, Grantee
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
from archspec.components.arns import Arn
from archspec.errors import Mistake
from archspec.planning.endpoints import AliasRecord, Certificate, HealthCheck, has_certificate
from archspec.planning.names import repeated
from archspec.planning.parts import component_parts, own_secret_id, shared_ids
from archspec.planning.settings import variable_mistakes

if TYPE_CHECKING:
    from archspec.planning.alarms import Alarm
    from archspec.planning.plan import Plan


def plan_mistakes(made: "Plan") -> list[Mistake]:
    """Return every reason why a plan cannot be deployed, besides the size of its stacks."""
    return [*_mistakes(made), *variable_mistakes(made.containers), *_id_mistakes(made)]


def _mistakes(made: "Plan") -> Iterator[Mistake]:
    architecture = made.architecture
    yield from _unencrypted_entries(architecture)
    yield from _unnamed_origins(architecture)
    yield from _too_many_conditions(architecture)
    yield from _public_buckets(made)
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


MOST_CONDITIONS: Final = 5
"""Values in the conditions of a listener rule (Elastic Load Balancing quotas)."""


def _too_many_conditions(architecture: Architecture) -> Iterator[Mistake]:
    for arrow, connection in architecture.connections.items():
        balanced = isinstance(architecture.components[arrow.source], ApplicationLoadBalancer)
        count = len(connection.hosts) + len(connection.paths)
        if balanced and count > MOST_CONDITIONS:
            message = f"has {count} hosts and paths, and a listener rule takes {MOST_CONDITIONS}; use patterns with *"
            yield Mistake(("connections", str(arrow)), message)


def _public_buckets(made: "Plan") -> Iterator[Mistake]:
    for grant in made.grants:
        bucket = made.architecture.components[grant.arrow.target]
        if grant.to is Grantee.ANYONE and isinstance(bucket, S3Bucket) and bucket.block_public_access:
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
            if source == "generated":
                continue
            arn = Arn.parse(source)
            if arn.service == "ssm" and (
                arn.region != architecture.region or architecture.account not in {None, arn.account}
            ):
                message = (
                    f"is a parameter of account {arn.account} in {arn.region}, and a task reads those of its own"
                    " account and region; keep it there, or use a Secrets Manager secret"
                )
                yield Mistake(("components", name, "secrets", variable), message)


def _id_mistakes(made: "Plan") -> Iterator[Mistake]:
    """Return a mistake where ids that are put together from parts come out the same."""
    owners = dict(reversed([(name, owner) for name, owner in _ids(made)]))
    for name in repeated(name for name, _ in _ids(made)):
        owner = owners[name]
        path = ("components", owner.partition("-")[0]) if owner else ()
        yield Mistake(path, f"the resource {name!r} would be there twice; give the component another id")


def _ids(made: "Plan") -> Iterator[tuple[str, str | None]]:
    """Return every id, with the component or function it belongs to."""
    yield from ((base, component) for component, base in made.names.bases.items())
    yield from ((group.id, group.owner) for group in made.security_groups)
    yield from ((rule.id, rule.group) for rule in made.rules)
    yield from ((user.id, user.arrow.source) for user in made.cache_users)
    parts: tuple[Certificate | AliasRecord | HealthCheck | Alarm, ...]
    for parts in (made.certificates, made.records, made.health_checks, made.alarms):
        yield from ((part.id, part.component) for part in parts)
    yield from ((repository.id, None) for repository in made.repositories)
    for container in made.containers:
        base = made.names.base(container.component)
        own = (secret.name for secret in container.secrets if secret.arrow is None)
        yield from ((own_secret_id(base, name), container.component) for name in own)
    yield from ((f"{user.id}Secret", user.arrow.source) for user in made.cache_users)
    for name, component in made.architecture.components.items():
        yield from ((part, name) for part in component_parts(made.names.base(name), component))
    yield from ((shared, None) for shared in shared_ids(made.architecture))
