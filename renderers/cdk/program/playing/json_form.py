"""A program as JSON for the JavaScript player: JavaScript's names only, and no notes.

A statement is `["let", variable, expression]` or `["section", name, title]`. An expression is a JSON value where it is
a constant, else an array that begins with what it is.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, assert_never

from renderers.cdk.program.programs import (
    Argument,
    Array,
    Asset,
    Attribute,
    Call,
    Cast,
    Constant,
    Expression,
    Field,
    JoinedText,
    Let,
    Map,
    Member,
    New,
    Note,
    Program,
    Reference,
    SectionStart,
    StackProgram,
    Struct,
    Subscript,
)

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def stack_json(stack: StackProgram) -> Json:
    """Return a stack with its program."""
    props = stack.props
    made: dict[str, Json] = {
        "stackName": props.stack_name,
        "description": props.description,
        "env": _given({"account": props.account, "region": props.region}),
        "terminationProtection": props.termination_protection,
        "tags": dict(props.tags),
        "suppressTemplateIndentation": props.compact or None,
    }
    return {"id": stack.id, "props": _given(made), "statements": list(_statements(stack.program))}


def _given(members: Mapping[str, Json]) -> Json:
    return {name: value for name, value in members.items() if value is not None}


def _statements(program: Program) -> Iterator[Json]:
    for statement in program.statements:
        match statement:
            case Let(variable, expression):
                yield ["let", variable, _expression(expression)]
            case SectionStart(name, title):
                yield ["section", name, title]
            case Note():
                pass
            case _:
                assert_never(statement)


def _expression(expression: Expression) -> Json:  # noqa: C901, PLR0911, PLR0912  a case for each expression
    match expression:
        case Constant(value):
            return value
        case Array(items):
            return ["array", list(map(_expression, items))]
        case Map(items):
            return ["map", [[key, _expression(value)] for key, value in items]]
        case Struct(_type, fields):
            return ["struct", _fields(fields)]
        case Member(type_, _py, js):
            return ["member", type_, js]
        case Reference(variable):
            return ["reference", variable]
        case Asset(name):
            return ["asset", name]
        case Attribute(target, _py, js, _maybe):
            return ["attribute", _expression(target), js]
        case Subscript(target, index):
            return ["item", _expression(target), index]
        case JoinedText(parts):
            return ["text", [part if isinstance(part, str) else _expression(part) for part in parts]]
        case New(type_, arguments, properties):
            return ["new", type_, _arguments(arguments), _fields(properties)]
        case Call(target, _py, js, arguments, properties):
            called: list[Json] = ["static", target] if isinstance(target, str) else ["call", _expression(target)]
            return [*called, js, _arguments(arguments), _fields(properties)]
        case Cast(target, _type):
            return _expression(target)
        case _:
            assert_never(expression)


def _arguments(arguments: tuple[Argument, ...]) -> Json:
    return [None if argument.value is None else _expression(argument.value) for argument in arguments]


def _fields(fields: tuple[Field, ...] | None) -> Json:
    return None if fields is None else [[field.js, _expression(field.value)] for field in fields]
