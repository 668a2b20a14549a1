"""The JSON Schema for editors accepts what loads and refuses what does not."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import quickjs
import yaml
from hypothesis import given

from archspec import Architecture, to_yaml
from archspec.loading.schema import spec_schema
from archspec.testing import architectures
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
        (("components", "api"), []),
        (("components", "api", "image", "tag"), {"parameter": "image_tag", "default": "1"}),
        (("components", "api", "image", "tag"), {"parameter": "Image tag"}),
        (("components", "api", "image", "tag"), "a tag"),
        (("components", "api", "secrets"), {"A": "hunter2"}),
        (("components", "database", "engine_version"), "17"),
        (("decisions", "fargate-over-ec2", "date"), "24/11/2026"),
        (("environments", "staging", "account"), 1234567890123),
        (("environments", "staging", "components", "api", "tasks", "max"), "two"),
        (("environments", "staging", "components", "api", "image"), {"tag": {"parameters": "x"}}),
        (("environments", "staging", "components", "cache", "engine"), "memcached"),
        (("environments", "staging"), None),
        (
            ("environments", "staging", "waivers"),
            [{"rule": "EDGE-005", "reason": "x", "owner": "a", "expires": "2027-03-31"}],
        ),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else json.dumps(value),
)
def test_schema_refuses_a_mistake(
    where: tuple[str, ...],
    value: Any,  # noqa: ANN401
    validator: jsonschema.Draft202012Validator,
) -> None:
    """Editors underline what loading would refuse, once, at its place or in it."""
    document = _reference()
    inner = document
    for key in where[:-1]:
        inner = inner.setdefault(key, {})
    inner[where[-1]] = value
    errors = list(validator.iter_errors(document))
    assert errors
    for error in errors:
        place = tuple(map(str, error.absolute_path))
        assert place[: len(where) - 1] == where[:-1], error.message
    assert len(errors) == 1, [error.message for error in errors]


def test_environment_may_remove_and_leave_out(validator: jsonschema.Draft202012Validator) -> None:
    """An overlay requires nothing and removes with an empty value."""
    document = _reference()
    document["environments"]["staging"] = {"components": {"cache": None}, "connections": {"api -> cache": None}}
    assert validator.is_valid(document)


def test_every_pattern_is_one_of_javascript() -> None:
    """Editors compile each with the flag `u`, in which a needless backslash is an error."""
    patterns = sorted(set(_patterns(spec_schema())))
    assert len(patterns) > 20
    context = quickjs.Context()
    for pattern in patterns:
        context.eval(f"new RegExp({json.dumps(pattern)}, 'u')")


def _patterns(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _patterns(item)
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        for keyword, value in node.items():
            if keyword == "patternProperties":
                yield from value
            yield from _patterns(value)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (("components", "database", "engine_version"), "17.9"),
        (("components", "api", "image", "tag"), "12"),
        (("components", "api", "image", "tag"), "1.10"),
        (("components", "api", "environment", "DEBUG"), "true"),
        (("components", "api", "label"), "42"),
        (("environments", "staging", "account"), "444455556666"),
        (("environments", "staging", "account"), "000000000012"),
    ],
)
def test_text_without_quotes_is_text(
    where: tuple[str, ...], text: str, validator: jsonschema.Draft202012Validator
) -> None:
    """YAML reads some texts as numbers or truth values, and loading does not."""
    document = _reference()
    inner = document
    for key in where[:-1]:
        inner = inner.setdefault(key, {})
    inner[where[-1]] = yaml.load(text, Loader=_Yaml12)  # noqa: S506  a subclass of the safe loader
    assert [error.message for error in validator.iter_errors(document)] == []


@given(architectures())
def test_schema_accepts_whatever_loads(validator: jsonschema.Draft202012Validator, architecture: Architecture) -> None:
    """Editors show no error in any architecture, written as YAML."""
    document = yaml.load(to_yaml(architecture), Loader=_Yaml12)  # noqa: S506  a subclass of the safe loader
    assert [error.message for error in validator.iter_errors(document)] == []


def test_every_property_is_documented() -> None:
    """Hovering over any field shows what it means."""
    schema = spec_schema()
    parts = {"spec": schema, **{k: v for k, v in schema["$defs"].items() if not k.endswith("Overlay")}}
    silent = [
        f"{name}.{field}"
        for name, definition in parts.items()
        for field, prop in definition.get("properties", {}).items()
        if "const" not in prop and not prop.get("description")
    ]
    assert silent == []


def test_required_fields_are_those_without_a_default() -> None:
    """The schema asks for the version and the kind, which constructors fill in."""
    schema = spec_schema()
    assert schema["required"] == ["archspec", "name", "title", "language", "region"]
    assert schema["$defs"]["FargateService"]["required"] == ["kind", "cluster", "image"]
