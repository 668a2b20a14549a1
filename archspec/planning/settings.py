"""What each container is told: settings and secrets, under names that follow from the connections.

    PORT                                  the port the container listens on
    {TARGET}_HOST, {TARGET}_PORT          a database, a cache or another service
    {DATABASE}_NAME                       the database
    {DATABASE}_USERNAME, _PASSWORD        secrets, from the database's own
    {DATABASE}_SECRET_ARN                 where to read the password again after it was rotated
    {CACHE}_TLS                           "true" where clients must or may use TLS
    {CACHE}_USERNAME, {CACHE}_PASSWORD    the user of this connection (RBAC); the password alone is the token (AUTH)
    {LOAD_BALANCER}_URL                   the first host name of the load balancer, over HTTPS
    {LOAD_BALANCER}_HOST                  the load balancer's own name, where it has no host name
    {BUCKET}_BUCKET                       the name of the bucket
    {DISTRIBUTION}_HOST                   the first host name of the distribution

`{TARGET}` is the component's id in capitals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from archspec.architecture import Architecture, Arrow
from archspec.components import (
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    S3Bucket,
)
from archspec.errors import Mistake
from archspec.planning.endpoints import full_name


class Attribute(StrEnum):
    """A value of a component that is known only when it is deployed."""

    ADDRESS = "address"
    BUCKET_NAME = "bucket_name"
    SECRET_ARN = "secret_arn"  # noqa: S105  no secret


@dataclass(frozen=True, slots=True)
class Output:
    """A value that the deployment of a component gives."""

    component: str
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable of a container."""

    name: str
    value: str | Output
    arrow: Arrow | None
    """The connection that asks for it; None for the spec's own."""


class SecretKind(StrEnum):
    """Where a secret comes from."""

    GENERATED = "generated"
    """Made for the service at deployment."""
    EXISTING = "existing"
    """Secrets Manager or Parameter Store has it already."""
    DATABASE = "database"
    """The master user of a database."""
    CACHE_USER = "cache_user"
    """The user a connection has in a cache."""
    CACHE_TOKEN = "cache_token"  # noqa: S105  no secret
    """The token all clients of a cache share."""


@dataclass(frozen=True, slots=True)
class Secret:
    """An environment variable whose value Amazon ECS reads from a secret when a task starts."""

    name: str
    kind: SecretKind
    arrow: Arrow | None
    """The connection that asks for it; None for the spec's own."""
    field: str | None = None
    """The key in a secret that holds several values."""
    arn: str | None = None
    """The secret that is there already."""


@dataclass(frozen=True, slots=True)
class Container:
    """What the container of a service is told."""

    component: str
    settings: tuple[Setting, ...]
    secrets: tuple[Secret, ...]


Variable: TypeAlias = Setting | Secret


def plan_containers(architecture: Architecture) -> tuple[Container, ...]:
    """Return what the container of each service is told, by name: another order would deploy the service anew."""
    return tuple(
        _container(architecture, component_id, service)
        for component_id, service in architecture.of_kind(FargateService).items()
    )


def _container(architecture: Architecture, component_id: str, service: FargateService) -> Container:
    variables = sorted(dict.fromkeys(_variables(architecture, component_id, service)), key=lambda made: made.name)
    return Container(
        component_id,
        tuple(variable for variable in variables if isinstance(variable, Setting)),
        tuple(variable for variable in variables if isinstance(variable, Secret)),
    )


def _variables(architecture: Architecture, component_id: str, service: FargateService) -> Iterator[Variable]:
    if service.port is not None and "PORT" not in {*service.environment, *service.secrets}:
        yield Setting("PORT", str(service.port), None)
    for name, value in service.environment.items():
        yield Setting(name, value, None)
    for name, source in service.secrets.items():
        if source == "generated":
            yield Secret(name, SecretKind.GENERATED, None)
        else:
            yield Secret(name, SecretKind.EXISTING, None, arn=source)
    given: set[str] = set()
    for arrow in architecture.arrows_from(component_id):
        if arrow.target not in given:
            given.add(arrow.target)
            yield from connection_variables(architecture, arrow)


def connection_variables(architecture: Architecture, arrow: Arrow) -> Iterator[Variable]:
    """Return what a connection tells the container at its source."""
    target = architecture.components[arrow.target]
    prefix = arrow.target.upper()
    match target:
        case RdsInstance():
            yield from _database(arrow, prefix, target)
        case ElasticacheReplicationGroup():
            yield from _cache(arrow, prefix, target)
        case FargateService():
            yield Setting(f"{prefix}_HOST", Output(arrow.target, Attribute.ADDRESS), arrow)
            yield Setting(f"{prefix}_PORT", str(target.port), arrow)
        case ApplicationLoadBalancer():
            yield from _load_balancer(architecture, arrow, prefix, target)
        case S3Bucket():
            yield Setting(f"{prefix}_BUCKET", Output(arrow.target, Attribute.BUCKET_NAME), arrow)
        case CloudfrontDistribution():
            if target.hostnames:
                yield Setting(f"{prefix}_HOST", full_name(target.hostnames[0], architecture), arrow)
        case _:
            # Systems outside have addresses of their own, which the spec's environment can give.
            return


def _database(arrow: Arrow, prefix: str, database: RdsInstance) -> Iterator[Variable]:
    yield Setting(f"{prefix}_HOST", Output(arrow.target, Attribute.ADDRESS), arrow)
    yield Setting(f"{prefix}_PORT", str(database.port), arrow)
    yield Setting(f"{prefix}_NAME", database.database_name, arrow)
    yield Setting(f"{prefix}_SECRET_ARN", Output(arrow.target, Attribute.SECRET_ARN), arrow)
    yield Secret(f"{prefix}_USERNAME", SecretKind.DATABASE, arrow, field="username")
    yield Secret(f"{prefix}_PASSWORD", SecretKind.DATABASE, arrow, field="password")


def _cache(arrow: Arrow, prefix: str, cache: ElasticacheReplicationGroup) -> Iterator[Variable]:
    yield Setting(f"{prefix}_HOST", Output(arrow.target, Attribute.ADDRESS), arrow)
    yield Setting(f"{prefix}_PORT", str(cache.port), arrow)
    yield Setting(f"{prefix}_TLS", str(cache.transit_encryption != "disabled").lower(), arrow)
    match cache.authentication:
        case "rbac":
            yield Secret(f"{prefix}_USERNAME", SecretKind.CACHE_USER, arrow, field="username")
            yield Secret(f"{prefix}_PASSWORD", SecretKind.CACHE_USER, arrow, field="password")
        case "auth_token":
            yield Secret(f"{prefix}_PASSWORD", SecretKind.CACHE_TOKEN, arrow)
        case "none":
            return


def _load_balancer(
    architecture: Architecture, arrow: Arrow, prefix: str, balancer: ApplicationLoadBalancer
) -> Iterator[Variable]:
    if balancer.hostnames:
        yield Setting(f"{prefix}_URL", f"https://{full_name(balancer.hostnames[0], architecture)}", arrow)
    else:
        yield Setting(f"{prefix}_HOST", Output(arrow.target, Attribute.ADDRESS), arrow)


def variable_mistakes(containers: tuple[Container, ...]) -> Iterator[Mistake]:
    """Return a mistake for each variable that the spec and a connection, or two connections, both set."""
    for container in containers:
        first: dict[str, Arrow | None] = {}
        variables: tuple[Variable, ...] = (*container.settings, *container.secrets)
        for variable in variables:
            if variable.name not in first:
                first[variable.name] = variable.arrow
                continue
            other = next(arrow for arrow in (first[variable.name], variable.arrow) if arrow is not None)
            message = f"{variable.name} is set by the connection {other}; give the spec's own variable another name"
            yield Mistake(("components", container.component), message)
