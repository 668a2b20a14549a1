"""The JSON Schema of specs, for editors: completion, and the documentation of each field on hover."""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel

from archspec.architecture import Architecture
from archspec.components.base import facts_file
from archspec.loading.overlay import FIXED

SCHEMA_ID: Final = "https://json-schema.org/draft/2020-12/schema"
JsonSchema = dict[str, Any]


def spec_schema() -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a spec file."""
    schema = Architecture.model_json_schema()
    definitions: JsonSchema = schema.pop("$defs")
    root = {**schema, "required": ["archspec", *schema["required"]]}
    for name, definition in [*definitions.items(), ("Architecture", root)]:
        _document(definition, _models()[name])
        _require_kind(definition)
    for part in (root, definitions):
        _without_null(part)
        _in_json_words(part)
    _list_known_values(root, definitions)
    overlays = _overlay_definitions(root, definitions)
    environments = root["properties"]["environments"]["patternProperties"]
    environments.update({pattern: {"$ref": "#/$defs/ArchitectureOverlay"} for pattern in environments})
    definitions.update(overlays)
    head = {"$schema": SCHEMA_ID, "title": "archspec", "description": _first_line(Architecture)}
    return {**head, **{k: v for k, v in root.items() if k not in head}, "$defs": dict(sorted(definitions.items()))}


def _models() -> Mapping[str, type[BaseModel]]:
    """Return every model of a spec by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = list(BaseModel.__subclasses__())
    while waiting:
        model = waiting.pop()
        if model.__module__.startswith("archspec."):
            found[model.__name__] = model
        waiting.extend(model.__subclasses__())
    return found


def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """Return the documentation of a model's fields: the text under each, its own before its bases'."""
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            docs.update(_own_docs(base))
    return {name: text for name, text in docs.items() if name in model.model_fields}


def _own_docs(model: type[BaseModel]) -> dict[str, str]:
    module = ast.parse(textwrap.dedent(inspect.getsource(model)))
    body = module.body[0].body if isinstance(module.body[0], ast.ClassDef) else []
    docs = {}
    for statement, following in pairwise(body):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as text)):
                docs[name] = inspect.cleandoc(text)
            case _:
                pass
    return docs


def _document(definition: JsonSchema, model: type[BaseModel]) -> None:
    definition["description"] = _first_line(model)
    definition.pop("title", None)
    docs = field_docs(model)
    for name, prop in definition.get("properties", {}).items():
        prop.pop("title", None)
        if name in docs:
            prop["description"] = docs[name].replace("`", "")


def _first_line(model: type[BaseModel]) -> str:
    return inspect.cleandoc(model.__doc__ or "").partition("\n")[0]


def _require_kind(definition: JsonSchema) -> None:
    if "kind" in definition.get("properties", {}):
        definition["required"] = ["kind", *definition.get("required", [])]


def _without_null(node: object) -> None:
    """Drop `null` everywhere: in a spec a key has a value or is left out."""
    if isinstance(node, list):
        for item in node:
            _without_null(item)
    if not isinstance(node, dict):
        return
    if node.get("default", "") is None:
        del node["default"]
    branches = node.get("anyOf")
    if isinstance(branches, list) and {"type": "null"} in branches:
        kept = [branch for branch in branches if branch != {"type": "null"}]
        del node["anyOf"]
        node.update(kept[0] if len(kept) == 1 else {"anyOf": kept})
    for value in list(node.values()):
        _without_null(value)


def _in_json_words(node: object) -> None:
    r"""Put what Pydantic leaves as it is into JSON Schema: bounds, closed maps, and patterns it can express.

    `\w` means letters of any script to AWS and to Python, but only ASCII ones in JSON Schema (ECMA-262).
    """
    if isinstance(node, list):
        for item in node:
            _in_json_words(item)
    if not isinstance(node, dict):
        return
    for ours, theirs in (("ge", "minimum"), ("le", "maximum")):
        if isinstance(node.get(ours), int):
            node[theirs] = node.pop(ours)
    if isinstance(node.get("pattern"), str) and "\\w" in node["pattern"]:
        del node["pattern"]
    patterns = node.get("patternProperties")
    if isinstance(patterns, dict):
        free = next((value for pattern, value in patterns.items() if "\\w" in pattern), None)
        if free is not None:
            del node["patternProperties"]
        node["additionalProperties"] = free if free is not None else False
    for value in list(node.values()):
        _in_json_words(value)


def _list_known_values(root: JsonSchema, definitions: JsonSchema) -> None:
    """Give editors the values that data files list, so that they complete them."""
    rds, cache = facts_file("rds_postgres"), facts_file("elasticache")["node_types"]
    tls, fargate = facts_file("tls_policies"), facts_file("fargate_sizes")["memory_mib_by_cpu"]
    classes = rds["instance_classes"]
    known: list[tuple[JsonSchema, str, list[Any]]] = [
        (root, "region", list(facts_file("regions")["regions"])),
        (definitions["RdsInstance"], "instance_class", [*classes["current"], *classes["previous_generation"]]),
        (
            definitions["ElasticacheReplicationGroup"],
            "node_type",
            [*cache["current"], *cache["previous_generation"]],
        ),
        (definitions["ApplicationLoadBalancer"], "tls_policy", tls["load_balancer"]["policies"]),
        (definitions["CloudfrontDistribution"], "minimum_tls", tls["cloudfront"]["policies"]),
        (definitions["FargateService"], "cpu", [int(cpu) for cpu in fargate]),
    ]
    for definition, name, values in known:
        definition["properties"][name]["enum"] = values


def _overlay_definitions(root: JsonSchema, definitions: JsonSchema) -> JsonSchema:
    """Return the schema of an environment: the same fields, none required, each removable."""
    overlays = {}
    for name, definition in [*definitions.items(), ("Architecture", root)]:
        overlay = deepcopy(definition)
        overlay.pop("required", None)
        _point_to_overlays(overlay)
        properties = overlay.get("properties", {})
        if name == "Architecture":
            overlay["properties"] = properties = {k: v for k, v in properties.items() if k not in FIXED}
        for key, prop in properties.items():
            properties[key] = _removable(prop)
        overlays[f"{name}Overlay"] = overlay
    return overlays


def _removable(prop: JsonSchema) -> JsonSchema:
    inner = dict(prop)
    inner.pop("default", None)
    description = inner.pop("description", None)
    if isinstance(inner.get("additionalProperties"), dict):
        inner["additionalProperties"] = _or_null(inner["additionalProperties"])
    if isinstance(inner.get("patternProperties"), dict):
        inner["patternProperties"] = {key: _or_null(value) for key, value in inner["patternProperties"].items()}
    return {**({"description": description} if description else {}), **_or_null(inner)}


def _or_null(schema: JsonSchema) -> JsonSchema:
    return {"anyOf": [schema, {"type": "null"}]}


def _point_to_overlays(node: object) -> None:
    """Let references lead to overlays, and choose a component's overlay by any kind, since overlays name none."""
    if isinstance(node, list):
        for item in node:
            _point_to_overlays(item)
    if not isinstance(node, dict):
        return
    node.pop("discriminator", None)
    if "oneOf" in node:
        node["anyOf"] = node.pop("oneOf")
    if isinstance(node.get("$ref"), str):
        node["$ref"] += "Overlay"
    for value in list(node.values()):
        _point_to_overlays(value)
