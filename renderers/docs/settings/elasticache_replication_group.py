"""Settings of ElastiCache replication groups."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.components import ElasticacheReplicationGroup
from renderers.docs.markdown import code, fill
from renderers.docs.phrases import NO, days, listed, yes_no
from renderers.docs.settings.base import AT_REST, IN_TRANSIT, ON_DELETION, PLACEMENT, PORT, Setting, placement

_PURPOSES: Final = {
    "sessions": Text(en="sessions", pt="sessões"),
    "permissions": Text(en="permissions", pt="permissões"),
    "objects": Text(en="objects", pt="objetos"),
    "queues": Text(en="queues", pt="filas"),
}


def cache_settings(cache: ElasticacheReplicationGroup) -> Iterator[Setting]:
    """Return what is kept in memory, how fast, and what protects it."""
    yield Setting(Text(en="Engine", pt="Motor"), _engine(cache))
    if cache.purpose:
        yield Setting(Text(en="Holds", pt="Guarda"), listed([_PURPOSES[purpose] for purpose in cache.purpose]))
    yield Setting(Text(en="Nodes", pt="Nós"), _nodes(cache))
    yield Setting(Text(en="Failover", pt="Troca em caso de falha"), _failover(cache))
    if cache.latency_target_ms is not None:
        target = f"< {cache.latency_target_ms} ms"
        text = Text(en="{target}, watched by an alarm", pt="{target}, vigiada por um alarme")
        yield Setting(Text(en="Read latency", pt="Latência de leitura"), fill(text, target=target))
    yield Setting(PORT, Text(en=str(cache.port), pt=str(cache.port)))
    kept = fill(
        Text(en="daily, kept for {days}", pt="diários, guardados por {days}"), days=days(cache.snapshot_retention_days)
    )
    yield Setting(Text(en="Snapshots", pt="Snapshots"), kept if cache.snapshot_retention_days else NO)
    yield Setting(ON_DELETION, cache_on_deletion(cache))
    yield Setting(AT_REST, yes_no(value=cache.at_rest_encryption))
    yield Setting(IN_TRANSIT, cache_in_transit(cache))
    yield Setting(Text(en="Clients identify themselves", pt="Identificação dos clientes"), _authentication(cache))
    yield Setting(PLACEMENT, placement(cache.placement))


def _engine(cache: ElasticacheReplicationGroup) -> Text:
    name = engine_name(cache)
    return fill(Text(en="{name} {version}", pt="{name} {version}"), name=name, version=cache.engine_version)


def engine_name(cache: ElasticacheReplicationGroup) -> str:
    """Return the name of the engine as its makers write it."""
    match cache.engine:
        case "redis":
            return "Redis OSS"
        case "valkey":
            return "Valkey"
        case _ as unreachable:
            assert_never(unreachable)


def _nodes(cache: ElasticacheReplicationGroup) -> Text:
    match cache.replicas:
        case 0:
            text = Text(en="1 {size}, without replicas", pt="1 {size}, sem réplicas")
        case 1:
            text = Text(en="1 primary and 1 replica, {size}", pt="1 primário e 1 réplica, {size}")
        case _:
            text = Text(en="1 primary and {replicas} replicas, {size}", pt="1 primário e {replicas} réplicas, {size}")
    return fill(text, size=code(cache.node_type), replicas=cache.replicas)


def _failover(cache: ElasticacheReplicationGroup) -> Text:
    if cache.multi_az:
        return Text(en="to a replica in another zone, by itself", pt="para uma réplica em outra zona, sem intervenção")
    return Text(en="none; all nodes may share a zone", pt="nenhuma; os nós podem ficar na mesma zona")


def cache_on_deletion(cache: ElasticacheReplicationGroup) -> Text:
    """Return what becomes of the data when the stack is deleted."""
    match cache.deletion_policy:
        case "snapshot":
            return Text(en="a last snapshot stays", pt="fica um último snapshot")
        case "delete":
            return Text(en="the data is lost", pt="os dados se perdem")
        case _ as unreachable:
            assert_never(unreachable)


def cache_in_transit(cache: ElasticacheReplicationGroup) -> Text:
    """Return whether clients have to use TLS."""
    match cache.transit_encryption:
        case "required":
            return Text(en="TLS, required", pt="TLS, obrigatório")
        case "preferred":
            return Text(en="TLS, optional", pt="TLS, opcional")
        case "disabled":
            return NO
        case _ as unreachable:
            assert_never(unreachable)


def _authentication(cache: ElasticacheReplicationGroup) -> Text:
    match cache.authentication:
        case "rbac":
            return Text(en="as users, each with its own rights", pt="como usuários, cada um com seus direitos")
        case "auth_token":
            return Text(en="with one shared token", pt="com um token compartilhado")
        case "none":
            return Text(en="not at all", pt="nenhuma")
        case _ as unreachable:
            assert_never(unreachable)
