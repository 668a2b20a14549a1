"""Traits of RDS database instances."""

from archspec.bilingual import Text
from archspec.components import RdsInstance
from archspec.components.base import facts_file
from renderers.docs.markdown import fill
from renderers.docs.phrases import days
from renderers.docs.settings.rds_instance import database_in_transit, database_on_deletion
from renderers.docs.traits.base import Growth, State, Traits, Upkeep


def database_traits(database: RdsInstance) -> Traits:
    """Return how a database survives, grows and is kept up to date."""
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
        in_transit=database_in_transit(database),
        portable=Text(en="PostgreSQL", pt="PostgreSQL"),
    )


def _copies(database: RdsInstance) -> Text:
    if database.multi_az:
        return Text(
            en="1 instance and 1 on standby in another zone (Multi-AZ)",
            pt="1 instância e 1 em espera, em outra zona (Multi-AZ)",
        )
    return Text(en="1 instance", pt="1 instância")


def _failure(database: RdsInstance) -> Text:
    if not database.multi_az:
        return Text(
            en="nobody can read or write until the instance is back or restored",
            pt="ninguém lê nem grava até a instância voltar ou ser restaurada",
        )
    shortest, longest = facts_file("recovery", "renderers.docs")["rds"]["failover_seconds"]
    text = Text(
        en="the standby takes over, as a rule in {shortest} to {longest} seconds, without losing what was committed",
        pt="a instância em espera assume, em geral em {shortest} a {longest} segundos, sem perder o que já foi gravado",
    )
    return fill(text, shortest=shortest, longest=longest)


def _single_point(database: RdsInstance) -> Text | None:
    if database.multi_az:
        return None
    return Text(
        en="there is no standby in another zone to take over",
        pt="não há instância em espera em outra zona para assumir",
    )


def _state(database: RdsInstance) -> State:
    on_deletion = database_on_deletion(database)
    if not database.backup_retention_days:
        return State(
            Text(en="no backups", pt="nenhum backup"),
            Text(en="everything, as nothing is kept", pt="tudo, pois nada fica guardado"),
            on_deletion,
        )
    minutes = facts_file("recovery", "renderers.docs")["rds"]["restorable_minutes"]
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
