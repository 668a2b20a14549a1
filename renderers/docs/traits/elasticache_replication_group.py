"""Traits of ElastiCache replication groups."""

from archspec.bilingual import Text
from archspec.components import ElasticacheReplicationGroup
from renderers.docs.markdown import fill
from renderers.docs.phrases import counted, days
from renderers.docs.settings.elasticache_replication_group import cache_in_transit, cache_on_deletion, engine_name
from renderers.docs.traits.base import Growth, State, Traits, Upkeep

_REPLICAS = (Text(en="replica", pt="réplica"), Text(en="replicas", pt="réplicas"))


def cache_traits(cache: ElasticacheReplicationGroup) -> Traits:
    """Return how a store in memory survives, grows and is kept up to date."""
    return Traits(
        copies=_copies(cache),
        failure=_failure(cache),
        single_point=None
        if cache.multi_az
        else Text(en="no replica takes over from the primary", pt="nenhuma réplica assume no lugar do nó primário"),
        state=_state(cache),
        growth=Growth(
            by_itself=False,
            how=Text(en="the team changes `node_type` or `replicas`", pt="a equipe muda `node_type` ou `replicas`"),
        ),
        upkeep=Upkeep(
            aws=Text(
                en="machines, operating system and patches of the engine",
                pt="máquinas, sistema operacional e correções do motor",
            ),
            team=fill(
                Text(
                    en="versions of the engine ({engine} {version} now)",
                    pt="versões do motor (hoje, {engine} {version})",
                ),
                engine=engine_name(cache),
                version=cache.engine_version,
            ),
        ),
        at_rest=Text(en="yes", pt="sim") if cache.at_rest_encryption else Text(en="no", pt="não"),
        in_transit=cache_in_transit(cache),
        portable=Text(en="the Redis protocol", pt="o protocolo do Redis"),
    )


def _copies(cache: ElasticacheReplicationGroup) -> Text:
    if not cache.replicas:
        return Text(en="1 node", pt="1 nó")
    replicas = counted(cache.replicas, *_REPLICAS)
    if cache.multi_az:
        return fill(
            Text(
                en="1 primary and {replicas}, in different zones", pt="1 nó primário e {replicas}, em zonas diferentes"
            ),
            replicas=replicas,
        )
    return fill(Text(en="1 primary and {replicas}", pt="1 nó primário e {replicas}"), replicas=replicas)


def _failure(cache: ElasticacheReplicationGroup) -> Text:
    if cache.multi_az:
        return Text(
            en="a replica takes over; the last writes may be missing from it",
            pt="uma réplica assume; as últimas gravações podem não estar nela",
        )
    return Text(
        en="nobody can read or write until ElastiCache replaces the node",
        pt="ninguém lê nem grava até o ElastiCache substituir o nó",
    )


def _state(cache: ElasticacheReplicationGroup) -> State:
    on_deletion = cache_on_deletion(cache)
    if not cache.snapshot_retention_days:
        return State(
            Text(en="no snapshots", pt="nenhum snapshot"),
            Text(en="everything, as nothing is kept", pt="tudo, pois nada fica guardado"),
            on_deletion,
        )
    kept = Text(en="daily snapshots for {days}", pt="snapshots diários por {days}")
    return State(
        fill(kept, days=days(cache.snapshot_retention_days)),
        Text(en="up to a day: all since the last snapshot", pt="até um dia: tudo desde o último snapshot"),
        on_deletion,
    )
