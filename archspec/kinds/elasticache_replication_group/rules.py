"""Rules about caches."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Rules, Severity, at, observed, verdict
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup

_KIND: Final = "elasticache_replication_group"


def _encryption(inspection: Inspection) -> Iterator[Observation]:
    for name, cache in inspection.of_kind(ElasticacheReplicationGroup):
        at_rest, in_transit = cache.at_rest_encryption, cache.transit_encryption == "required"
        field = "at_rest_encryption" if not at_rest else "transit_encryption"
        what = {
            (False, False): Text("at rest or in transit", "em repouso nem em trânsito"),
            (False, True): Text("at rest", "em repouso"),
            (True, False): Text("in transit", "em trânsito"),
        }.get((at_rest, in_transit), Text("", ""))
        values = {"component": name, "what": what}
        yield Observation(at(name, field), verdict(passed=at_rest and in_transit), name, values=values)


unencrypted_cache: Final = Check(
    id="AAC-CACHE-001",
    slug="unencrypted_cache",
    severity=Severity.HIGH,
    title=Text(en="Cache is not encrypted", pt="Cache sem criptografia"),
    message=Text(
        en="{component} does not insist on encryption {what}",
        pt="{component} não exige criptografia {what}",
    ),
    why=Text(
        en="Sessions and permissions in a cache are as good as passwords to whoever reads them on the way or on disk.",
        pt="Sessões e permissões no cache valem como senhas para quem as ler no caminho ou no disco.",
    ),
    fix=Text(
        en="Set `at_rest_encryption: true` and `transit_encryption: required`.",
        pt="Use `at_rest_encryption: true` e `transit_encryption: required`.",
    ),
    references=("ElastiCache.4", "ElastiCache.5", "SEC09-BP02", "CKV_AWS_29", "CKV_AWS_30", "AwsSolutions-AEC3"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"at_rest_encryption": False, "transit_encryption": "preferred"}}},
        repair={"components": {f"${_KIND}": {"at_rest_encryption": True, "transit_encryption": "required"}}},
        findings=(("AAC-CACHE-001", _KIND),),
    ),
    observe=_encryption,
)


def _authentication(inspection: Inspection) -> Iterator[Observation]:
    for name, cache in inspection.of_kind(ElasticacheReplicationGroup):
        yield observed(name, "authentication", passed=cache.authentication != "none")


anonymous_cache: Final = Check(
    id="AAC-CACHE-002",
    slug="anonymous_cache",
    severity=Severity.HIGH,
    title=Text(en="Cache asks nobody who they are", pt="Cache sem autenticação"),
    message=Text(
        en="{component} serves every client that can reach it",
        pt="{component} atende qualquer cliente que consiga alcançá-lo",
    ),
    why=Text(
        en="One compromised task, or one wrong security-group rule, is enough to read and change every session.",
        pt="Basta uma tarefa invadida, ou uma regra errada no grupo de segurança, para ler e alterar todas as sessões.",
    ),
    fix=Text(
        en="Set `authentication: rbac`, which gives each client a user of its own.",
        pt="Use `authentication: rbac`, que dá a cada cliente um usuário próprio.",
    ),
    references=("ElastiCache.6", "SEC02-BP01", "CKV_AWS_31", "AwsSolutions-AEC6"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"authentication": "none"}}},
        repair={"components": {f"${_KIND}": {"authentication": "rbac"}}},
        findings=(("AAC-CACHE-002", _KIND),),
    ),
    observe=_authentication,
)


def _failover(inspection: Inspection) -> Iterator[Observation]:
    for name, cache in inspection.of_kind(ElasticacheReplicationGroup):
        field = "multi_az" if not cache.multi_az else "replicas"
        yield observed(name, field, passed=cache.multi_az and cache.replicas >= 1)


cache_without_failover: Final = Check(
    id="AAC-CACHE-003",
    slug="cache_without_failover",
    severity=Severity.HIGH,
    title=Text(en="Cache has nothing to fail over to", pt="Cache sem failover"),
    message=Text(
        en="no replica of {component} takes over when its primary fails",
        pt="nenhuma réplica de {component} assume se o nó primário falhar",
    ),
    why=Text(
        en="The loss of one node empties the cache: every user is signed out and the database takes the whole load.",
        pt="A perda de um nó esvazia o cache: todos os usuários são desconectados e o banco recebe a carga inteira.",
    ),
    fix=Text(
        en="Set `replicas: 1` or more, and `multi_az: true`.",
        pt="Use `replicas: 1` ou mais e `multi_az: true`.",
    ),
    references=("ElastiCache.3", "REL10-BP01", "AwsSolutions-AEC4"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"replicas": 0, "multi_az": False}}},
        repair={"components": {f"${_KIND}": {"replicas": 1, "multi_az": True}}},
        findings=(("AAC-CACHE-003", _KIND),),
    ),
    observe=_failover,
)


def _snapshots(inspection: Inspection) -> Iterator[Observation]:
    for name, cache in inspection.of_kind(ElasticacheReplicationGroup):
        kept = cache.snapshot_retention_days >= 1 or "sessions" not in cache.purpose
        yield observed(name, "snapshot_retention_days", passed=kept)


sessions_without_snapshots: Final = Check(
    id="AAC-CACHE-004",
    slug="sessions_without_snapshots",
    severity=Severity.MEDIUM,
    title=Text(en="Sessions are kept without snapshots", pt="Sessões sem snapshots"),
    message=Text(
        en="{component} holds sessions and keeps no snapshot of them",
        pt="{component} guarda sessões e não mantém nenhum snapshot delas",
    ),
    why=Text(
        en="After a failure of the whole group every session is gone, and every user has to sign in again.",
        pt="Se o grupo inteiro falhar, as sessões se perdem e todos os usuários precisam entrar de novo.",
    ),
    fix=Text(
        en="Set `snapshot_retention_days: 1` or more.",
        pt="Use `snapshot_retention_days: 1` ou mais.",
    ),
    references=("ElastiCache.1", "REL09-BP03"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"purpose": ["sessions"], "snapshot_retention_days": 0}}},
        repair={"components": {f"${_KIND}": {"snapshot_retention_days": 1}}},
        findings=(("AAC-CACHE-004", _KIND),),
    ),
    observe=_snapshots,
)


RULES: Final[Rules] = Rules(
    (
        unencrypted_cache,
        anonymous_cache,
        cache_without_failover,
        sessions_without_snapshots,
    ),
    example_id="cache",
)
