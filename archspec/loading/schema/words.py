"""What Pydantic writes, in the words that editors' validators know (JSON Schema 2020-12, ajv's strict mode)."""

import re
from typing import Any, Final

JsonSchema = dict[str, Any]

_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PLAIN: Final = (
    ("integer", tuple("1" * length for length in range(1, 20))),
    ("number", ("1.5", "17.9", "0.25")),
    ("boolean", ("true", "false")),
)
"""Texts that YAML reads as something else where they have no quotes, and loading takes as text; with JSON's types."""


def in_json_words(node: object) -> None:
    """Rewrite a schema and everything below it."""
    if isinstance(node, list):
        for item in node:
            in_json_words(item)
    if not isinstance(node, dict):
        return
    _without_null(node)
    _bounds(node)
    _closed_map(node)
    _pattern(node)
    _choice(node)
    for key, value in list(node.items()):
        # The keys of a map are text, whatever they look like.
        if key not in {"default", "propertyNames", "enum", "const"}:
            in_json_words(value)
    _plain_scalars(node)


def _without_null(node: JsonSchema) -> None:
    """Drop `null`: in a spec a key has a value or is left out."""
    if node.get("default", "") is None:
        del node["default"]
    if isinstance(node.get("default"), dict):
        node["default"] = {key: value for key, value in node["default"].items() if value is not None}
    branches = node.get("anyOf")
    if isinstance(branches, list) and {"type": "null"} in branches:
        kept = [branch for branch in branches if branch != {"type": "null"}]
        del node["anyOf"]
        node.update(kept[0] if len(kept) == 1 else {"anyOf": kept})


def _bounds(node: JsonSchema) -> None:
    for ours, theirs in (("ge", "minimum"), ("le", "maximum")):
        if isinstance(node.get(ours), int):
            node[theirs] = node.pop(ours)


def _closed_map(node: JsonSchema) -> None:
    r"""Close maps whose keys have a pattern.

    `\w` means letters of any script to AWS and to Python, but only ASCII ones in JSON Schema (ECMA-262), so such a
    pattern is left out.
    """
    patterns = node.get("patternProperties")
    if not isinstance(patterns, dict):
        return
    free = next((value for pattern, value in patterns.items() if "\\w" in pattern), None)
    if free is not None:
        del node["patternProperties"]
    node["additionalProperties"] = free if free is not None else False


def _pattern(node: JsonSchema) -> None:
    if node.get("format") == "date":
        # ajv knows no format by itself.
        del node["format"]
        node["pattern"] = _DAY
    if not isinstance(node.get("pattern"), str):
        return
    if "\\w" in node["pattern"]:
        del node["pattern"]
        return
    # With ajv's flag `u`, only what means something else may be escaped.
    node["pattern"] = re.sub(r"\\([\"'])", r"\1", node["pattern"])


def _choice(node: JsonSchema) -> None:
    """Put a choice that the value's form decides as one, since `anyOf` gives an error for each branch."""
    branches = node.get("anyOf")
    match branches:
        case [{"type": "string", "pattern": str()} as text, {"$ref": str()} as part]:
            del node["anyOf"]
            node |= {"if": {"type": "object"}, "then": part, "else": text}
        case [{"const": str(word)}, {"pattern": str(pattern)}]:
            del node["anyOf"]
            node |= {"type": "string", "pattern": f"^{re.escape(word)}$|{pattern}", "examples": [word]}
        case _:
            pass


def _plain_scalars(node: JsonSchema) -> None:
    """Let text be written without quotes where its pattern takes what YAML reads as a number or a truth value."""
    if node.get("type") != "string" or "enum" in node or "const" in node:
        return
    pattern = re.compile(node.get("pattern", ""))
    longest = node.get("maxLength", 20)
    taken = {name: [text for text in texts if len(text) <= longest and pattern.search(text)] for name, texts in _PLAIN}
    numeric = "number" if taken["number"] else "integer" if taken["integer"] else None
    types = ["string", *([numeric] if numeric else []), *(["boolean"] if taken["boolean"] else [])]
    if len(types) > 1:
        node["type"] = types
    if numeric == "integer" and len(taken["integer"]) < len(_PLAIN[0][1]):
        # Leading zeros are gone before an editor looks.
        node |= {"minimum": 0, "maximum": 10 ** len(taken["integer"][-1]) - 1}
