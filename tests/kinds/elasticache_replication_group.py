"""Caches of ElastiCache: their nodes, snapshots and users are those of the spec."""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from archspec.architecture import Architecture, Connection
from archspec.components.base import ComponentBase, Placement
from archspec.errors import Path
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup
from archspec.testing import smallest
from tests.cdk.deployment import Deployment
from tests.cdk.oracle import Oracle, Policy, Promise, Variables, always, never_public, no_actions, no_helper
from tests.cdk.template import Resource, differences, reference
from tests.components.refusing import refusals, refused_words

_CACHE: Final = "AWS::ElastiCache::ReplicationGroup"


def caches_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each cache has the engine, nodes, snapshots and failover of the spec."""
    for name, cache in deployment.architecture.of_kind(ElasticacheReplicationGroup).items():
        expected = {
            "Engine": cache.engine,
            "EngineVersion": cache.engine_version,
            "CacheNodeType": cache.node_type,
            "NumCacheClusters": cache.replicas + 1,
            "Port": cache.port,
            "MultiAZEnabled": cache.multi_az,
            "AutomaticFailoverEnabled": cache.multi_az,
            "SnapshotRetentionLimit": cache.snapshot_retention_days,
            "AtRestEncryptionEnabled": cache.at_rest_encryption,
        }
        yield from differences(name, deployment.component(name, _CACHE), expected)


def caches_take_the_tls_of_the_spec(deployment: Deployment) -> Iterator[str]:
    """Each cache asks for TLS, takes it or cannot, as the spec says."""
    for name, cache in deployment.architecture.of_kind(ElasticacheReplicationGroup).items():
        made = deployment.component(name, _CACHE)
        if made is None:
            continue
        mode = (
            made.properties.get("TransitEncryptionMode") if made.properties["TransitEncryptionEnabled"] else "disabled"
        )
        if mode != cache.transit_encryption:
            yield f"{name} has transit encryption {mode}"


def users_without_password_can_do_nothing(deployment: Deployment) -> Iterator[str]:
    """Nobody can do anything in a cache without a password, and ElastiCache takes its group of users."""
    template = deployment.main
    users = [user for user in template.of_type("AWS::ElastiCache::User") if _has_no_password(user)]
    yield from (f"{user.id} may do {_access(user)}" for user in users if not _access(user).startswith("off "))
    for group in template.of_type("AWS::ElastiCache::UserGroup"):
        members = {reference(user) for user in group.properties["UserIds"]}
        # Of users without a password, only groups of Redis may have any.
        if group.properties["Engine"] != "redis" and members & {user.id for user in users}:
            yield f"{group.id} has a user without a password"


def _has_no_password(user: Resource) -> bool:
    return bool(user.properties["AuthenticationMode"]["Type"] == "no-password-required")


def _access(user: Resource) -> str:
    return str(user.properties["AccessString"])


def caches_write_their_logs(deployment: Deployment) -> Iterator[str]:
    """Each log of a cache goes to a group that the templates create."""
    for cache in deployment.resources(_CACHE):
        for delivery in cache.properties["LogDeliveryConfigurations"]:
            details = delivery["DestinationDetails"]["CloudWatchLogsDetails"]
            if not deployment.refers(details["LogGroup"], "AWS::Logs::LogGroup"):
                yield f"{cache.id} logs elsewhere"


def _tier(_architecture: Architecture, _name: str, cache: ElasticacheReplicationGroup) -> Placement:
    return cache.placement


def _outlives(cache: ElasticacheReplicationGroup) -> Policy:
    return "Snapshot" if cache.deletion_policy == "snapshot" else "Delete"


def _ports(cache: ElasticacheReplicationGroup, _source: ComponentBase, _connection: Connection) -> tuple[int, ...]:
    return (cache.port,)


_CREDENTIALS: Final = {
    "rbac": frozenset({"USERNAME", "PASSWORD"}),
    "auth_token": frozenset({"PASSWORD"}),
    "none": frozenset[str](),
}


def _variables(cache: ElasticacheReplicationGroup) -> Variables:
    return Variables(frozenset({"HOST", "PORT", "TLS"}), _CREDENTIALS[cache.authentication])


ORACLE: Final[Oracle[ElasticacheReplicationGroup]] = Oracle(
    resource_type=_CACHE,
    promises=(
        caches_are_as_specified,
        caches_take_the_tls_of_the_spec,
        caches_write_their_logs,
        users_without_password_can_do_nothing,
    ),
    tier=_tier,
    public=never_public,
    outlives=_outlives,
    records=(),
    ports=_ports,
    actions=no_actions,
    variables=_variables,
    helper=no_helper,
    is_encrypted={_CACHE: always},
    stores_nothing=frozenset(
        {
            "AWS::ElastiCache::SubnetGroup",
            "AWS::ElastiCache::User",
            "AWS::ElastiCache::UserGroup",
        }
    ),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


SMALLEST: Final = smallest("elasticache_replication_group")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"replicas": 0, "multi_az": False}, []),
        (
            {"replicas": 0},
            [
                (
                    ("replicas",),
                    "0 leaves nothing to fail over to, which Multi-AZ needs; write 1 or more, or multi_az: false",
                )
            ],
        ),
        ({"transit_encryption": "disabled", "authentication": "none"}, []),
        (
            {"transit_encryption": "disabled", "authentication": "auth_token"},
            [
                (
                    ("transit_encryption",),
                    (
                        "'disabled' leaves auth_token without TLS, which ElastiCache refuses;"
                        " remove the field, or write authentication: none"
                    ),
                )
            ],
        ),
        (
            {"engine_version": "7.2"},
            [
                (
                    ("engine_version",),
                    "'7.2' does not exist: Redis OSS ends at 7.1 here; write 7.1, or engine: valkey",
                )
            ],
        ),
        ({"engine": "valkey", "engine_version": "7.2"}, []),
        (
            {"engine": "valkey", "engine_version": "7.1"},
            [
                (
                    ("engine_version",),
                    "'7.1' does not exist: Valkey starts at 7.2; write 7.2 or newer, or engine: redis",
                )
            ],
        ),
    ],
)
def test_caches(fields: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """Failover needs a replica, names need TLS, and versions belong to an engine."""
    assert refusals(ElasticacheReplicationGroup, {**SMALLEST, **fields}) == expected


def test_every_mistake_of_a_cache_is_reported() -> None:
    """One run, all of them."""
    fields = {"replicas": 0, "transit_encryption": "disabled", "engine_version": "8.0"}
    found = refusals(ElasticacheReplicationGroup, {**SMALLEST, **fields})
    assert [path for path, _ in found] == [("replicas",), ("transit_encryption",), ("engine_version",)]


def test_a_node_type_is_on_offer() -> None:
    """A size that does not exist is refused at its field."""
    ((path, message),) = refusals(ElasticacheReplicationGroup, {**SMALLEST, "node_type": "cache.huge"})
    assert path == ("node_type",)
    assert message.startswith("is not a")


def test_a_cache_leaves_a_snapshot_or_nothing() -> None:
    """It cannot outlive its stack."""
    words = ("snapshot", "delete", "retain", "keep", "snapshots")
    refused = ["retain", "keep", "snapshots"]
    assert refused_words(ElasticacheReplicationGroup, SMALLEST, "deletion_policy", words) == refused
