"""Caches of ElastiCache in tests."""

from datetime import date
from functools import cache
from typing import Final, get_args

from hypothesis import strategies as st

from archspec.components.base import facts_file
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup
from archspec.parts.testing import (
    NOTHING_AROUND,
    Part,
    Parts,
    Surroundings,
    Testing,
    Values,
    bound_by_nothing,
    choices,
    field,
    mends_nothing,
    takes_every_request,
)
from archspec.parts.testing.texts import maybe

_VERSIONS: Final = (("redis", "7.1"), ("redis", "6.2"), ("redis", "5.0.6"), ("valkey", "7.2"), ("valkey", "8.0"))


def _parts(compliant_on: date | None) -> Parts:
    types = facts_file("node_types", __package__)["node_types"]
    return choices(
        ElasticacheReplicationGroup,
        compliant_on,
        {
            "at_rest_encryption": {False},
            "deletion_policy": (),
            "placement": {"public"},
        },
    ) | {
        "version": st.sampled_from(_VERSIONS).map(lambda v: {"engine": v[0], "engine_version": v[1]}),
        "node_type": field("node_type", st.sampled_from([*types["current"], *types["previous_generation"]])),
        "failover": _failover(compliant_on),
        "latency_target_ms": field("latency_target_ms", maybe(st.integers(1, 1000))),
        "port": field("port", st.integers(1024, 65535)),
        "access": _access(compliant_on),
        "snapshots": _snapshots(compliant_on),
    }


@cache
@st.composite
def _failover(draw: st.DrawFn, compliant_on: date | None, *, zonal: bool = True) -> Values:
    """Draw the copies of a cache; it spans zones only where there are several."""
    multi_az = compliant_on is not None or (zonal and draw(st.booleans()))
    return {"multi_az": multi_az, "replicas": draw(st.integers(1 if multi_az else 0, 5))}


def _access(compliant_on: date | None) -> Part:
    """Draw how clients come in; ElastiCache asks for no names on connections that cannot have TLS."""
    ways = [
        {"authentication": authentication, "transit_encryption": transit}
        for authentication in ("rbac", "auth_token", "none")
        for transit in ("required", "preferred", "disabled")
        if (transit != "disabled" or authentication == "none")
        and (compliant_on is None or (authentication != "none" and transit == "required"))
    ]
    return st.sampled_from(ways)


@st.composite
def _snapshots(draw: st.DrawFn, compliant_on: date | None) -> Values:
    kept_for = get_args(get_args(ElasticacheReplicationGroup.model_fields["purpose"].annotation)[0])
    purpose = draw(st.lists(st.sampled_from(kept_for), unique=True, max_size=2))
    least = 1 if compliant_on and "sessions" in purpose else 0
    return {"purpose": purpose, "snapshot_retention_days": draw(st.integers(least, 35))}


def _bound(around: Surroundings) -> Parts:
    if around.several_zones:
        return bound_by_nothing(around)
    return {"failover": _failover(around.compliant_on, zonal=False)}


TESTING: Final[Testing[ElasticacheReplicationGroup]] = Testing(
    model=ElasticacheReplicationGroup,
    smallest={"engine": "redis", "engine_version": "7.1", "node_type": "cache.m7g.large"},
    parts=_parts,
    required=frozenset({"node_type", "version"}),
    held=frozenset({"port"}),
    removable=frozenset({"latency_target_ms"}),
    bound=_bound,
    routes=takes_every_request,
    needs=NOTHING_AROUND,
    mended=mends_nothing,
)
