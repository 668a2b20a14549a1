"""Databases of RDS: as large, protected and encrypted as the spec says, with their helpers in the VPC."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from archspec.architecture import Architecture, Connection, deployed_id
from archspec.components.base import ComponentBase, Placement, facts_file
from archspec.errors import Path
from archspec.kinds.rds_instance.connections import extensions_function, rotation_function
from archspec.kinds.rds_instance.model import RdsInstance
from archspec.testing import smallest
from tests.cdk.deployment import Deployment
from tests.cdk.oracle import Oracle, Policy, Promise, Variables, always
from tests.cdk.template import Resource, differences
from tests.components.refusing import refusals, refused_words

_DATABASE: Final = "AWS::RDS::DBInstance"
_POLICIES: Final[dict[str, Policy]] = {"snapshot": "Snapshot", "retain": "Retain", "delete": "Delete"}


def databases_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each database has the engine, size, backups and protection of the spec."""
    for name, database in deployment.architecture.of_kind(RdsInstance).items():
        expected = {
            "Engine": database.engine,
            "EngineVersion": database.engine_version,
            "DBInstanceClass": database.instance_class,
            "AllocatedStorage": database.storage_gib,
            "DBName": database.database_name,
            "Port": database.port,
            "MultiAZ": database.multi_az,
            "BackupRetentionPeriod": database.backup_retention_days,
            "AutoMinorVersionUpgrade": database.auto_minor_version_upgrade,
            "DeletionProtection": database.deletion_protection,
            "StorageEncrypted": database.storage_encrypted,
            "PubliclyAccessible": database.publicly_accessible,
            # With the instance, its backups would go.
            "DeleteAutomatedBackups": database.deletion_policy == "delete",
        }
        yield from differences(name, deployment.component(name, _DATABASE), expected)


def databases_take_the_tls_of_the_spec(deployment: Deployment) -> Iterator[str]:
    """Each database refuses connections without TLS where the spec says so."""
    for name, database in deployment.architecture.of_kind(RdsInstance).items():
        made = deployment.component(name, _DATABASE)
        group = None if made is None else deployment.main.referred(made.properties.get("DBParameterGroupName"))
        forced = None if group is None else group.properties["Parameters"].get("rds.force_ssl")
        if forced != ("1" if database.transit_encryption == "required" else "0"):
            yield f"{name} has rds.force_ssl {forced}"


def databases_write_their_logs(deployment: Deployment) -> Iterator[str]:
    """Each log of a database goes to a group that the templates create."""
    groups = {group.properties.get("LogGroupName") for group in deployment.resources("AWS::Logs::LogGroup")}
    for database in deployment.resources(_DATABASE):
        name = database.properties["DBInstanceIdentifier"]
        for log in database.properties.get("EnableCloudwatchLogsExports", ["none"]):
            if f"/aws/rds/instance/{name}/{log}" not in groups:
                yield f"{database.id} logs {log} elsewhere"


def _tier(_architecture: Architecture, _name: str, database: RdsInstance) -> Placement:
    return database.placement


def _public(_architecture: Architecture, _name: str, database: RdsInstance) -> bool:
    return database.publicly_accessible


def _outlives(database: RdsInstance) -> Policy:
    return _POLICIES[database.deletion_policy]


def _ports(database: RdsInstance, _source: ComponentBase, _connection: Connection) -> tuple[int, ...]:
    return (database.port,)


def _actions(_database: RdsInstance, _connection: Connection) -> frozenset[str]:
    """Let the client read its login."""
    return frozenset({"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"})


def _variables(_database: RdsInstance) -> Variables:
    return Variables(frozenset({"HOST", "PORT", "NAME", "SECRET_ARN"}), frozenset({"USERNAME", "PASSWORD"}))


def _helper(name: str, database: RdsInstance, resource: Resource) -> str | None:
    base = deployed_id(name, database)
    if resource.type == "AWS::Lambda::Function" and resource.id.startswith(f"{base}Extensions"):
        return extensions_function(name)
    if resource.type == "AWS::Serverless::Application" and resource.id.startswith(f"{base}Rotation"):
        return rotation_function(name)
    return None


ORACLE: Final[Oracle[RdsInstance]] = Oracle(
    resource_type=_DATABASE,
    promises=(databases_are_as_specified, databases_take_the_tls_of_the_spec, databases_write_their_logs),
    tier=_tier,
    public=_public,
    outlives=_outlives,
    records=(),
    ports=_ports,
    actions=_actions,
    variables=_variables,
    helper=_helper,
    is_encrypted={_DATABASE: always},
    stores_nothing=frozenset(
        {
            "AWS::RDS::DBParameterGroup",
            "AWS::RDS::DBSubnetGroup",
            "AWS::Serverless::Application",
            "Custom::DatabaseExtensions",
        }
    ),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"extensions": ["postgis"]}, []),
        ({"engine_version": "19.1", "extensions": ["anything"]}, []),
        (
            {"extensions": ["postgis", "postgiss"]},
            [
                (
                    ("extensions", 1),
                    (
                        "'postgiss' is not offered by RDS for PostgreSQL 17;"
                        " check the name or choose another engine_version"
                    ),
                )
            ],
        ),
    ],
)
def test_extensions(fields: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """An extension comes with the major version; of an unknown version nothing is known."""
    assert refusals(RdsInstance, {**smallest("rds_instance"), **fields}) == expected


def test_an_instance_class_is_on_offer() -> None:
    """A size that does not exist is refused at its field."""
    ((path, message),) = refusals(RdsInstance, {**smallest("rds_instance"), "instance_class": "db.huge"})
    assert path == ("instance_class",)
    assert message.startswith("is not a")


def test_a_database_leaves_a_snapshot_itself_or_nothing() -> None:
    """No other word says what becomes of the data."""
    words = ("snapshot", "retain", "delete", "keep", "snapshots")
    assert refused_words(RdsInstance, smallest("rds_instance"), "deletion_policy", words) == ["keep", "snapshots"]


def test_postgres_versions_are_their_majors() -> None:
    """A minor version belongs to its major, and is either offered or deprecated."""
    for major, facts in facts_file("postgres", "archspec.kinds.rds_instance")["majors"].items():
        assert all(minor.startswith(f"{major}.") for minor in [*facts["minors"], *facts["deprecated_minors"]])
        assert not set(facts["minors"]) & set(facts["deprecated_minors"])
        date.fromisoformat(facts["end_of_standard_support"])
        assert "postgis" in facts["extensions"]
