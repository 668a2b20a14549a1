"""A program as JSON for the JavaScript player: JavaScript's names only, and no notes.

A statement is `["let", variable, node]` or `["section", name, title]`. A node is a JSON value where it is a constant,
else an array that begins with what it is.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, assert_never

from renderers.cdk.program.nodes import (
    Argument,
    Array,
    Asset,
    Attribute,
    Call,
    Cast,
    Constant,
    Field,
    Item,
    Let,
    Map,
    Member,
    New,
    Node,
    Note,
    Program,
    Reference,
    Section,
    Struct,
    Text,
)
from renderers.cdk.program.stacks import StackProgram

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
            case Let(variable, node):
                yield ["let", variable, _node(node)]
            case Section(name, title):
                yield ["section", name, title]
            case Note():
                pass
            case _:
                assert_never(statement)


def _node(node: Node) -> Json:  # noqa: C901, PLR0911, PLR0912  a case for each node
    match node:
        case Constant(value):
            return value
        case Array(items):
            return ["array", list(map(_node, items))]
        case Map(items):
            return ["map", [[key, _node(value)] for key, value in items]]
        case Struct(_type, fields):
            return ["struct", _fields(fields)]
        case Member(type_, _py, js):
            return ["member", type_, js]
        case Reference(variable):
            return ["reference", variable]
        case Asset(name):
            return ["asset", name]
        case Attribute(target, _py, js, _maybe):
            return ["attribute", _node(target), js]
        case Item(target, index):
            return ["item", _node(target), index]
        case Text(parts):
            return ["text", [part if isinstance(part, str) else _node(part) for part in parts]]
        case New(type_, arguments, properties):
            return ["new", type_, _arguments(arguments), _fields(properties)]
        case Call(target, _py, js, arguments, properties):
            called: list[Json] = ["static", target] if isinstance(target, str) else ["call", _node(target)]
            return [*called, js, _arguments(arguments), _fields(properties)]
        case Cast(target, _type):
            return _node(target)
        case _:
            assert_never(node)


def _arguments(arguments: tuple[Argument, ...]) -> Json:
    return [None if argument.value is None else _node(argument.value) for argument in arguments]


def _fields(fields: tuple[Field, ...] | None) -> Json:
    return None if fields is None else [[field.js, _node(field.value)] for field in fields]
