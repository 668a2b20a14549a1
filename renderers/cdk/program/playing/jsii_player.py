"""Playing programs in this process, through jsii, on the constructs of aws_cdk."""

import importlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from renderers.cdk.program.errors import refusal
from renderers.cdk.program.installed.library import find_node, installed_library
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

if TYPE_CHECKING:
    import aws_cdk as cdk
    from constructs import Construct
    from constructs import Node as ConstructNode


@dataclass(frozen=True, slots=True)
class PlayedStacks:
    """Live stacks by id, and for each what its builder returned by name, as live constructs."""

    stacks: Mapping[str, "cdk.Stack"]
    handles: Mapping[str, Mapping[str, Any]]


def prepare_jsii() -> None:
    """Settle, before jsii is first imported, which Node it starts, and that synthesis does not validate by itself.

    Raises:
        UnavailableError: The CDK or Node is not installed.

    """
    installed_library()
    os.environ.setdefault("JSII_NODE", str(find_node()))
    os.environ.setdefault("CDK_VALIDATION", "false")


def play_on_jsii(
    parent: "Construct", stacks: Sequence[StackProgram], *, context: Mapping[str, object], assets: Mapping[str, Path]
) -> PlayedStacks:
    """Make stacks below a construct that has no children yet, and play their programs.

    Raises:
        SynthError: The CDK refuses something.
        UnavailableError: The CDK or Node is not installed.

    """
    prepare_jsii()
    _set_context(parent.node, context)
    made: dict[str, cdk.Stack] = {}
    handles: dict[str, Mapping[str, Any]] = {}
    for stack in stacks:
        player = _Player(assets)
        with player.refusals():
            made[stack.id] = _stack(parent, stack)
            handles[stack.id] = player.play(stack.program, made[stack.id])
    return PlayedStacks(made, handles)


def _set_context(node: "ConstructNode", context: Mapping[str, object]) -> None:
    """Set what the construct does not inherit as it is; each value set is a call that waits for Node."""
    inherited = node.get_all_context()
    for key, value in context.items():
        # To Python, 1 is True; to the CDK it is not.
        if key not in inherited or repr(inherited[key]) != repr(value):
            node.set_context(key, value)


def _stack(parent: "Construct", stack: StackProgram) -> "cdk.Stack":
    import aws_cdk as cdk  # noqa: PLC0415  importing it starts Node

    props = stack.props
    return cdk.Stack(
        parent,
        stack.id,
        stack_name=props.stack_name,
        description=props.description,
        env=cdk.Environment(account=props.account, region=props.region),
        termination_protection=props.termination_protection,
        tags=dict(props.tags),
        suppress_template_indentation=props.compact or None,
        analytics_reporting=False,
    )


class _Player:
    """Makes the value of each expression of one program."""

    def __init__(self, assets: Mapping[str, Path]) -> None:
        self._assets = assets
        self._results: dict[int, Any] = {}
        self._section: tuple[str, str] | None = None

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn an error of the CDK into a refusal that names the component it is about."""
        from jsii.errors import JavaScriptError, JSIIError  # noqa: PLC0415  jsii is an extra

        try:
            yield
        except JSIIError as error:
            raise refusal(str(error), self._section) from None
        except RuntimeError as error:
            if not isinstance(error.__cause__, JavaScriptError):
                raise
            raise refusal(str(error), self._section) from None

    def play(self, program: Program, scope: "cdk.Stack") -> dict[str, Any]:
        """Run the statements, and return what the program hands back."""
        for given in program.inputs:
            self._results[given.variable] = scope
        for statement in program.statements:
            match statement:
                case SectionStart(name, title):
                    self._section = (name, title)
                case Let(variable, expression):
                    self._results[variable] = self._value(expression)
                case Note():
                    pass
                case _:
                    assert_never(statement)
        return {name: self._value(expression) for name, expression in program.handles.items()}

    def _value(self, expression: Expression) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912  anything; a case for each expression
        match expression:
            case Constant(value):
                return value
            case Array(items):
                return [self._value(item) for item in items]
            case Map(items):
                return {key: self._value(value) for key, value in items}
            case Struct(type_, fields):
                return _class(type_)(**self._properties(fields))
            case Member(type_, py, _js):
                return getattr(_class(type_), py)
            case Reference(variable):
                return self._results[variable]
            case Asset(name):
                return self._asset(name)
            case JoinedText(parts):
                return "".join(
                    part if isinstance(part, str) else self._existing(part, "put into a text") for part in parts
                )
            case Attribute(target, py, js, _maybe):
                return getattr(self._existing(target, f"take {js!r} of"), py)
            case Subscript(target, index):
                return self._item(self._existing(target, f"take item '{index}' of"), index)
            case New(type_, arguments, properties):
                return _class(type_)(*self._positional(arguments), **self._properties(properties))
            case Call(target, py, js, arguments, properties):
                owner = _class(target) if isinstance(target, str) else self._existing(target, f"call {js!r} of")
                return getattr(owner, py)(*self._positional(arguments), **self._properties(properties))
            case Cast(target, _type):
                return self._value(target)

    def _positional(self, arguments: tuple[Argument, ...]) -> list[Any]:
        return [None if argument.value is None else self._value(argument.value) for argument in arguments]

    def _properties(self, fields: tuple[Field, ...] | None) -> dict[str, Any]:
        return {field.py: self._value(field.value) for field in fields or ()}

    def _asset(self, name: str) -> str:
        if name not in self._assets:
            raise refusal(f"nobody says where the asset {name!r} is", self._section)
        return str(self._assets[name].absolute())

    def _existing(self, expression: Expression, use: str) -> Any:  # noqa: ANN401  anything
        """Return a value of which something is wanted; the CDK leaves out some."""
        value = self._value(expression)
        if value is None:
            raise refusal(f"there is nothing to {use}", self._section)
        return value

    def _item(self, items: Any, index: int | str) -> Any:  # noqa: ANN401  anything
        try:
            return items[index]
        except (IndexError, KeyError):
            raise refusal(f"there is no item '{index}'", self._section) from None


@cache
def _class(name: str) -> Any:  # noqa: ANN401  any class
    """Return the class of a short jsii name: `aws_ec2.CfnSecurityGroup.EgressProperty` is a class within one."""
    modules, parts = [], name.split(".")
    while parts[0].islower():
        modules.append(parts.pop(0))
    module = ".".join(modules if modules[:1] == ["constructs"] else ["aws_cdk", *modules])
    return reduce(getattr, parts, importlib.import_module(module))
