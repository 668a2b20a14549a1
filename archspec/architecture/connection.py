"""Connections, and the one table of what an arrow between two kinds means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeAlias

from archspec.components import (
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
    limits,
)
from archspec.components.fields import Cidr, HostPattern, Label, Model, PathPattern, Port, Prose, UrlPath


class ConnectionClass(StrEnum):
    """What a connection opens."""

    NETWORK = "network"
    """A security-group rule."""
    GRANT = "grant"
    """A statement in a policy."""
    ORIGIN = "origin"
    """An origin of a distribution, with the permission to read it."""
    DOCUMENTARY = "documentary"
    """Nothing: the arrow informs the reader."""


class Connection(Model):
    """What one component may do with another; the pair of kinds decides which fields apply."""

    label: Label | None = None
    """The text on the arrow."""
    why: Prose | None = None
    """Why the connection exists."""
    access: Literal["read_only", "write_only", "read_write"] | None = None
    """What the source may do with the target's data; left out, read_only."""
    hosts: Annotated[tuple[HostPattern, ...], limits.PATTERNS] = ()
    """Host names whose requests take this connection."""
    paths: Annotated[tuple[PathPattern, ...], limits.PATTERNS] = ()
    """Path patterns whose requests take this connection."""
    health_check_path: UrlPath | None = None
    """The path that tells whether a task is healthy; left out, the load balancer's own."""
    ingress_cidrs: Annotated[tuple[Cidr, ...], limits.INGRESS_RANGES] = ()
    """Address ranges the actor comes from; left out, anywhere."""
    port: Port | None = None
    """The port of a system outside AWS; left out, 443."""


@dataclass(frozen=True, slots=True)
class ConnectionRule:
    """What an arrow between two kinds opens, and the fields its connection may set besides `label` and `why`."""

    opens: ConnectionClass
    options: frozenset[str] = frozenset()


Pair: TypeAlias = tuple[type[AnyComponent], type[AnyComponent]]

_FROM_OUTSIDE: Final = ConnectionRule(ConnectionClass.NETWORK, frozenset({"ingress_cidrs"}))
_TO_DATA: Final = ConnectionRule(ConnectionClass.NETWORK, frozenset({"access"}))
_DATA_GRANT: Final = ConnectionRule(ConnectionClass.GRANT, frozenset({"access"}))
_PLAIN_NETWORK: Final = ConnectionRule(ConnectionClass.NETWORK)
_ORIGIN: Final = ConnectionRule(ConnectionClass.ORIGIN, frozenset({"paths"}))
_DOCUMENTARY: Final = ConnectionRule(ConnectionClass.DOCUMENTARY)

CONNECTION_RULES: Final[Mapping[Pair, ConnectionRule]] = MappingProxyType(
    {
        (Actor, Route53Zone): _DOCUMENTARY,
        (Actor, CloudfrontDistribution): _DOCUMENTARY,
        (Actor, S3Bucket): ConnectionRule(ConnectionClass.GRANT),
        (Actor, ApplicationLoadBalancer): _FROM_OUTSIDE,
        (Actor, FargateService): _FROM_OUTSIDE,
        (Actor, RdsInstance): _FROM_OUTSIDE,
        (Actor, ElasticacheReplicationGroup): _FROM_OUTSIDE,
        (Route53Zone, CloudfrontDistribution): _DOCUMENTARY,
        (Route53Zone, ApplicationLoadBalancer): _DOCUMENTARY,
        (CloudfrontDistribution, S3Bucket): _ORIGIN,
        (CloudfrontDistribution, ApplicationLoadBalancer): _ORIGIN,
        (ApplicationLoadBalancer, FargateService): ConnectionRule(
            ConnectionClass.NETWORK, frozenset({"hosts", "paths", "health_check_path"})
        ),
        (FargateService, FargateService): _PLAIN_NETWORK,
        (FargateService, ApplicationLoadBalancer): _PLAIN_NETWORK,
        (FargateService, RdsInstance): _TO_DATA,
        (FargateService, ElasticacheReplicationGroup): _TO_DATA,
        (FargateService, S3Bucket): _DATA_GRANT,
        (FargateService, CloudfrontDistribution): ConnectionRule(ConnectionClass.GRANT),
        (FargateService, Actor): ConnectionRule(ConnectionClass.NETWORK, frozenset({"port"})),
        (RdsInstance, S3Bucket): _DATA_GRANT,
    }
)
"""Every pair of kinds AWS can connect, and how. Opinions about a connection belong in a check, not here."""


def connection_rule(source: AnyComponent, target: AnyComponent) -> ConnectionRule | None:
    """Return the rule for an arrow between two components, or None where AWS cannot connect them."""
    return CONNECTION_RULES.get((type(source), type(target)))
