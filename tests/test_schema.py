"""The JSON Schema for editors accepts what loads and refuses what does not."""

from typing import Any

import jsonschema
import pytest
import yaml

from archspec.loading.schema import spec_schema
from tests.regenerate import ROOT

SPECS = [ROOT / "specs/saas_enterprise.yaml", *sorted((ROOT / "specs/examples").glob("*.yaml"))]


class _Yaml12(yaml.SafeLoader):
    """Reads YAML as editors do, where dates are text."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """Return a validator of the schema, which has to be a schema itself."""
    schema = spec_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _reference() -> dict[str, Any]:
    loaded = yaml.load(SPECS[0].read_text("utf-8"), Loader=_Yaml12)  # noqa: S506  a subclass of the safe loader
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_schema_accepts_every_spec(path: Any, validator: jsonschema.Draft202012Validator) -> None:  # noqa: ANN401
    """Editors show no error in a spec that loads."""
    document = yaml.load(path.read_text("utf-8"), Loader=_Yaml12)  # noqa: S506  a subclass of the safe loader
    assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("name",), "Not A Name"),
        (("region",), "sa-est-1"),
        (("language",), "pt"),
        (("archspec",), 2),
        (("components", "api", "cpu"), 500),
        (("components", "api", "porto"), 3000),
        (("components", "api", "kind"), "fargate"),
        (("components", "api", "tasks"), {"min": "two"}),
        (("components", "api", "label"), None),
        (("components", "Api"), {"kind": "actor"}),
        (("components", "database", "storage_gib"), 10),
        (("components", "database", "instance_class"), "db.huge"),
        (("components", "cache", "replicas"), 9),
        (("connections", "api => cache"), {}),
        (("connections", "api -> cache"), {"access_mode": "read_only"}),
        (("network", "availability_zones"), 4),
        (("environments", "staging", "components", "api", "tasks"), {"minimum": 1}),
        (("environments", "staging", "name"), "other"),
        (("waivers",), {}),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_schema_refuses_a_mistake(
    where: tuple[str, ...],
    value: Any,  # noqa: ANN401
    validator: jsonschema.Draft202012Validator,
) -> None:
    """Editors underline what loading would refuse."""
    document = _reference()
    inner = document
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value
    assert not validator.is_valid(document)


def test_environment_may_remove_and_leave_out(validator: jsonschema.Draft202012Validator) -> None:
    """An overlay requires nothing and removes with an empty value."""
    document = _reference()
    document["environments"]["staging"] = {"components": {"cache": None}, "connections": {"api -> cache": None}}
    assert validator.is_valid(document)


def test_every_property_is_documented() -> None:
    """Hovering over any field shows what it means; `kind` explains itself."""
    schema = spec_schema()
    parts = {"spec": schema, **{k: v for k, v in schema["$defs"].items() if not k.endswith("Overlay")}}
    silent = [
        f"{name}.{field}"
        for name, definition in parts.items()
        for field, prop in definition.get("properties", {}).items()
        if field != "kind" and not prop.get("description")
    ]
    assert silent == []


def test_required_fields_are_those_without_a_default() -> None:
    """The schema asks for the version and the kind, which constructors fill in."""
    schema = spec_schema()
    assert schema["required"] == ["archspec", "name", "title", "language", "region"]
    assert schema["$defs"]["FargateService"]["required"] == ["kind", "cluster", "image"]
