"""An environment in the schema: the fields of a spec, none required, each removable with an empty value."""

from copy import deepcopy
from typing import Any, Final

from archspec.loading.overlay import FIXED
from archspec.loading.schema.kinds import of_any_kind

JsonSchema = dict[str, Any]

_COMPONENT: Final = "Component"


def overlay_definitions(root: JsonSchema, definitions: JsonSchema, kinds: list[str]) -> JsonSchema:
    """Return the definitions of an environment and of everything in it; the names of kinds have no overlay each."""
    overlays = {f"{name}Overlay": _overlay(definition) for name, definition in definitions.items()}
    found = [overlays.pop(f"{kind}Overlay") for kind in kinds]
    overlays[f"{_COMPONENT}Overlay"] = of_any_kind(found)
    whole = _overlay({**root, "properties": {k: v for k, v in root["properties"].items() if k not in FIXED}})
    # An environment without changes is written {}.
    overlays["ArchitectureOverlay"] = {**whole, "type": "object"}
    return overlays


def _overlay(definition: JsonSchema) -> JsonSchema:
    overlay = deepcopy(definition)
    overlay.pop("required", None)
    for prop in overlay.get("properties", {}).values():
        prop.pop("default", None)
    overlay["properties"] = {name: _removable(prop) for name, prop in overlay.get("properties", {}).items()}
    return _nullable(overlay)


def _removable(prop: JsonSchema) -> JsonSchema:
    """Let a value be empty, and every value in a map below it."""
    for keyword in ("additionalProperties", "patternProperties"):
        if isinstance(prop.get(keyword), dict):
            below = prop[keyword]
            prop[keyword] = (
                _removable(below)
                if keyword == "additionalProperties"
                else {key: _removable(value) for key, value in below.items()}
            )
    return _nullable(_to_overlay(prop))


def _to_overlay(schema: JsonSchema) -> JsonSchema:
    """Let references lead to overlays, and a component be of any kind."""
    if "allOf" in schema:
        return {"$ref": f"#/$defs/{_COMPONENT}Overlay"}
    if "$ref" in schema:
        return {**schema, "$ref": schema["$ref"] + "Overlay"}
    for keyword in ("then", "else", "items"):
        # What stands in a list is written whole.
        if keyword in schema and keyword != "items":
            schema[keyword] = _to_overlay(schema[keyword])
    return schema


def _nullable(schema: JsonSchema) -> JsonSchema:
    """Let a value be empty; what a reference leads to lets it be already."""
    if "else" in schema:
        return {**schema, "else": _nullable(schema["else"])}
    changed = dict(schema)
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        changed["type"] = [*types, *(["null"] if "null" not in types else [])]
    if "enum" in schema:
        changed["enum"] = [*schema["enum"], None]
    return changed
