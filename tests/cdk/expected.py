"""What an architecture opens and grants: worked out from its arrows a second time, not read from its plan."""

from collections.abc import Iterator, Mapping

from archspec.architecture import (
    AWS_APIS,
    Architecture,
    Arrow,
    Connection,
    ConnectionClass,
    connection_rule,
    infrastructure_flows,
)
from archspec.components import (
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    S3Bucket,
)
from tests.cdk.network import CLOUDFRONT, Rule

ANYWHERE = "0.0.0.0/0"
HTTP, HTTPS = 80, 443


def expected_rules(architecture: Architecture) -> frozenset[Rule]:
    """Return the rules that the arrows and the infrastructure flows open, a pair for each port."""
    return frozenset((*_of_arrows(architecture), *_of_flows(architecture)))


def _of_arrows(architecture: Architecture) -> Iterator[Rule]:
    for arrow, connection in architecture.connections.items():
        source, target = architecture.components[arrow.source], architecture.components[arrow.target]
        opened = connection_rule(source, target)
        if opened is not None and opened.opens in {ConnectionClass.NETWORK, ConnectionClass.ORIGIN}:
            for port in _ports(source, target, connection):
                yield from _pair(_sources(arrow, source, connection), _name(arrow.target, target), port)


def _of_flows(architecture: Architecture) -> Iterator[Rule]:
    for flow in infrastructure_flows(architecture):
        target = ANYWHERE if flow.target == AWS_APIS else flow.target
        yield from _pair((flow.source,), target, flow.port)


def _pair(sources: tuple[str, ...], target: str, port: int) -> Iterator[Rule]:
    for source in sources:
        if not _is_outside(source):
            yield Rule(source, "egress", "tcp", port, port, target)
        if not _is_outside(target):
            yield Rule(target, "ingress", "tcp", port, port, source)


def _is_outside(end: str) -> bool:
    return end == CLOUDFRONT or "/" in end


def _sources(arrow: Arrow, source: AnyComponent, connection: Connection) -> tuple[str, ...]:
    if isinstance(source, Actor):
        return connection.ingress_cidrs or (ANYWHERE,)
    return (CLOUDFRONT,) if isinstance(source, CloudfrontDistribution) else (arrow.source,)


def _name(component_id: str, component: AnyComponent) -> str:
    return ANYWHERE if isinstance(component, Actor) else component_id


def _ports(source: AnyComponent, target: AnyComponent, connection: Connection) -> tuple[int, ...]:
    match target:
        case ApplicationLoadBalancer():
            offered = listener_ports(target)
            return offered if isinstance(source, Actor) else offered[:1]
        case Actor():
            return (connection.port or HTTPS,)
        case S3Bucket():
            return ()
        case _:
            port = getattr(target, "port", None)
            return () if port is None else (port,)


def listener_ports(balancer: ApplicationLoadBalancer) -> tuple[int, ...]:
    """Return the ports a load balancer has to listen on, HTTPS first."""
    encrypted = bool(balancer.certificate or balancer.hostnames)
    return (*((HTTPS,) if encrypted else ()), *((HTTP,) if balancer.http != "closed" else ()))


_READ = {"s3:GetObject", "s3:ListBucket"}
_WRITE = {"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"}
_OBJECTS = {"read_only": _READ, "write_only": _WRITE, "read_write": _READ | _WRITE}
_SECRET = {"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"}


def expected_grants(architecture: Architecture) -> frozenset[tuple[str, str, str]]:
    """Return what the arrows let each service and database do: its id, the action and the id of the target."""
    return frozenset(
        (arrow.source, action, arrow.target)
        for arrow, connection in architecture.connections.items()
        if isinstance(architecture.components[arrow.source], FargateService | RdsInstance)
        for action in _actions(architecture.components[arrow.target], connection)
    )


def _actions(target: AnyComponent, connection: Connection) -> set[str]:
    match target:
        case S3Bucket():
            return _OBJECTS[connection.access or "read_only"]
        case RdsInstance():
            return _SECRET
        case CloudfrontDistribution():
            return {"cloudfront:CreateInvalidation"}
        case _:
            return set()


def expected_variables(architecture: Architecture, service_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the settings and of the secrets that a service's container is given."""
    service = architecture.of_kind(FargateService)[service_id]
    settings = {*service.environment}
    secrets = {*service.secrets}
    if service.port is not None and "PORT" not in secrets:
        settings.add("PORT")
    for arrow in architecture.connections:
        if arrow.source == service_id:
            target = architecture.components[arrow.target]
            settings |= {f"{arrow.target.upper()}_{name}" for name in _settings(target)}
            secrets |= {f"{arrow.target.upper()}_{name}" for name in _secrets(target)}
    return frozenset(settings), frozenset(secrets)


def _settings(target: AnyComponent) -> set[str]:
    match target:
        case RdsInstance():
            return {"HOST", "PORT", "NAME", "SECRET_ARN"}
        case ElasticacheReplicationGroup():
            return {"HOST", "PORT", "TLS"}
        case FargateService():
            return {"HOST", "PORT"}
        case S3Bucket():
            return {"BUCKET"}
        case ApplicationLoadBalancer():
            return {"URL" if target.hostnames else "HOST"}
        case _:
            return {"HOST"} if getattr(target, "hostnames", ()) else set()


_CREDENTIALS: Mapping[str, set[str]] = {"rbac": {"USERNAME", "PASSWORD"}, "auth_token": {"PASSWORD"}, "none": set()}


def _secrets(target: AnyComponent) -> set[str]:
    match target:
        case RdsInstance():
            return {"USERNAME", "PASSWORD"}
        case ElasticacheReplicationGroup():
            return _CREDENTIALS[target.authentication]
        case _:
            return set()
