"""Logical ids and addresses follow from component ids alone, so that a deployed resource stays the one it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from archspec.components.registry import KIND_NAMES
from renderers.cdk.stateful import replacements, stateful_resources
from tests.cdk.deployment import Deployment
from tests.cdk.edits import Data, bodies, difference, edited
from tests.cdk.names import named
from tests.cdk.synthesis import REFERENCE, SHIPPED, environments, shipped_deployment, synthesized

_REMADE: Final[Mapping[str, str]] = {"AWS::ECS::TaskDefinition": "each change of a task definition is a new revision"}
"""Types whose replacement loses nothing, with the reason."""


@dataclass(frozen=True)
class Deployed:
    """A spec of the repository in the first of its environments."""

    spec: str

    @property
    def environment(self) -> str | None:
        """The name of the environment."""
        return next(iter(environments(self.spec)))

    @property
    def now(self) -> Deployment:
        """The deployment as it is."""
        return shipped_deployment(self.spec, self.environment)

    def after(self, edit: Callable[[Data], object]) -> Deployment:
        """Return the deployment after a change of the spec."""
        return synthesized(edited(self.now.architecture, edit), self.environment)


@pytest.fixture(params=SHIPPED, ids=lambda spec: Path(spec).stem)
def deployed(request: pytest.FixtureRequest) -> Deployed:
    """Return every spec of the repository."""
    return Deployed(request.param)


def _relabelled(data: Data) -> None:
    data["title"] = "Another title"
    for component in data["components"].values():
        component["label"] = "Another label"


def test_labels_change_no_resource(deployed: Deployed) -> None:
    """Titles and labels are for people: no resource has them."""
    assert bodies(deployed.after(_relabelled)) == bodies(deployed.now)


def _reversed(data: Data) -> None:
    for part in ("components", "connections", "clusters"):
        data[part] = dict(reversed(data.get(part, {}).items()))


def test_order_changes_no_resource(deployed: Deployed) -> None:
    """In another order, components and connections give the same: no task is replaced, and no policy rewritten."""
    assert bodies(deployed.after(_reversed)) == bodies(deployed.now)


def _types(deployment: Deployment, names: frozenset[str]) -> set[str]:
    made = bodies(deployment)
    return {made[name]["Type"] for name in names}


def _extended(data: Data) -> None:
    cluster = next(item["cluster"] for item in data["components"].values() if "cluster" in item)
    database = {"kind": "rds_instance", "engine": "postgres", "engine_version": "17.9"}
    cache = {"kind": "elasticache_replication_group", "engine": "valkey", "engine_version": "8.0"}
    data["components"] |= {
        "archive": {**database, "instance_class": "db.m7g.large", "extensions": ["postgis"]},
        "worker": {"kind": "fargate_service", "cluster": cluster, "image": {"repository": "jobs", "tag": "1.0.0"}},
        "reports": {"kind": "s3_bucket"},
        "sessions": {**cache, "node_type": "cache.m7g.large"},
    }
    data["connections"] |= {"worker -> archive": {}, "worker -> reports": {}, "worker -> sessions": {}}


@pytest.mark.parametrize("spec", [REFERENCE, SHIPPED[1]], ids=lambda spec: Path(spec).stem)
def test_unrelated_components_change_nothing(spec: str) -> None:
    """New components leave every resource as it is, but for who may write to the bucket with access logs."""
    deployed = Deployed(spec)
    found = difference(deployed.now, deployed.after(_extended))
    assert found.added
    assert not found.removed | found.closed
    assert _types(deployed.now, found.changed) <= {"AWS::S3::BucketPolicy"}


def test_environments_have_the_same_ids() -> None:
    """What staging and production have in common has the same ids, and the same addresses."""
    production, staging = (shipped_deployment(REFERENCE, name) for name in ("production", "staging"))
    assert bodies(production).keys() == bodies(staging).keys()
    assert _addresses(production) == _addresses(staging)


def _named_most(data: Data) -> None:
    """Ask for what has names besides what the reference has."""
    data["components"]["database"]["master_credentials"] = "rotated_secret"
    data["components"]["load_balancer"]["web_acl"] = True


def test_environments_can_share_an_account() -> None:
    """Production and staging name no resource alike but image repositories, whose names are the spec's own."""
    found = [
        set(named(made.resources()))
        for name in ("production", "staging")
        for made in [synthesized(edited(environments(REFERENCE)[name], _named_most), name)]
    ]
    assert {resource_type for resource_type, _name in found[0] & found[1]} == {"AWS::ECR::Repository"}
    assert "AWS::Serverless::Application" in {resource_type for resource_type, _name in found[0]}


def _addresses(deployment: Deployment) -> Mapping[str, tuple[str, str]]:
    subnets = deployment.main.of_type("AWS::EC2::Subnet")
    return {subnet.id: (subnet.properties["CidrBlock"], subnet.properties["AvailabilityZone"]) for subnet in subnets}


def _third_zone(data: Data) -> None:
    data["network"] = {**data.get("network", {}), "availability_zones": 3}


def test_another_zone_moves_no_subnet() -> None:
    """A third zone gets subnets of its own; those that were there keep ids, addresses and zones."""
    before, after = Deployed(REFERENCE).now, Deployed(REFERENCE).after(_third_zone)
    found = difference(before, after)
    assert len(found.added) == 13
    assert not found.removed | found.opened | found.closed
    assert _addresses(before).items() < _addresses(after).items()
    assert _replaced(before, after) == []


def _renamed(data: Data) -> None:
    """Give every component another id, and say which one it had."""
    ids = {name: f"new_{name}" for name in data["components"]}
    data["components"] = {
        ids[name]: {**component, "renamed_from": name} for name, component in data["components"].items()
    }
    data["connections"] = {_arrow(arrow, ids): connection for arrow, connection in data["connections"].items()}
    data.pop("decisions", None)
    data.pop("waivers", None)
    data.pop("environments", None)


def _arrow(arrow: str, ids: Mapping[str, str]) -> str:
    source, target = arrow.split(" -> ")
    return f"{ids[source]} -> {ids[target]}"


def test_renamed_components_keep_their_resources(deployed: Deployed) -> None:
    """With `renamed_from`, ids stay as they were, and no resource is replaced by a new one."""
    before, after = deployed.now, deployed.after(_renamed)
    assert bodies(after).keys() == bodies(before).keys()
    assert _replaced(before, after) == []
    assert list(replacements(_stateful(before), _stateful(after))) == []


def _stateful(deployment: Deployment) -> Mapping[str, Any]:
    templates = {stack: template.body for stack, template in deployment.templates.items()}
    return stateful_resources(templates, deployment.architecture)


def _replaced(before: Deployment, after: Deployment) -> list[str]:
    """Return the properties that differ and whose change makes CloudFormation replace the resource."""
    old, new = bodies(before), bodies(after)
    return [
        f"{name} {key}"
        for name in old.keys() & new.keys()
        for key in sorted(_fixed(old[name]["Type"]))
        if _property(old[name], key) != _property(new[name], key)
    ]


def _property(body: Mapping[str, Any], key: str) -> object:
    return body.get("Properties", {}).get(key)


def _fixed(resource_type: str) -> set[str]:
    """Return the properties of a type that only a new resource can have otherwise, by AWS's own schemas."""
    if resource_type in _REMADE or resource_type.startswith("Custom::"):
        return set()
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    return {path.split("/")[2] for path in schema.get("createOnlyProperties", ())}


def test_every_kind_is_built() -> None:
    """The specs of the repository have every kind, so the promises are about all of them."""
    kinds: set[str] = set()
    for spec in SHIPPED:
        for architecture in environments(spec).values():
            kinds |= {component.kind for component in architecture.components.values()}
    assert kinds == set(KIND_NAMES)
