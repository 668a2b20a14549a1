"""A component in the schema: its `kind` says which fields it has.

`if` and `then` give one error where a choice among all kinds would give one for each of them.
"""

from typing import Any, Final

JsonSchema = dict[str, Any]

_KIND: Final = "What the component is; its other fields depend on it."


def by_kind(definitions: JsonSchema, choice: JsonSchema) -> JsonSchema:
    """Return the schema of a component, from Pydantic's choice among the kinds."""
    mapping: dict[str, str] = choice["discriminator"]["mapping"]
    for reference in mapping.values():
        definition = definitions[reference.rpartition("/")[2]]
        definition["required"] = ["kind", *definition.get("required", [])]
        definition["properties"]["kind"].pop("default")
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "enum": list(mapping), "description": _KIND}},
        "allOf": [_then(kind, reference) for kind, reference in mapping.items()],
    }


def _then(kind: str, reference: str) -> JsonSchema:
    """Return what holds for a component of one kind."""
    of_kind = {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}}}
    return {"if": of_kind, "then": {"$ref": reference}}


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
