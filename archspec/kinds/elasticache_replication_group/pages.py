"""What documents say of stores in memory."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup
from archspec.parts.inline import Code, Inline, fill, listed
from archspec.parts.pages import Described, Evidence, Pages, Stencil
from archspec.parts.phrases import NO, Noun, counted, days, yes_no
from archspec.parts.resources import SECRET, Resource, ResourceType, exactly
from archspec.parts.settings import AT_REST, IN_TRANSIT, ON_DELETION, PLACEMENT, PORT, Setting, placement
from archspec.parts.traits import Growth, State, Traits, Upkeep

_NODE: Final = ResourceType(
    "cache_node",
    "Amazon ElastiCache",
    (Text(en="cache node", pt="nó de cache"), Text(en="cache nodes", pt="nós de cache")),
    __package__,
)
_REPLICAS: Final[Noun] = (Text(en="replica", pt="réplica"), Text(en="replicas", pt="réplicas"))
_PURPOSES: Final = {
    "sessions": Text(en="sessions", pt="sessões"),
    "permissions": Text(en="permissions", pt="permissões"),
    "objects": Text(en="objects", pt="objetos"),
    "queues": Text(en="queues", pt="filas"),
}


def _settings(described: Described[ElasticacheReplicationGroup]) -> Iterator[Setting]:
    """Return what is kept in memory, how fast, and what protects it."""
    cache = described.component
    yield Setting(Text(en="Engine", pt="Motor"), _engine(cache))
    if cache.purpose:
        yield Setting(Text(en="Holds", pt="Guarda"), listed([_PURPOSES[purpose] for purpose in cache.purpose]))
    yield Setting(Text(en="Nodes", pt="Nós"), _nodes(cache))
    yield Setting(Text(en="Failover", pt="Troca em caso de falha"), _failover(cache))
    if cache.latency_target_ms is not None:
        target = f"< {cache.latency_target_ms} ms"
        text = Text(en="{target}, watched by an alarm", pt="{target}, vigiada por um alarme")
        yield Setting(Text(en="Read latency", pt="Latência de leitura"), fill(text, target=target))
    yield Setting(PORT, cache.port)
    kept = fill(
        Text(en="daily, kept for {days}", pt="diários, guardados por {days}"), days=days(cache.snapshot_retention_days)
    )
    yield Setting(Text(en="Snapshots", pt="Snapshots"), kept if cache.snapshot_retention_days else NO)
    yield Setting(ON_DELETION, _on_deletion(cache))
    yield Setting(AT_REST, yes_no(value=cache.at_rest_encryption))
    yield Setting(IN_TRANSIT, _in_transit(cache))
    yield Setting(Text(en="Clients identify themselves", pt="Identificação dos clientes"), _authentication(cache))
    yield Setting(PLACEMENT, placement(cache.placement))


def _engine(cache: ElasticacheReplicationGroup) -> Inline:
    name = _engine_name(cache)
    return fill(Text(en="{name} {version}", pt="{name} {version}"), name=name, version=cache.engine_version)


def _engine_name(cache: ElasticacheReplicationGroup) -> str:
    """Return the name of the engine as its makers write it."""
    match cache.engine:
        case "redis":
            return "Redis OSS"
        case "valkey":
            return "Valkey"
        case _ as unreachable:
            assert_never(unreachable)


def _nodes(cache: ElasticacheReplicationGroup) -> Inline:
    match cache.replicas:
        case 0:
            text = Text(en="1 {size}, without replicas", pt="1 {size}, sem réplicas")
        case 1:
            text = Text(en="1 primary and 1 replica, {size}", pt="1 primário e 1 réplica, {size}")
        case _:
            text = Text(en="1 primary and {replicas} replicas, {size}", pt="1 primário e {replicas} réplicas, {size}")
    return fill(text, size=Code(cache.node_type), replicas=cache.replicas)


def _failover(cache: ElasticacheReplicationGroup) -> Inline:
    if cache.multi_az:
        return Text(en="to a replica in another zone, by itself", pt="para uma réplica em outra zona, sem intervenção")
    return Text(en="none; all nodes may share a zone", pt="nenhuma; os nós podem ficar na mesma zona")


def _on_deletion(cache: ElasticacheReplicationGroup) -> Inline:
    """Return what becomes of the data when the stack is deleted."""
    match cache.deletion_policy:
        case "snapshot":
            return Text(en="a last snapshot stays", pt="fica um último snapshot")
        case "delete":
            return Text(en="the data is lost", pt="os dados se perdem")
        case _ as unreachable:
            assert_never(unreachable)


def _in_transit(cache: ElasticacheReplicationGroup) -> Inline:
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


def _authentication(cache: ElasticacheReplicationGroup) -> Inline:
    match cache.authentication:
        case "rbac":
            return Text(en="as users, each with its own rights", pt="como usuários, cada um com seus direitos")
        case "auth_token":
            return Text(en="with one shared token", pt="com um token compartilhado")
        case "none":
            return Text(en="not at all", pt="nenhuma")
        case _ as unreachable:
            assert_never(unreachable)


def _traits(described: Described[ElasticacheReplicationGroup]) -> Traits:
    """Return how a store in memory survives, grows and is kept up to date."""
    cache = described.component
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
                engine=_engine_name(cache),
                version=cache.engine_version,
            ),
        ),
        at_rest=yes_no(value=cache.at_rest_encryption),
        in_transit=_in_transit(cache),
        portable=Text(en="the Redis protocol", pt="o protocolo do Redis"),
    )


def _copies(cache: ElasticacheReplicationGroup) -> Inline:
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


def _failure(cache: ElasticacheReplicationGroup) -> Inline:
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
    on_deletion = _on_deletion(cache)
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


def _resources(described: Described[ElasticacheReplicationGroup]) -> Iterator[Resource]:
    cache = described.component
    yield exactly(1 + cache.replicas, _NODE)
    if cache.authentication == "auth_token":
        yield exactly(1, SECRET)


def _evidence(described: Described[ElasticacheReplicationGroup]) -> Iterator[Evidence]:
    target = described.component.latency_target_ms
    if target is not None:
        text = Text(
            en="Reads from {cache} in less than {target} ms, watched by an alarm.",
            pt="Leituras de {cache} em menos de {target} ms, vigiadas por um alarme.",
        )
        yield "performance", fill(text, cache=described.link, target=target)


PAGES: Final[Pages[ElasticacheReplicationGroup]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=_evidence,
    visitors=None,
    stencil=Stencil("database.ElastiCache"),
)
