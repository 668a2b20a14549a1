"""The kind `elasticache_replication_group`."""

from collections.abc import Mapping, Sequence
from typing import Final

from archspec.components.base import facts_file
from archspec.components.kind import Kind
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup


def _known_values() -> Mapping[str, Sequence[object]]:
    types = facts_file("node_types", __package__)["node_types"]
    return {"node_type": [*types["current"], *types["previous_generation"]]}


KIND: Final = Kind(
    ElasticacheReplicationGroup,
    words=(
        "elasticache",
        "redis",
        "valkey",
        "cache",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::ElastiCache::CacheCluster",
        "aws_elasticache_replication_group",
        "aws_elasticache_cluster",
    ),
    examples={
        "engine": "valkey",
        "engine_version": '"8.0"',
        "node_type": "cache.m7g.large",
    },
    known_values=_known_values,
)

__all__ = ["KIND", "ElasticacheReplicationGroup"]
