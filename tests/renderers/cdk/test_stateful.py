"""What synth refuses to lose: every way a template can replace what holds data."""

import copy
from pathlib import Path
from typing import Any, Final

import pytest

from archspec import load
from archspec.loading.lock_file import Resources
from renderers.cdk.builder import builders_of, stateful_types
from renderers.cdk.stateful import Replacement, replacements, stateful_resources

ROOT: Final = Path(__file__).parents[3]
TEMPLATES: dict[str, Any] = {
    "Main": {
        "Resources": {
            "Database": {
                "Type": "AWS::RDS::DBInstance",
                "Properties": {"DBName": "app", "StorageEncrypted": True, "AllocatedStorage": "20"},
            },
            "Api": {"Type": "AWS::ECS::Service", "Properties": {"ServiceName": "api"}},
        }
    },
    "Edge": {"Resources": {"Files": {"Type": "AWS::S3::Bucket"}}},
}


def _changed(*path: str, value: object) -> dict[str, Any]:
    templates = copy.deepcopy(TEMPLATES)
    place: Any = templates
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return templates


def _lost(after: dict[str, Any]) -> list[Replacement]:
    return list(replacements(_stateful(TEMPLATES), _stateful(after)))


def _stateful(templates: dict[str, Any]) -> Resources:
    return stateful_resources(templates, load(ROOT / "specs/saas_enterprise.yaml").architecture)


def test_only_what_holds_data_is_recorded() -> None:
    """A service can be replaced; its size is no matter for a database."""
    recorded = _stateful(TEMPLATES)
    assert set(recorded) == {"Main/Database", "Edge/Files"}
    assert recorded["Main/Database"].properties == {"DBName": "app", "StorageEncrypted": True}


def test_nothing_is_lost_when_nothing_changes() -> None:
    """The same templates lose nothing."""
    assert _lost(TEMPLATES) == []


DATABASE = ("Main", "Resources", "Database")


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (_changed(*DATABASE, value=None), "is no longer in the template"),
        (_changed(*DATABASE, "Type", value="AWS::S3::Bucket"), "becomes AWS::S3::Bucket"),
        (_changed(*DATABASE, "Properties", "DBName", value="shop"), 'DBName changes from "app" to "shop"'),
        (_changed(*DATABASE, "Properties", "DBName", value=None), 'DBName changes from "app" to null'),
        (_changed(*DATABASE, "Properties", "Engine", value="mysql"), 'Engine changes from null to "mysql"'),
        (
            _changed(*DATABASE, "Properties", "StorageEncrypted", value=False),
            "StorageEncrypted changes from true to false",
        ),
    ],
)
def test_what_replaces_a_database_is_named(after: dict[str, Any], reason: str) -> None:
    """Each change that CloudFormation answers with a new instance is one replacement, with its reason."""
    assert _lost(after) == [Replacement("Main/Database", "AWS::RDS::DBInstance", reason)]


def test_what_is_updated_in_place_is_no_loss() -> None:
    """More storage is not another database."""
    assert _lost(_changed(*DATABASE, "Properties", "AllocatedStorage", value="40")) == []


def test_a_new_resource_is_no_loss() -> None:
    """What was not there cannot be lost."""
    assert _lost(_changed("Main", "Resources", "More", value={"Type": "AWS::S3::Bucket"})) == []


def test_a_type_is_listed_once() -> None:
    """What several kinds are made of is in the list of all; what one kind alone is made of is in its home."""
    builders = builders_of(load(ROOT / "specs/saas_enterprise.yaml").architecture.components.values())
    listed = [
        kind for types in (stateful_types("renderers.cdk"), *(made.stateful() for made in builders)) for kind in types
    ]
    assert {"AWS::RDS::DBInstance", "AWS::ElastiCache::ReplicationGroup", "AWS::S3::Bucket"} <= set(listed)
    assert len(listed) == len(set(listed))
