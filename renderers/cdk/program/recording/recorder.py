"""Recording: a builder's CDK calls, kept as a program."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from archspec.suggestions import did_you_mean
from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.installed.surface import surface
from renderers.cdk.program.installed.types import (
    ListOf,
    MapOf,
    Method,
    Named,
    Parameter,
    Primitive,
    Property,
    Type,
    displayed,
)
from renderers.cdk.program.programs import (
    Argument,
    Asset,
    Attribute,
    Call,
    Cast,
    Expression,
    Input,
    Let,
    Member,
    New,
    Note,
    Program,
    Reference,
    SectionStart,
    Statement,
    Struct,
    Subscript,
)
from renderers.cdk.program.recording.binding import bind
from renderers.cdk.program.recording.conversion import Conversion, is_a
from renderers.cdk.program.recording.texts import Texts
from renderers.cdk.program.recording.values import TextValue, Value, active

if TYPE_CHECKING:
    from constructs import Construct

_SCOPE: Final = Input(0, "scope", "Stack")
_STRING: Final = Primitive("string")
_NUMBER: Final = Primitive("number")
_ANY: Final = Primitive("any")

_INSTEAD_OF_CALLING: Final = {
    "class": "use a static method of it, or a class based on it",
    "enum": "take a member of it",
    "interface": "make an object of a class that implements it",
}


def record(build: "Callable[[Construct], Mapping[str, object] | None]") -> Program:
    """Run a builder on a stand-in for a stack, and return the calls that it made.

    What the builder returns, by name, the players give back as live constructs.

    Raises:
        RecordError: The builder made a call that the CDK does not have, or one that cannot be recorded.
        UnavailableError: The CDK is not installed.

    """
    recorder = Recorder()
    scope: Any = Value(Reference(_SCOPE.variable), Named(_SCOPE.type), recorder)
    with recorder.recording():
        handles = build(scope) or {}
        named = {name: recorder.expression(value, _ANY, f"the result {name!r}") for name, value in handles.items()}
    return Program((_SCOPE,), tuple(recorder.statements), named)


class Recorder:
    """One recording: the statements so far, and what each operation on a stand-in adds to them."""

    def __init__(self) -> None:
        """Begin with nothing recorded."""
        self.statements: Final[list[Statement]] = []
        self.texts: Final = Texts()
        self._conversion: Final = Conversion(self)
        self._variable = _SCOPE.variable

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Make this the recording in progress."""
        token = active.set(self)
        try:
            yield
        finally:
            active.reset(token)

    def expression(self, value: object, wanted: Type, where: str) -> Expression:
        """Return a value as an expression of a type."""
        return self._conversion.expression(value, wanted, where)

    def wrap(self, expression: Expression, type_: Type) -> Any:  # noqa: ANN401  a stand-in for anything
        """Return the stand-in for an expression."""
        return TextValue(self.texts.mark(expression)) if type_ == _STRING else Value(expression, type_, self)

    def make(self, name: str, given: tuple[object, ...], named: Mapping[str, object]) -> Any:  # noqa: ANN401
        """Record a call of a class or struct."""
        where = displayed(name)
        if surface().is_struct(name):
            if given:
                raise RecordError(f"{where}: takes keyword arguments only")
            return self._let(Struct(name, self._conversion.fields(name, named, where)), Named(name))
        bound = bind(self._conversion, where, _constructor(name), given, named)
        return self._let(New(name, bound.arguments, bound.properties), Named(name))

    def attribute(self, value: Value, name: str) -> Any:  # noqa: ANN401
        """Return an attribute of a value, or a method of it to call.

        An attribute that is an object is a statement: the CDK makes some of them when they are first asked for.
        """
        type_, target = value.recorded_type, self._own(value)
        member = _member(type_, name)
        if isinstance(type_, Named) and member.static:
            # A class lends its static members to its instances; in JavaScript it does not.
            return self.static(type_.name, member)
        if isinstance(member, Method):
            return partial(self.call, target, f"{type_}.{name}", member)
        expression = Attribute(target, name, member.js, member.optional)
        is_object = isinstance(member.type, Named) and surface().is_object(member.type.name)
        return self._let(expression, member.type) if is_object else self.wrap(expression, member.type)

    def static(self, owner: str, member: Property | Method) -> Any:  # noqa: ANN401
        """Return a static property of a class, or a static method to call."""
        if isinstance(member, Method):
            return partial(self.call, owner, f"{displayed(owner)}.{member.py}", member)
        return self.wrap(Member(owner, member.py, member.js), member.type)

    def call(self, target: Expression | str, where: str, method: Method, /, *given: object, **named: object) -> Any:  # noqa: ANN401
        """Record a call of a method, whose own arguments may have any name."""
        bound = bind(self._conversion, where, method.parameters, given, named)
        expression = Call(target, method.py, method.js, bound.arguments, bound.properties, method.maybe)
        return self._let(expression, method.returns)

    def item(self, value: Value, index: object) -> Any:  # noqa: ANN401
        """Return an item of a list, or of a map."""
        match value.recorded_type, index:
            case (ListOf(of), int(key)) | (MapOf(of), str(key)):
                return self.wrap(Subscript(self._own(value), key), of)
            case ListOf() | MapOf(), _:
                raise RecordError(f"{value.recorded_as()}: [{index!r}] is not recorded; take one item, such as [0]")
            case _:
                raise RecordError(f"{value.recorded_as()} has no items")

    def formatted(self, value: Value) -> str:
        """Return the text that `Token.as_string` makes of a number or token."""
        if not any(is_a(value.recorded_type, type_) for type_ in (_NUMBER, Named("IResolvable"))):
            raise RecordError(f"{value.recorded_as()} is no text; put an attribute of it into the text")
        arguments = (Argument("value", self._own(value)),)
        return str(self._let(Call("Token", "as_string", "asString", arguments, None, maybe=False), _STRING))

    def cast(self, name: str, value: Value) -> Any:  # noqa: ANN401
        """Record that a value is of a narrower type than the CDK declares."""
        return self._let(Cast(self._own(value), name), Named(name))

    def mark(self, statement: SectionStart | Note) -> None:
        """Record what the CDK knows nothing of."""
        self.statements.append(statement)

    def asset(self, name: str) -> str:
        """Return the text that stands for the path of an asset."""
        path: str = self.wrap(Asset(name), _STRING)
        return path

    def refused_assignment(self, value: Value, name: str) -> RecordError:
        """Return the refusal of an assignment to an attribute."""
        is_resource = is_a(value.recorded_type, Named("CfnResource"))
        instead = "add_property_override" if is_resource else "a method"
        what = f"{value.recorded_type}.{name}: an assignment is not recorded"
        return RecordError(f"{what}; use {instead}, or pass the property where the object is made")

    def _own(self, value: Value) -> Expression:
        return self.expression(value, value.recorded_type, "recording")

    def _let(self, expression: Expression, type_: Type | None) -> Any:  # noqa: ANN401
        """Add a statement, and return the stand-in for its result."""
        self._variable += 1
        self.statements.append(Let(self._variable, expression))
        return None if type_ is None else self.wrap(Reference(self._variable), type_)


def _constructor(name: str) -> tuple[Parameter, ...]:
    declaration = surface().declaration(name)
    if declaration is None:
        raise unknown_type(name)
    parameters = surface().constructor(name)
    if parameters is None or declaration.abstract or declaration.kind != "class":
        raise RecordError(f"{displayed(name)}: cannot be called; {_INSTEAD_OF_CALLING[declaration.kind]}")
    return parameters


def _member(type_: Type, name: str) -> Property | Method:
    found = surface().member(type_.name, name) if isinstance(type_, Named) else None
    if found is None:
        raise unknown_member(type_, name)
    return found


def unknown_type(name: str) -> RecordError:
    """Return the refusal of a class that the CDK does not have."""
    prefix, _dot, last = name.rpartition(".")
    known = surface().names(f"{prefix}." if prefix else "")
    return RecordError(f"the CDK has no {displayed(name)}; {did_you_mean(last, known)}")


def unknown_member(type_: Type, name: str) -> RecordError:
    """Return the refusal of a member that a type does not have."""
    if isinstance(type_, Named) and surface().declaration(type_.name) is None:
        return unknown_type(type_.name)
    known = surface().member_names(type_.name) if isinstance(type_, Named) else []
    if name in known:
        return RecordError(f"{type_}.{name} belongs to an instance, not to the class")
    hint = did_you_mean(name, known)
    if type_ == _ANY or type_ == Named("constructs.IConstruct"):
        hint = "say of which class it is: cast(rds.CfnDBInstance, database.node.default_child)"
    return RecordError(f"{type_} has no {name!r}; {hint}")
