"""The schema of a whole spec."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from archspec.architecture import Architecture, possible_arrows
from archspec.components import ComponentBase, Kind, all_kinds
from archspec.components.base import facts_file
from archspec.components.fields import Model
from archspec.loading.schema.documentation import document, summary
from archspec.loading.schema.kinds import by_kind, kind_definitions
from archspec.loading.schema.overlays import overlay_definitions
from archspec.loading.schema.words import in_json_words

SCHEMA_ID: Final = "https://json-schema.org/draft/2020-12/schema"
JsonSchema = dict[str, Any]


def spec_schema(chosen: Sequence[Kind[ComponentBase]] | None = None) -> JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a spec file with components of some kinds, or of archspec's own.

    Raises:
        UsageError: Models of two kinds have one name.

    """
    kinds = all_kinds() if chosen is None else chosen
    schema = Architecture.model_json_schema()
    definitions: JsonSchema = schema.pop("$defs") | kind_definitions(kinds)
    root = {**schema, "required": ["archspec", *schema["required"]]}
    for name, definition in [*definitions.items(), ("Architecture", root)]:
        document(definition, _models()[name])
    components = root["properties"]["components"]["patternProperties"]
    components.update({pattern: by_kind(kinds) for pattern in components})
    for part in (root, definitions):
        in_json_words(part)
    _list_known_values(root, definitions, kinds)
    overlays = overlay_definitions(root, definitions, [kind.model.__name__ for kind in kinds])
    environments = root["properties"]["environments"]["patternProperties"]
    environments.update({pattern: {"$ref": "#/$defs/ArchitectureOverlay"} for pattern in environments})
    head = {"$schema": SCHEMA_ID, "title": "archspec", "description": summary(Architecture)}
    whole = {**head, **{k: v for k, v in root.items() if k not in head}}
    return {**whole, "$defs": _needed(whole, definitions | overlays)}


def _models() -> Mapping[str, type[BaseModel]]:
    """Return every model of a spec by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [Model]
    while waiting:
        model = waiting.pop()
        found[model.__name__] = model
        waiting.extend(model.__subclasses__())
    return found


def _needed(root: JsonSchema, definitions: JsonSchema) -> JsonSchema:
    """Return the definitions that references lead to, sorted: not everything in an environment is laid over."""
    needed: set[str] = set()
    waiting = [root]
    while waiting:
        for reference in _references(waiting.pop()):
            if reference not in needed:
                needed.add(reference)
                waiting.append(definitions[reference])
    return {name: definitions[name] for name in sorted(needed)}


def _references(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].rpartition("/")[2]
        for value in node.values():
            yield from _references(value)


def _list_known_values(root: JsonSchema, definitions: JsonSchema, kinds: Sequence[Kind[ComponentBase]]) -> None:
    """Give editors the values that data files list, so that they complete them."""
    words = dict.fromkeys(access.word for offer in possible_arrows(kinds).values() for access in offer.access)
    known: list[tuple[JsonSchema, str, Sequence[Any]]] = [
        (root, "region", list(facts_file("regions")["regions"])),
        (definitions["Connection"], "access", list(words)),
    ]
    for kind in kinds:
        definition = definitions[kind.model.__name__]
        known.extend((definition, name, values) for name, values in kind.known_values().items())
    for definition, name, values in known:
        prop = definition["properties"][name]
        # What is listed needs no room for other forms of text.
        prop |= {"enum": list(values), "type": "integer" if isinstance(values[0], int) else "string"}
