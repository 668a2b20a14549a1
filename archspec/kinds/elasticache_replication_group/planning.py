"""How replication groups are deployed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, assert_never

from archspec.architecture import deployed_id
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup
from archspec.planning.alarms import Alarm, Watched
from archspec.planning.answers import all_possible, count, in_main, no, no_guards, none, nothing
from archspec.planning.copies import Copies, Copy
from archspec.planning.kind import Nesting, Planning, Size, Spot
from archspec.planning.passed import Passed, address

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

_NODE: Final = "cache_node"
_SECRET: Final = "cache_secret"  # noqa: S105  no secret
_ADDRESS: Final = "address"

_BUSY_PERCENT: Final = 80

_CACHE: Final = 3
"""A replication group, its subnet group and its log group."""
_TOKEN: Final = 1
_USERS: Final = 2
"""A user group, and the user that can do nothing."""
_USER: Final = 2
"""A user and its secret."""


def _copies(spot: Spot[ElasticacheReplicationGroup]) -> Copies:
    """Return the primary and its replicas, which share its zone unless they are to outlive it."""
    cache = spot.component
    replicas = tuple(Copy(number if cache.multi_az else 0, "replica") for number in range(1, cache.replicas + 1))
    return Copies(cache.placement, fixed=(Copy(0, "primary"), *replicas) if replicas else (Copy(0),))


def _alarms(spot: Spot[ElasticacheReplicationGroup]) -> Iterator[Alarm]:
    for node in range(1, spot.component.replicas + 2):
        yield from _node_alarms(spot, node)


def _node_alarms(spot: Spot[ElasticacheReplicationGroup], number: int) -> Iterator[Alarm]:
    base, target = f"{spot.base}Node{number}", spot.component.latency_target_ms
    node = Watched(spot.name, _NODE, "AWS/ElastiCache", node=number)
    yield node.above(f"{base}CpuAlarm", "EngineCPUUtilization", "Average", _BUSY_PERCENT)
    yield node.above(f"{base}MemoryAlarm", "DatabaseMemoryUsagePercentage", "Average", _BUSY_PERCENT)
    if target is not None:
        # In microseconds.
        yield node.above(f"{base}LatencyAlarm", "SuccessfulReadRequestLatency", "Average", target * 1000)


def _resources(plan: "Plan", spot: Spot[ElasticacheReplicationGroup]) -> int:
    match spot.component.authentication:
        case "rbac":
            return _CACHE + _USERS + _USER * len(plan.by_component.cache_users.get(spot.name, ()))
        case "auth_token":
            return _CACHE + _TOKEN
        case "none":
            return _CACHE
        case _ as unreachable:
            assert_never(unreachable)


def _attribute(spot: Spot[ElasticacheReplicationGroup], attribute: str) -> Iterator[Passed]:
    if attribute == _ADDRESS:
        yield address(spot.base, spot.name)


def _secret(spot: Spot[ElasticacheReplicationGroup], client: str) -> Iterator[Passed]:
    """Return the secret of a client's own user, or of the token that all of them share."""
    match spot.component.authentication:
        case "rbac":
            base = deployed_id(client, spot.architecture.components[client])
            yield Passed(f"{base}To{spot.base}UserSecretArn", _SECRET, f"{client} -> {spot.name}")
        case "auth_token":
            yield Passed(f"{spot.base}TokenArn", _SECRET, spot.name)
        case "none":
            return
        case _ as unreachable:
            assert_never(unreachable)


PLANNING: Final[Planning[ElasticacheReplicationGroup]] = Planning(
    stack=in_main,
    protected=no,
    copies=_copies,
    container=none,
    entry=none,
    domain=none,
    known_name=none,
    parts=("SubnetGroup", "SlowLog", "Token", "DefaultUser", "UserGroup"),
    alarms=_alarms,
    size=Size(resources=_resources, outputs=0, access_logs=False, as_origin=count(0)),
    nesting=Nesting(
        moves="guards",
        # The ids of its nodes, which alarms name, follow from a name that the plan gives it.
        guards=no_guards,
        attribute=_attribute,
        granted=(),
        secret=_secret,
        targets=nothing,
    ),
    refusals=all_possible(),
)
