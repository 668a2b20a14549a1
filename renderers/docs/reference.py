"""The reference pages of archspec itself: its rules, and the kinds and fields of a spec."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from archspec.bilingual import Language, Text
from archspec.checks import SEVERITY_NAMES, Check, all_rules, controls
from archspec.checks.examples import failing_example, passing_example
from archspec.components import all_kinds
from archspec.loading.schema import JsonSchema, spec_schema
from renderers.docs.markdown import with_code

_RULES: Final = {
    "title": Text(en="Rules", pt="Regras"),
    "generated": Text(
        en="Written by `make docs` from `archspec/checks/`; do not edit.",
        pt="Gerado por `make docs` a partir de `archspec/checks/`; não edite.",
    ),
    "columns": Text(en="| rule | severity | finds |", pt="| regra | severidade | encontra |"),
    "severity": Text(en="Severity", pt="Severidade"),
    "unwaivable": Text(en="cannot be waived", pt="não aceita dispensa"),
    "fix": Text(en="**Fix.**", pt="**Correção.**"),
    "fails": Text(en="Fails:", pt="Falha:"),
    "passes": Text(en="Passes:", pt="Passa:"),
    "references": Text(en="References:", pt="Referências:"),
}


def rules_page(language: Language) -> str:
    """Return the reference of all rules in a language, as a page of its own."""
    head = [f"# {_say('title', language)}", "", _say("generated", language), ""]
    return "\n".join([*head, rules_reference(language)]) + "\n"


@cache
def rules_reference(language: Language) -> str:
    """Return all rules in a language: a table, then a section for each, whose anchor is the rule's id."""
    return "\n".join(_rules_lines(language))


def _rules_lines(language: Language) -> Iterator[str]:
    yield _say("columns", language)
    yield "| --- | --- | --- |"
    for check in all_rules():
        severity = SEVERITY_NAMES[check.severity].in_language(language)
        yield f"| [{check.id}](#{check.id.lower()}) | {severity} | {check.title.in_language(language)} |"
    for check in all_rules():
        yield ""
        yield from _rule_lines(check, language)


def _say(word: str, language: Language) -> str:
    return _RULES[word].in_language(language)


def _rule_lines(check: Check, language: Language) -> Iterator[str]:
    severity = f"{_say('severity', language)}: {SEVERITY_NAMES[check.severity].in_language(language)}"
    waivable = "" if check.waivable else f", {_say('unwaivable', language)}"
    yield f"## {check.id}"
    yield ""
    yield f"**{check.title.in_language(language)}** (`{check.slug}`). {severity}{waivable}."
    yield ""
    yield check.why.in_language(language)
    yield ""
    yield f"{_say('fix', language)} {_outlined(check, language)}"
    for heading, example in (("fails", failing_example(check)), ("passes", passing_example(check))):
        yield ""
        yield _say(heading, language)
        yield ""
        yield from ("```yaml", example.rstrip("\n"), "```")
    yield ""
    yield f"{_say('references', language)} {', '.join(map(_reference, check.references))}."


def _outlined(check: Check, language: Language) -> str:
    """Return the fix with its placeholders shown; outside of code, angle brackets would be read as HTML."""
    return with_code(check.fix.outline().in_language(language))


def _reference(control_id: str) -> str:
    url = controls()[control_id]["url"]
    return f"[{control_id}]({url})" if url else control_id


_SPEC_HEAD: Final = """# Kinds and fields

Written by `make docs` from the models; do not edit. Editors show the same on hover, through `specs/schema.json`.

What is left out has the safe value: its default, or nothing.
"""


def spec_page() -> str:
    """Return the page of all kinds and fields, as Markdown."""
    schema = spec_schema()
    definitions = schema["$defs"]
    parts = [_SPEC_HEAD, *_section("The spec", schema)]
    for kind in all_kinds():
        parts.extend(_section(kind.name, definitions[kind.model.__name__]))
    kinds = {kind.model.__name__ for kind in all_kinds()}
    for name, definition in definitions.items():
        if name not in kinds and not name.endswith("Overlay"):
            parts.extend(_section(name, definition))
    return "\n".join(parts) + "\n"


def _section(title: str, definition: JsonSchema) -> Iterator[str]:
    required = set(definition.get("required", []))
    yield f"## {title}"
    yield ""
    yield definition["description"]
    yield ""
    yield "| field | value | default | |"
    yield "| --- | --- | --- | --- |"
    for name, prop in definition["properties"].items():
        default = "*required*" if name in required else _default(prop)
        text = prop.get("description", "").replace("\n", " ").replace("|", "\\|")
        yield f"| `{name}` | {_type(prop)} | {default} | {text} |"
    yield ""


def _default(prop: JsonSchema) -> str:
    """Return a field's default; a part of the spec has those of its own fields."""
    default = prop.get("default")
    return "" if default is None or isinstance(default, dict) or default == [] else f"`{_value(default)}`"


def _value(default: object) -> str:
    match default:
        case bool():
            return "true" if default else "false"
        case "":
            return '""'
        case _:
            return str(default)


_LONGEST_CHOICE: Final = 6


def _type(prop: JsonSchema) -> str:
    if "$ref" in prop:
        name = prop["$ref"].rpartition("/")[2]
        return "partial spec" if name == "ArchitectureOverlay" else f"[{name}](#{name.lower()})"
    if "const" in prop:
        return f"`{prop['const']}`"
    if "enum" in prop:
        shown = [f"`{value}`" for value in prop["enum"][:_LONGEST_CHOICE]]
        return ", ".join(shown) + (", …" if len(prop["enum"]) > _LONGEST_CHOICE else "")
    if "examples" in prop:
        return " or ".join([*(f"`{word}`" for word in prop["examples"]), "text"])
    if "else" in prop:
        return f"{_type(prop['else'])} or {_type(prop['then'])}"
    return _collection(prop)


def _collection(prop: JsonSchema) -> str:
    match prop.get("type"):
        case "array":
            return f"list of {_type(prop.get('items', {}))}"
        case "object":
            inner = next(iter(prop.get("patternProperties", {}).values()), prop.get("additionalProperties"))
            if isinstance(inner, dict) and inner and "allOf" in inner:
                return "map of components"
            return f"map of {_type(inner)}" if isinstance(inner, dict) and inner else "map"
        case "integer":
            return _range(prop)
        case "boolean":
            return "`true`, `false`"
        case _:
            return "text"


def _range(prop: JsonSchema) -> str:
    low, high = prop.get("minimum"), prop.get("maximum")
    if low is not None and low == high:
        return str(low)
    return f"{low} to {high}" if low is not None and high is not None else "number"
