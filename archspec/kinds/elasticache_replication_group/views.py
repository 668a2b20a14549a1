"""How pictures show the nodes of a store in memory."""

from typing import Final

from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup
from archspec.views.kind import Copy, Drawn, Views, unfiltered, unframed


def _nodes(drawn: Drawn[ElasticacheReplicationGroup]) -> tuple[Copy, ...]:
    """Return the primary and its replicas, which share its zone unless they are to outlive it."""
    cache = drawn.component
    if not cache.replicas:
        return (Copy(cache.placement, 0),)
    replicas = (
        Copy(cache.placement, number if cache.multi_az else 0, "replica") for number in range(1, cache.replicas + 1)
    )
    return Copy(cache.placement, 0, "primary"), *replicas


VIEWS: Final[Views[ElasticacheReplicationGroup]] = Views(
    copies=_nodes, frame=unframed, has_web_acl=unfiltered, outsider=None
)
