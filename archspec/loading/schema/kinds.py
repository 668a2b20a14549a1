"""A component in the schema: its `kind` says which fields it has.

`if` and `then` give one error where a choice among all kinds would give one for each of them.
"""

from collections.abc import Sequence
from typing import Any, Final

from archspec.components import ComponentBase, Kind
from archspec.errors import UsageError

JsonSchema = dict[str, Any]

_KIND: Final = "What the component is; its other fields depend on it."


def kind_definitions(kinds: Sequence[Kind[ComponentBase]]) -> JsonSchema:
    """Return the definitions of every kind, and of the models in them, by name.

    Raises:
        UsageError: Models of two kinds have one name.

    """
    definitions: JsonSchema = {}
    for kind in kinds:
        schema = kind.model.model_json_schema()
        found = schema.pop("$defs", {})
        found[kind.model.__name__] = schema
        schema["required"] = ["kind", *schema.get("required", [])]
        schema["properties"]["kind"].pop("default")
        for name, definition in found.items():
            if definitions.setdefault(name, definition) != definition:
                raise UsageError(
                    f"the kind {kind.name!r} has a model {name!r}, and so has another kind; rename one of them"
                )
    return definitions


def by_kind(kinds: Sequence[Kind[ComponentBase]]) -> JsonSchema:
    """Return the schema of a component, whose kind says what else holds."""
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "enum": [kind.name for kind in kinds], "description": _KIND}},
        "allOf": [_then(kind) for kind in kinds],
    }


def _then(kind: Kind[ComponentBase]) -> JsonSchema:
    """Return what holds for a component of one kind."""
    of_kind = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind.name}}}
    return {"if": of_kind, "then": {"$ref": f"#/$defs/{kind.model.__name__}"}}


def of_any_kind(overlays: list[JsonSchema]) -> JsonSchema:
    """Return the schema of a component in an environment, which does not say of which kind it is.

    It has the fields of all kinds; where two kinds have a field of one name, its value is that of either.
    """
    variants: dict[str, list[JsonSchema]] = {}
    for overlay in overlays:
        for name, prop in overlay["properties"].items():
            if prop not in variants.setdefault(name, []):
                variants[name].append(prop)
    properties = {name: found[0] if len(found) == 1 else {"anyOf": found} for name, found in variants.items()}
    properties["kind"] = {"type": "string", "enum": [prop["const"] for prop in variants["kind"]], "description": _KIND}
    description = "What an environment changes in a component."
    return {
        "description": description,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }
