"""Rules about databases."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Result, Rules, Severity, observed
from archspec.components.base import facts_file
from archspec.kinds.rds_instance.model import RdsInstance


def _storage(inspection: Inspection) -> Iterator[Observation]:
    for name, database in inspection.of_kind(RdsInstance):
        yield observed(name, "storage_encrypted", passed=database.storage_encrypted)


def _one_field(field: str, bad: object, good: object, rule: str) -> Fault:
    """Return the fault of a rule that reads one field of the instance."""
    return Fault(
        edit={"components": {"$rds_instance": {field: bad}}},
        repair={"components": {"$rds_instance": {field: good}}},
        findings=((rule, "rds_instance"),),
    )


unencrypted_database_storage: Final = Check(
    id="AAC-DB-001",
    slug="unencrypted_database_storage",
    severity=Severity.HIGH,
    title=Text(en="Database storage is not encrypted", pt="Armazenamento do banco sem criptografia"),
    message=Text(
        en="{component} stores its data, backups and snapshots unencrypted",
        pt="{component} guarda dados, backups e snapshots sem criptografia",
    ),
    why=Text(
        en="Whoever gets hold of a disk or a shared snapshot can read every row, and encryption cannot be switched on"
        " later: the instance would have to be replaced.",
        pt="Quem obtiver um disco ou um snapshot compartilhado lê todas as linhas, e não dá para ativar a criptografia"
        " depois: seria preciso substituir a instância.",
    ),
    fix=Text(
        en="Remove `storage_encrypted: false`; storage is encrypted by default.",
        pt="Remova `storage_encrypted: false`; por padrão, o armazenamento é criptografado.",
    ),
    references=("RDS.3", "RDS.27", "SEC08-BP02", "CKV_AWS_16", "AwsSolutions-RDS2"),
    fault=_one_field("storage_encrypted", bad=False, good=True, rule="AAC-DB-001"),
    observe=_storage,
)


def _standby(inspection: Inspection) -> Iterator[Observation]:
    for name, database in inspection.of_kind(RdsInstance):
        yield observed(name, "multi_az", passed=database.multi_az)


single_zone_database: Final = Check(
    id="AAC-DB-002",
    slug="single_zone_database",
    severity=Severity.HIGH,
    title=Text(en="Database runs in a single zone", pt="Banco de dados em uma única zona"),
    message=Text(
        en="{component} has no standby in another Availability Zone",
        pt="{component} não tem réplica de espera em outra zona de disponibilidade",
    ),
    why=Text(
        en="When the zone or the machine fails, the database is down until somebody restores it from a backup.",
        pt="Se a zona ou a máquina falhar, o banco fica fora do ar até alguém restaurá-lo de um backup.",
    ),
    fix=Text(en="Set `multi_az: true`.", pt="Use `multi_az: true`."),
    references=("RDS.5", "RDS.15", "REL10-BP01", "CKV_AWS_157", "AwsSolutions-RDS3"),
    fault=_one_field("multi_az", bad=False, good=True, rule="AAC-DB-002"),
    observe=_standby,
)


def _backups(inspection: Inspection) -> Iterator[Observation]:
    least = inspection.architecture.policy.min_backup_retention_days
    for name, database in inspection.of_kind(RdsInstance):
        days = database.backup_retention_days
        yield observed(name, "backup_retention_days", passed=days >= least, days=days, least=least)


short_backup_retention: Final = Check(
    id="AAC-DB-003",
    slug="short_backup_retention",
    severity=Severity.HIGH,
    title=Text(en="Database backups are kept too briefly", pt="Backups do banco guardados por pouco tempo"),
    message=Text(
        en="{component} keeps automatic backups for {days} days; the policy asks for {least}",
        pt="{component} guarda backups automáticos por {days} dias; a política pede {least}",
    ),
    why=Text(
        en="Damage that is noticed after the last backup has expired cannot be undone; 0 days turns backups off.",
        pt="Um estrago percebido depois que o último backup expirou não tem volta; 0 dias desliga os backups.",
    ),
    fix=Text(
        en="Set `backup_retention_days` to {least} or more, up to 35.",
        pt="Use `backup_retention_days` de {least} ou mais, até 35.",
    ),
    references=("RDS.11", "RDS.50", "REL09-BP03", "AwsSolutions-RDS13"),
    fault=Fault(
        edit={
            "policy": {"min_backup_retention_days": 7},
            "components": {"$rds_instance": {"backup_retention_days": 1}},
        },
        repair={"components": {"$rds_instance": {"backup_retention_days": 7}}},
        findings=(("AAC-DB-003", "rds_instance"),),
    ),
    observe=_backups,
)


def _minor_upgrades(inspection: Inspection) -> Iterator[Observation]:
    for name, database in inspection.of_kind(RdsInstance):
        yield observed(name, "auto_minor_version_upgrade", passed=database.auto_minor_version_upgrade)


manual_minor_upgrades: Final = Check(
    id="AAC-DB-004",
    slug="manual_minor_upgrades",
    severity=Severity.HIGH,
    title=Text(en="Minor versions of the database are not installed", pt="Versões menores do banco não são instaladas"),
    message=Text(
        en="{component} does not install minor versions by itself",
        pt="{component} não instala as versões menores por conta própria",
    ),
    why=Text(
        en="Minor versions carry the security fixes of the engine; without them known holes stay open.",
        pt="As versões menores trazem as correções de segurança do banco; sem elas, falhas conhecidas ficam abertas.",
    ),
    fix=Text(en="Set `auto_minor_version_upgrade: true`.", pt="Use `auto_minor_version_upgrade: true`."),
    references=("RDS.13", "RDS.35", "SEC06-BP01"),
    fault=_one_field("auto_minor_version_upgrade", bad=False, good=True, rule="AAC-DB-004"),
    observe=_minor_upgrades,
)


def _deletion(inspection: Inspection) -> Iterator[Observation]:
    for name, database in inspection.of_kind(RdsInstance):
        yield observed(name, "deletion_protection", passed=database.deletion_protection)


deletable_database: Final = Check(
    id="AAC-DB-005",
    slug="deletable_database",
    severity=Severity.HIGH,
    title=Text(en="Database can be deleted", pt="Banco de dados pode ser excluído"),
    message=Text(
        en="{component} is not protected against deletion",
        pt="{component} não tem proteção contra exclusão",
    ),
    why=Text(
        en="One wrong command, or one wrong template, deletes the instance.",
        pt="Um comando errado, ou um template errado, exclui a instância.",
    ),
    fix=Text(en="Set `deletion_protection: true`.", pt="Use `deletion_protection: true`."),
    references=("RDS.8", "RDS.7", "REL09-BP01", "AwsSolutions-RDS10"),
    fault=_one_field("deletion_protection", bad=False, good=True, rule="AAC-DB-005"),
    observe=_deletion,
)


def _tls(inspection: Inspection) -> Iterator[Observation]:
    for name, database in inspection.of_kind(RdsInstance):
        yield observed(name, "transit_encryption", passed=database.transit_encryption == "required")


plaintext_database_connections: Final = Check(
    id="AAC-DB-006",
    slug="plaintext_database_connections",
    severity=Severity.HIGH,
    title=Text(en="Database accepts connections without TLS", pt="Banco de dados aceita conexões sem TLS"),
    message=Text(
        en="{component} lets a client connect without TLS",
        pt="{component} deixa um cliente se conectar sem TLS",
    ),
    why=Text(
        en="Passwords and rows then cross the network in the clear, and nobody notices.",
        pt="Senhas e linhas passam então abertas pela rede, sem que ninguém perceba.",
    ),
    fix=Text(en="Set `transit_encryption: required`.", pt="Use `transit_encryption: required`."),
    references=("RDS.38", "SEC09-BP02", "CKV2_AWS_69"),
    fault=_one_field("transit_encryption", bad="optional", good="required", rule="AAC-DB-006"),
    observe=_tls,
)


def _credentials(inspection: Inspection) -> Iterator[Observation]:
    for name, database in inspection.of_kind(RdsInstance):
        yield observed(name, "master_credentials", passed=database.master_credentials != "static_secret")


unrotated_database_credentials: Final = Check(
    id="AAC-DB-010",
    slug="unrotated_database_credentials",
    severity=Severity.HIGH,
    title=Text(en="Master password of the database never changes", pt="Senha mestra do banco nunca muda"),
    message=Text(
        en="{component} keeps its master password in a secret that nobody rotates",
        pt="{component} guarda a senha mestra em um segredo que ninguém renova",
    ),
    why=Text(
        en="A password that leaks once works for ever.",
        pt="Uma senha que vaza uma vez vale para sempre.",
    ),
    fix=Text(
        en="Set `master_credentials: managed_by_rds`, or `rotated_secret` where a function has to rotate it.",
        pt="Use `master_credentials: managed_by_rds`, ou `rotated_secret` se a renovação couber a uma função.",
    ),
    references=("SecretsManager.1", "SecretsManager.4", "SEC02-BP05", "AwsSolutions-SMG4"),
    fault=_one_field("master_credentials", bad="static_secret", good="managed_by_rds", rule="AAC-DB-010"),
    observe=_credentials,
)

_ENDED: Final = Text(
    en="{component} runs PostgreSQL {version}, whose standard support ended on {ended}",
    pt="{component} usa o PostgreSQL {version}, cujo suporte padrão terminou em {ended}",
)
_DEPRECATED: Final = Text(
    en="{component} runs PostgreSQL {version}, which RDS has deprecated",
    pt="{component} usa o PostgreSQL {version}, que o RDS descontinuou",
)
_UNKNOWN_VERSION: Final = Text(
    en="{component} runs PostgreSQL {version}, which is not among the versions known on {retrieved}",
    pt="{component} usa o PostgreSQL {version}, que não está entre as versões conhecidas em {retrieved}",
)


def _supported(inspection: Inspection) -> Iterator[Observation]:
    facts = facts_file("postgres", __package__)
    for name, database in inspection.of_kind(RdsInstance):
        version = database.engine_version
        major = facts["majors"].get(database.major_version)
        values = {"component": name, "version": version, "retrieved": facts["retrieved"], "ended": ""}
        result, message = Result.PASS, None
        ended = major and major["end_of_standard_support"]
        if ended and date.fromisoformat(ended) < inspection.as_of:
            result, message = Result.FAIL, _ENDED
            values["ended"] = ended
        elif major and version in major["deprecated_minors"]:
            result, message = Result.FAIL, _DEPRECATED
        elif major is None or version not in major["minors"]:
            result, message = Result.UNKNOWN, _UNKNOWN_VERSION
        path = ("components", name, "engine_version")
        yield Observation(path, result, name, values=values, message=message)


unsupported_database_version: Final = Check(
    id="AAC-DB-012",
    slug="unsupported_database_version",
    severity=Severity.HIGH,
    title=Text(en="Database version is out of support", pt="Versão do banco fora de suporte"),
    message=_ENDED,
    why=Text(
        en="A version out of standard support gets no fixes, unless Extended Support is paid for by the vCPU.",
        pt="Uma versão sem suporte padrão não recebe correções, a menos que se pague o suporte estendido por vCPU.",
    ),
    fix=Text(
        en='Set `engine_version` to a supported version, such as "17.9".',
        pt='Use em `engine_version` uma versão com suporte, como "17.9".',
    ),
    references=("SEC06-BP01",),
    fault=Fault(
        edit={"components": {"$rds_instance": {"engine_version": "12.22", "extensions": []}}},
        repair={"components": {"$rds_instance": {"engine_version": "17.9"}}},
        findings=(("AAC-DB-012", "rds_instance"),),
    ),
    observe=_supported,
)


RULES: Final[Rules] = Rules(
    (
        unencrypted_database_storage,
        single_zone_database,
        short_backup_retention,
        manual_minor_upgrades,
        deletable_database,
        plaintext_database_connections,
        unrotated_database_credentials,
        unsupported_database_version,
    ),
    example_id="database",
)
