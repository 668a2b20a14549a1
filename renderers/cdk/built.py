"""What the builder of a component made, for those that connect to it or watch it: nobody asks which kind it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeVar

from archspec.planning.alarms import Alarm
from renderers.cdk.aws import Construct, cloudfront, elbv2, route53, secretsmanager

PartT = TypeVar("PartT")

ANY_ACTION: Final = "*"
"""Every action that is not on something of its own."""
_EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


def _empty() -> Mapping[str, Any]:
    """Return the one empty mapping: a stack knows hundreds of components, and little of most."""
    return _EMPTY


@dataclass(frozen=True, slots=True)
class OriginRequest:
    """What a distribution says of itself to an origin."""

    scope: Construct
    id: str
    """The id of the origin, which the ids of what it needs begin with."""
    signed: bool
    """Whether the distribution signs what it asks for, so that nobody else may read."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a distribution fetches from."""

    connect: Callable[[OriginRequest], cloudfront.IOrigin]
    serves_files: bool
    """Whether edge locations may keep what it serves; requests to anything else reach it whole, every time."""
    single_page: bool
    """Whether a path without a file of its own is the root object's."""


@dataclass(frozen=True, slots=True)
class BalancedTarget:
    """What a load balancer sends requests to."""

    construct: elbv2.IApplicationLoadBalancerTarget
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a stack knows of a component, made in it or not; what it does not offer is not there."""

    construct: object | None = None
    """The main construct, where this stack makes it or refers to it as a whole."""
    outputs: Mapping[str, str] = field(default_factory=_empty)
    """Values that the deployment decides, by the names that the plan has for them."""
    arns: Mapping[str, tuple[str, ...]] = field(default_factory=_empty)
    """What permissions are on, by action; by `ANY_ACTION` for all others."""
    conditions: Mapping[str, Mapping[str, str]] = field(default_factory=_empty)
    """What a permission has to say besides, where the ARNs alone do not name the component."""
    secrets: Mapping[str, secretsmanager.ISecret] = field(default_factory=_empty)
    """What clients sign in with, by the plan's kind of secret and, where it has several, by whose it is."""
    dimensions: Mapping[str, Mapping[str, str]] = field(default_factory=_empty)
    """The dimensions of its metrics, by what `watched` returns for their alarms."""
    ready: tuple[Construct, ...] = ()
    """What must exist before it serves clients, besides itself."""
    hosted_zone: route53.IHostedZone | None = None
    """Where names and proofs of certificates are entered, if it is a zone."""
    origin: Origin | None = None
    balanced: BalancedTarget | None = None

    def __or__(self, other: "Built") -> "Built":
        """Return what both know; the other one's word counts where they differ."""
        return Built(
            construct=_last(self.construct, other.construct),
            outputs=_both(self.outputs, other.outputs),
            arns=_both(self.arns, other.arns),
            conditions=_both(self.conditions, other.conditions),
            secrets=_both(self.secrets, other.secrets),
            dimensions=_both(self.dimensions, other.dimensions),
            ready=(*self.ready, *other.ready),
            hosted_zone=_last(self.hosted_zone, other.hosted_zone),
            origin=_last(self.origin, other.origin),
            balanced=_last(self.balanced, other.balanced),
        )


def _both(one: Mapping[str, PartT], other: Mapping[str, PartT]) -> Mapping[str, PartT]:
    return {**one, **other} if one and other else one or other


def _last(one: PartT | None, other: PartT | None) -> PartT | None:
    return one if other is None else other


def watched(alarm: Alarm) -> str:
    """Return what an alarm watches of its component, as in `service`, `cache_node 1` or `target_group lb -> api`."""
    return f"{alarm.subject} {alarm.arrow or alarm.node or ''}".rstrip()


def secret_for(built: Built, kind: str, client: str) -> secretsmanager.ISecret:
    """Return the secret a client signs in with: its own, or the one that all clients share."""
    own = f"{kind} {client}"
    return built.secrets[own if own in built.secrets else kind]
