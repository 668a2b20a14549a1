"""Settings of RDS database instances."""

from collections.abc import Iterator
from typing import assert_never

from archspec.bilingual import Text
from archspec.components import RdsInstance
from renderers.docs.markdown import code, fill
from renderers.docs.phrases import NO, days, listed_code, same, yes_no
from renderers.docs.settings.base import (
    AT_REST,
    IN_TRANSIT,
    ON_DELETION,
    PLACEMENT,
    PORT,
    PUBLIC_ADDRESS,
    Setting,
    placement,
)


def database_settings(database: RdsInstance) -> Iterator[Setting]:
    """Return what stores the data, and what protects it."""
    yield Setting(Text(en="Engine", pt="Motor"), _engine(database))
    if database.extensions:
        yield Setting(Text(en="Extensions", pt="Extensões"), listed_code(database.extensions))
    yield Setting(Text(en="Instance", pt="Instância"), _instance(database))
    yield Setting(Text(en="Database", pt="Banco"), same(code(database.database_name)))
    yield Setting(PORT, Text(en=str(database.port), pt=str(database.port)))
    yield Setting(Text(en="Standby", pt="Instância em espera"), _standby(database))
    yield Setting(Text(en="Automatic backups", pt="Backups automáticos"), _backups(database))
    yield Setting(
        Text(en="Deletion protection", pt="Proteção contra exclusão"), yes_no(value=database.deletion_protection)
    )
    yield Setting(ON_DELETION, database_on_deletion(database))
    yield Setting(AT_REST, yes_no(value=database.storage_encrypted))
    yield Setting(IN_TRANSIT, database_in_transit(database))
    yield Setting(Text(en="Master password", pt="Senha principal"), master_password(database))
    yield Setting(PLACEMENT, placement(database.placement))
    yield Setting(PUBLIC_ADDRESS, yes_no(value=database.publicly_accessible))


def _engine(database: RdsInstance) -> Text:
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


def _instance(database: RdsInstance) -> Text:
    return fill(
        Text(en="{size}, {storage} GiB of gp3 storage", pt="{size}, {storage} GiB de armazenamento gp3"),
        size=code(database.instance_class),
        storage=database.storage_gib,
    )


def _standby(database: RdsInstance) -> Text:
    return (
        Text(en="in another zone (Multi-AZ), takes over by itself", pt="em outra zona (Multi-AZ), assume sozinha")
        if database.multi_az
        else NO
    )


def _backups(database: RdsInstance) -> Text:
    kept = days(database.backup_retention_days)
    return (
        fill(Text(en="kept for {days}", pt="guardados por {days}"), days=kept) if database.backup_retention_days else NO
    )


def database_on_deletion(database: RdsInstance) -> Text:
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


def database_in_transit(database: RdsInstance) -> Text:
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
