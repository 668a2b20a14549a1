"""The reference page of the Python interface, from the signatures and docstrings of the public names."""

import dataclasses
import inspect
import json
import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cached_property
from types import FunctionType
from typing import Any, Final

from pydantic import BaseModel
from pydantic.fields import FieldInfo

import archspec
from archspec.components import all_kinds
from archspec.errors import ArchspecError

_HEAD: Final = """\
# Python

Written by `make docs` from the code; do not edit. Every name below is imported from `archspec`, as in
`from archspec import load`. The constructs for CDK apps are in `archspec.cdk`: [Deploying](../deploying.md).
"""
_ERRORS: Final = (
    "`ArchspecError` is the base of all errors. A model that is built in Python with a value it refuses raises\n"
    "Pydantic's `ValidationError`."
)
_MODELS: Final = (
    "Frozen Pydantic models, as a spec in YAML makes them. [Kinds and fields](spec.md) says what each field takes.\n"
    "`…` stands for a default that is shown there."
)
_MODULES: Final = re.compile(r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z])")
_WIDEST: Final = 100


def python_page() -> str:
    """Return the page of all public names, as Markdown."""
    objects = {name: getattr(archspec, name) for name in archspec.__all__}
    groups: dict[str, dict[str, Any]] = {"Functions": {}, "Errors": {}, "Results": {}, "The model": {}}
    for name, value in objects.items():
        groups[_group(value)][name] = value
    parts = [_HEAD]
    introductions = {"Errors": _ERRORS, "The model": _MODELS}
    for title, members in groups.items():
        parts.append(f"## {title}\n")
        if title in introductions:
            parts.append(introductions[title] + "\n")
        for name, value in members.items():
            parts.extend(_entry(name, value))
    return "\n".join(parts)


def _group(value: object) -> str:
    if isinstance(value, FunctionType):
        return "Functions"
    if isinstance(value, type) and issubclass(value, ArchspecError):
        return "Errors"
    return "The model" if isinstance(value, type) and issubclass(value, BaseModel) else "Results"


def _entry(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401  whatever is public
    yield f"### {name}\n"
    yield f"```python\n{_declaration(name, value)}\n```\n"
    yield from _documentation(value)
    if (kind := next((kind.name for kind in all_kinds() if kind.model is value), None)) is not None:
        yield f"Its fields: [`{kind}`](spec.md#{kind}).\n"
    if isinstance(value, type):
        yield from _members(value)


def _declaration(name: str, value: Any) -> str:  # noqa: ANN401  whatever is public
    """Return the line, or lines, that declare a public name."""
    if isinstance(value, FunctionType):
        return _signature(f"def {name}", value)
    if issubclass(value, BaseModel):
        return _call(name, ["*", *(_field(key, field) for key, field in value.model_fields.items())])
    if issubclass(value, Enum):
        return "\n".join([f"class {name}(Enum):", *(f"    {item.name} = {_literal(item.value)}" for item in value)])
    if dataclasses.is_dataclass(value):
        fields = [field for field in dataclasses.fields(value) if not field.name.startswith("_")]
        return "\n".join([f"class {name}:", *(f"    {field.name}: {_short(field.type)}" for field in fields)])
    base = f"class {name}({value.__base__.__name__})"
    return base if value.__init__ is Exception.__init__ else f"{base}\n{_signature(name, value.__init__)}"


def _field(name: str, field: FieldInfo) -> str:
    if field.is_required():
        return name
    plain = field.default is None or isinstance(field.default, bool | int | str)
    return f"{name}={_literal(field.default)}" if plain and field.default_factory is None else f"{name}=…"


def _literal(value: object) -> str:
    """Return a value as the formatter writes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _signature(name: str, function: Callable[..., Any]) -> str:
    signature = inspect.signature(function)
    parameters = [item for item in signature.parameters.values() if item.name not in {"self", "cls"}]
    shown = [_plain(str(parameter)) for parameter in parameters]
    kinds = [parameter.kind for parameter in parameters]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        shown.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    returned = "" if signature.return_annotation is None else f" -> {_short(signature.return_annotation)}"
    return _call(name, shown, returned)


def _call(name: str, parameters: list[str], returned: str = "") -> str:
    """Write a call on one line, or with a parameter a line where that is too long."""
    line = f"{name}({', '.join(parameters)}){returned}"
    if len(line) <= _WIDEST:
        return line
    return "\n".join([f"{name}(", *(f"    {parameter}," for parameter in parameters), f"){returned}"])


def _short(annotation: object) -> str:
    """Return a type without the modules it comes from."""
    return _plain(inspect.formatannotation(annotation))


def _plain(text: str) -> str:
    return _MODULES.sub("", text).replace("~", "").replace("'", '"')


def _documentation(value: object) -> Iterator[str]:
    """Return the paragraphs of a docstring as Markdown; what is raised becomes one each."""
    said, _, raised = (inspect.getdoc(value) or "").partition("\nRaises:\n")
    yield said.strip() + "\n"
    for error, when in re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", raised, re.MULTILINE):
        yield f"Raises `{error}`: {' '.join(when.split())}\n"


def _members(owner: type) -> Iterator[str]:
    """Return the public methods and properties that a class defines itself."""
    lines = [_member(name, member) for name, member in tuple(vars(owner).items()) if not name.startswith("_")]
    if any(lines):
        yield "\n".join(filter(None, lines)) + "\n"


def _member(name: str, member: object) -> str:
    match member:
        case property(fget=function) | cached_property(func=function):
            shown = f"`.{name}`"
        case classmethod(__func__=function) | (FunctionType() as function):
            shown = f"`{_signature(f'.{name}', function)}`"
        case _:
            return ""
    return f"- {shown}: {' '.join(' '.join(_documentation(function)).split())}"
