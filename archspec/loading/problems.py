"""Pydantic's errors as sentences about the spec."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from archspec.architecture import Architecture, did_you_mean, one_of
from archspec.components import all_kinds, is_kind, kind_named, known_names
from archspec.components.arns import ARN_RULE
from archspec.components.fields import Model, Plain
from archspec.errors import Mistakes, Path, Position, Problem
from archspec.loading.found import Found
from archspec.loading.kind_words import kind_hint, kind_meant
from archspec.loading.model_fields import Location, location_of, model_at, type_at
from archspec.loading.quoting import dotted, quoted, value_shown
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, locate, position_of, value_at

_EXAMPLES: Final[Mapping[str, str]] = {
    "analysis": "<the reasoning behind the verdict>",
    "arn": "arn:aws:acm:sa-east-1:111122223333:certificate/<id>",
    "context": "<what asked for a choice>",
    "date": "2026-11-24",
    "existing": "{arn: arn:aws:acm:sa-east-1:111122223333:certificate/<id>}",
    "expires": "2027-03-31",
    "impact": "moderate",
    "language": "pt-BR, or en",
    "name": "my-platform",
    "options": "{first: <for and against>, second: <for and against>}",
    "outcome": "<the option that was chosen>",
    "owner": "ana@example.com",
    "reason": "<why the finding is acceptable>",
    "region": "sa-east-1",
    "rule": "AAC-EDGE-005",
    "status": "accepted",
    "title": "My platform",
    "vpc_id": "vpc-0123456789abcdef0",
}
"""A value for each field that a spec cannot leave out, besides those of components."""
_TRUTH_WORDS: Final = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_DATA: Final = frozenset({str, Plain, int, float, bool, type(None), date, dict, MappingProxyType, list, tuple})


class _Error(NamedTuple):
    location: Location
    details: ErrorDetails


def validation_problems(error: ValidationError, root: Map) -> Iterator[Found]:
    """Find the place in the file of every error of a validation."""
    model = _models().get(error.title, Architecture)
    errors = [_Error(location_of(d["loc"], model, d["type"]), _showable(d)) for d in error.errors(include_url=False)]
    for item in _one_type_of_each(errors, root):
        yield from _found(item, root)


def _showable(details: ErrorDetails) -> ErrorDetails:
    details["input"] = _plain_value(details["input"])
    return details


class _Foreign:
    """Stands for an object of a Python spec, whose own methods may do anything when it is shown."""

    def __repr__(self) -> str:
        return "an object"


def _plain_value(value: object) -> object:
    kind = type(value)
    return value if kind in _DATA or issubclass(kind, Model) else _Foreign()


def _models() -> dict[str, type[BaseModel]]:
    models: list[type[BaseModel]] = [Model]
    for model in models:
        models.extend(model.__subclasses__())
    return {model.__name__: model for model in models}


def _one_type_of_each(errors: Iterable[_Error], root: Map) -> Iterator[_Error]:
    """Leave out what a value is not, where it could be of several types: the author meant one of them."""
    by_choice: dict[Path | None, list[_Error]] = defaultdict(list)
    for error in errors:
        by_choice[error.location.choice].append(error)
    yield from by_choice.pop(None, [])
    for path, tried in by_choice.items():
        yield from _meant(tried, is_map=isinstance(value_at(root, path or ()), Map))


def _meant(tried: list[_Error], *, is_map: bool) -> list[_Error]:
    models = [error for error in tried if error.location.branch[:1].isupper()]
    if is_map and models:
        return models
    texts = [error for error in tried if error not in models]
    return [error for error in texts if error.details["type"] != "literal_error"] or texts


def null_problems(root: Map) -> Iterator[Found]:
    """Find each key without a value, which only an overlay gives a meaning."""
    for path in _nulls(root, ()):
        yield found_at(root, path, "has no value; write one, or remove it")


def _nulls(node: Node, path: Path) -> Iterator[Path]:
    children: Iterable[tuple[str | int, Node]] = (
        ((key, entry.value) for key, entry in node.entries.items())
        if isinstance(node, Map)
        else enumerate(node.items if isinstance(node, Sequence) else ())
    )
    for part, child in children:
        if not isinstance(child, Scalar):
            yield from _nulls(child, (*path, part))
        elif child.value is None:
            yield (*path, part)


def mistake_problem(root: Map, path: Path, message: str) -> Problem:
    """Turn a mistake at a path of the spec into a problem at a place in the file."""
    return found_at(root, path, message).problem()


def _found(error: _Error, root: Map) -> Iterator[Found]:
    """Find the place of an error, or of each mistake in it; what is said there may have to wait."""
    path, details = error.location.path, error.details
    cause = details.get("ctx", {}).get("error")
    match details["type"]:
        case _ if isinstance(cause, Mistakes):
            for mistake in cause.mistakes:
                yield found_at(root, (*path, *mistake.path), mistake.message)
        case "missing" | "extra_forbidden":
            yield Found(position_of(locate(root, path)[1]), partial(_about_field, error, root))
        case "union_tag_invalid":
            yield Found(_position(root, (*path, "kind")), partial(_unknown_kind, error, root))
        case _ if error.location.is_key:
            yield Found(position_of(locate(root, path)[1]), partial(_about_key, error, root))
        case _:
            yield Found(_position(root, path), partial(_about_value, error, root))


def found_at(root: Map, path: Path, message: str) -> Found:
    """Return a mistake at a path of the spec."""
    return Found(_position(root, path), lambda: _about(root, path) + message)


def _about_field(error: _Error, root: Map) -> str:
    path = error.location.path
    fault = _missing(root, path) if error.details["type"] == "missing" else _unknown_field(root, path)
    return _about(root, path[:-1]) + fault


def _unknown_kind(error: _Error, root: Map) -> str:
    kind = (*error.location.path, "kind")
    value = value_shown(kind, _scalar(value_at(root, kind)))
    hint = kind_hint(str(error.details.get("ctx", {})["tag"]))
    return f"{_about(root, kind)}{value} is not a kind of component; {hint}"


def _about_key(error: _Error, root: Map) -> str:
    path = error.location.path
    return f"{_about(root, path[:-1])}{quoted(str(path[-1]))} {_rule(error, root)}"


def _about_value(error: _Error, root: Map) -> str:
    path, details = error.location.path, error.details
    if details["type"] == "union_tag_not_found" and isinstance(details["input"], Mapping):
        return f"{_about(root, path)}kind is missing; {_missing_kind(details['input'])}"
    return f"{_about(root, path)}{value_shown(path, details['input'])} {_rule(error, root)}"


def _missing_kind(component: Mapping[str, object]) -> str:
    word = _plain_value(component.get("type"))
    if isinstance(word, str) and (kind := kind_meant(word)) is not None:
        return f"write kind: {kind} in place of type: {quoted(word)}"
    return f"add one of {', '.join(known_names())}"


def _position(root: Map, path: Path) -> Position:
    """Return where a value is: the value itself where it is on one line, else its key, else what lacks it."""
    found, place = locate(root, path)
    if found == path and isinstance(place, Entry) and isinstance(place.value, Scalar) and place.value.value is not None:
        return position_of(place.value)
    return position_of(place)


def _scalar(node: Node) -> object:
    return node.value if isinstance(node, Scalar) else {} if isinstance(node, Map) else []


def _about(root: Map, path: Path) -> str:
    """Return what a message is about: the component with its kind, or the connection, and the path of the field."""
    match path:
        case ("components", str() as name, *rest):
            kind = _scalar(value_at(root, ("components", name, "kind")))
            head = f"{quoted(name)} ({kind}): " if is_kind(kind) else f"{quoted(name)}: "
        case ("connections", str() as name, *rest):
            head = f"{quoted(name)}: "
        case _:
            head, rest = "", list(path)
    return head + (f"{dotted(tuple(rest))}: " if rest else "")


def _missing(root: Map, path: Path) -> str:
    name = str(path[-1])
    kind = kind_named(str(_scalar(value_at(root, (*path[:2], "kind"))))) if path[0] == "components" else None
    # What Python makes by itself is at no place of the file, and may be of any kind.
    kinds = (kind,) if kind else () if name in _EXAMPLES else all_kinds()
    examples = {**_EXAMPLES, **{key: text for known in kinds for key, text in known.examples.items()}}
    return f"{name} is missing; add {name}: {examples[name]}"


def _unknown_field(root: Map, path: Path) -> str:
    model = model_at(root, path[:-1])
    return f"unknown field {quoted(str(path[-1]))}; {did_you_mean(str(path[-1]), model.model_fields if model else ())}"


def _rule(error: _Error, root: Map) -> str:  # noqa: C901, PLR0911  one flat line per type of error
    path, value = error.location.path, error.details["input"]
    context: dict[str, Any] = error.details.get("ctx", {})
    match error.details["type"]:
        case "literal_error":
            return f"is not allowed; {_choice(str(value), context['expected'])}"
        case "int_type":
            return f"is not a whole number; {_number_advice(value)}"
        case "bool_type":
            return f"is neither true nor false; {_truth_advice(value)}"
        case "string_type" if path[-2:-1] == ("secrets",):
            return ARN_RULE
        case "string_type":
            return f"is not text; {'put it in quotes' if isinstance(value, bool | int | float) else 'write text here'}"
        case "dict_type" | "mapping_type" | "model_type" | "model_attributes_type" | "union_tag_not_found":
            is_free = get_origin(type_at(root, path)) is Mapping
            return f"is not a map of {'names to values' if is_free else 'fields'}; write key: value pairs"
        case "tuple_type":
            return f"is not a list; write {_as_list(path, value)}"
        case "greater_than_equal":
            return f"is too small; the least is {context['ge']}"
        case "less_than_equal":
            return f"is too large; the most is {context['le']}"
        case "string_too_long":
            return f"is too long; keep it to {context['max_length']} characters"
        case _:
            return str(context.get("error", error.details["msg"]))


def _choice(value: str, expected: str) -> str:
    """Return what to write instead, from Pydantic's list of quoted values."""
    return one_of(value, [part.strip("'") for part in expected.replace(" or ", ", ").split(", ")])


def _number_advice(value: object) -> str:
    if isinstance(value, str) and not isinstance(value, Plain) and value.isdecimal():
        return f"write {value[:20]} without quotes"
    return "write digits only, as in 10"


def _truth_advice(value: object) -> str:
    word = value.lower() if isinstance(value, str) else ""
    if word in {"true", "false"}:
        return f"write {word} without quotes"
    return f"write {_TRUTH_WORDS[word]}" if word in _TRUTH_WORDS else "write one of them"


def _as_list(path: Path, value: object) -> str:
    if isinstance(value, Plain) and quoted(value) == repr(str(value)) and value_shown(path, value) == quoted(value):
        return f"[{value}]"
    return "it in brackets, as in [first, second]"
