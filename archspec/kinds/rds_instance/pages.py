"""What documents say of databases."""

from collections.abc import Iterator
from typing import Any, Final, assert_never, cast

from archspec.bilingual import Text
from archspec.components.base import facts_file
from archspec.kinds.rds_instance.model import RdsInstance
from archspec.parts.inline import Code, Inline, fill, listed_code
from archspec.parts.pages import Described, Pages, Stencil, no_evidence
from archspec.parts.phrases import NO, days, yes_no
from archspec.parts.resources import SECRET, Resource, ResourceType, exactly
from archspec.parts.settings import (
    AT_REST,
    IN_TRANSIT,
    ON_DELETION,
    PLACEMENT,
    PORT,
    PUBLIC_ADDRESS,
    Setting,
    placement,
)
from archspec.parts.traits import Growth, State, Traits, Upkeep

_INSTANCE: Final = ResourceType(
    "database_instance",
    "Amazon RDS",
    (
        Text(en="database instance", pt="instância de banco"),
        Text(en="database instances", pt="instâncias de banco"),
    ),
    __package__,
)


def _settings(described: Described[RdsInstance]) -> Iterator[Setting]:
    """Return what stores the data, and what protects it."""
    database = described.component
    yield Setting(Text(en="Engine", pt="Motor"), _engine(database))
    if database.extensions:
        yield Setting(Text(en="Extensions", pt="Extensões"), listed_code(database.extensions))
    yield Setting(Text(en="Instance", pt="Instância"), _instance(database))
    yield Setting(Text(en="Database", pt="Banco"), Code(database.database_name))
    yield Setting(PORT, database.port)
    yield Setting(Text(en="Standby", pt="Instância em espera"), _standby(database))
    yield Setting(Text(en="Automatic backups", pt="Backups automáticos"), _backups(database))
    yield Setting(
        Text(en="Deletion protection", pt="Proteção contra exclusão"), yes_no(value=database.deletion_protection)
    )
    yield Setting(ON_DELETION, _on_deletion(database))
    yield Setting(AT_REST, yes_no(value=database.storage_encrypted))
    yield Setting(IN_TRANSIT, _in_transit(database))
    yield Setting(Text(en="Master password", pt="Senha principal"), master_password(database))
    yield Setting(PLACEMENT, placement(database.placement))
    yield Setting(PUBLIC_ADDRESS, yes_no(value=database.publicly_accessible))


def _engine(database: RdsInstance) -> Inline:
    upgrades = (
        Text(
            en="{engine} {version}; minor versions are installed automatically",
            pt="{engine} {version}; as versões secundárias são instaladas automaticamente",
        )
        if database.auto_minor_version_upgrade
        else Text(
            en="{engine} {version}; minor versions are installed by hand",
            pt="{engine} {version}; as versões secundárias são instaladas à mão",
        )
    )
    return fill(upgrades, engine=_engine_name(database), version=database.engine_version)


def _engine_name(database: RdsInstance) -> str:
    match database.engine:
        case "postgres":
            return "PostgreSQL"
        case _ as unreachable:
            assert_never(unreachable)


def _instance(database: RdsInstance) -> Inline:
    return fill(
        Text(en="{size}, {storage} GiB of gp3 storage", pt="{size}, {storage} GiB de armazenamento gp3"),
        size=Code(database.instance_class),
        storage=database.storage_gib,
    )


def _standby(database: RdsInstance) -> Inline:
    return (
        Text(en="in another zone (Multi-AZ), takes over by itself", pt="em outra zona (Multi-AZ), assume sozinha")
        if database.multi_az
        else NO
    )


def _backups(database: RdsInstance) -> Inline:
    kept = days(database.backup_retention_days)
    return (
        fill(Text(en="kept for {days}", pt="guardados por {days}"), days=kept) if database.backup_retention_days else NO
    )


def _on_deletion(database: RdsInstance) -> Inline:
    """Return what becomes of the data when the stack is deleted."""
    match database.deletion_policy:
        case "snapshot":
            return Text(en="a last snapshot stays", pt="fica um último snapshot")
        case "retain":
            return Text(en="the instance stays", pt="a instância fica")
        case "delete":
            return Text(en="the data is lost", pt="os dados se perdem")
        case _ as unreachable:
            assert_never(unreachable)


def _in_transit(database: RdsInstance) -> Inline:
    """Return whether clients have to use TLS."""
    match database.transit_encryption:
        case "required":
            return Text(en="TLS, required", pt="TLS, obrigatório")
        case "optional":
            return Text(en="TLS, optional", pt="TLS, opcional")
        case _ as unreachable:
            assert_never(unreachable)


def master_password(database: RdsInstance) -> Text:
    """Return who keeps the master password, and who changes it."""
    match database.master_credentials:
        case "managed_by_rds":
            return Text(en="kept and rotated by RDS", pt="guardada e trocada pelo RDS")
        case "rotated_secret":
            return Text(en="in a secret that a function rotates", pt="em um segredo que uma função troca")
        case "static_secret":
            return Text(en="in a secret that nobody rotates", pt="em um segredo que ninguém troca")
        case _ as unreachable:
            assert_never(unreachable)


def _traits(described: Described[RdsInstance]) -> Traits:
    """Return how a database survives, grows and is kept up to date."""
    database = described.component
    return Traits(
        copies=_copies(database),
        failure=_failure(database),
        single_point=_single_point(database),
        state=_state(database),
        growth=Growth(
            by_itself=False,
            how=Text(
                en="the team changes `instance_class` or `storage_gib`",
                pt="a equipe muda `instance_class` ou `storage_gib`",
            ),
        ),
        upkeep=_upkeep(database),
        at_rest=Text(en="yes, with AWS KMS", pt="sim, com o AWS KMS")
        if database.storage_encrypted
        else Text(en="no", pt="não"),
        in_transit=_in_transit(database),
        portable=Text(en="PostgreSQL", pt="PostgreSQL"),
    )


def _copies(database: RdsInstance) -> Inline:
    if database.multi_az:
        return Text(
            en="1 instance and 1 on standby in another zone (Multi-AZ)",
            pt="1 instância e 1 em espera, em outra zona (Multi-AZ)",
        )
    return Text(en="1 instance", pt="1 instância")


def _failure(database: RdsInstance) -> Inline:
    if not database.multi_az:
        return Text(
            en="nobody can read or write until the instance is back or restored",
            pt="ninguém lê nem grava até a instância voltar ou ser restaurada",
        )
    shortest, longest = _recovery()["failover_seconds"]
    text = Text(
        en="the standby takes over, as a rule in {shortest} to {longest} seconds, without losing what was committed",
        pt="a instância em espera assume, em geral em {shortest} a {longest} segundos, sem perder o que já foi gravado",
    )
    return fill(text, shortest=shortest, longest=longest)


def _single_point(database: RdsInstance) -> Inline | None:
    if database.multi_az:
        return None
    return Text(
        en="there is no standby in another zone to take over",
        pt="não há instância em espera em outra zona para assumir",
    )


def _state(database: RdsInstance) -> State:
    on_deletion = _on_deletion(database)
    if not database.backup_retention_days:
        return State(
            Text(en="no backups", pt="nenhum backup"),
            Text(en="everything, as nothing is kept", pt="tudo, pois nada fica guardado"),
            on_deletion,
        )
    minutes = _recovery()["restorable_minutes"]
    kept = Text(en="automatic backups for {days}", pt="backups automáticos por {days}")
    lost = Text(
        en="about the last {minutes} minutes: any second before them can be restored",
        pt="cerca dos últimos {minutes} minutos: qualquer segundo antes deles pode ser restaurado",
    )
    return State(fill(kept, days=days(database.backup_retention_days)), fill(lost, minutes=minutes), on_deletion)


def _upkeep(database: RdsInstance) -> Upkeep:
    major = database.major_version
    if database.auto_minor_version_upgrade:
        return Upkeep(
            aws=Text(
                en="machines, operating system, backups, and minor versions with their security fixes",
                pt="máquinas, sistema operacional, backups e versões secundárias, com as correções de segurança",
            ),
            team=fill(
                Text(
                    en="major versions (PostgreSQL {major} now), the schema and its queries",
                    pt="versões principais (hoje, PostgreSQL {major}), o esquema e as consultas",
                ),
                major=major,
            ),
        )
    return Upkeep(
        aws=Text(en="machines, operating system and backups", pt="máquinas, sistema operacional e backups"),
        team=fill(
            Text(
                en="every version of the engine (PostgreSQL {version} now), the schema and its queries",
                pt="toda versão do motor (hoje, PostgreSQL {version}), o esquema e as consultas",
            ),
            version=database.engine_version,
        ),
    )


def _recovery() -> dict[str, Any]:
    return cast("dict[str, Any]", facts_file("recovery", __package__)["rds"])


def _resources(described: Described[RdsInstance]) -> Iterator[Resource]:
    """Return the instances, and the secret of the master user."""
    yield exactly(2 if described.component.multi_az else 1, _INSTANCE)
    yield exactly(1, SECRET)


PAGES: Final[Pages[RdsInstance]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=no_evidence,
    visitors=None,
    stencil=Stencil("database.RDS"),
)
