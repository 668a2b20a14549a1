"""What a builder passes to a call, as expressions of the type that the CDK wants."""

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from archspec.suggestions import did_you_mean
from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.installed.surface import surface
from renderers.cdk.program.installed.types import AllOf, AnyOf, ListOf, MapOf, Named, Primitive, Type
from renderers.cdk.program.programs import Array, Constant, Expression, Field, Map, Struct
from renderers.cdk.program.recording.values import Recording, TextValue, Value

# JavaScript counts no further.
_LARGEST: Final = 2**53 - 1
_PROTOTYPE: Final = "__proto__"
_ANY: Final = Primitive("any")
_SHAPELESS: Final = frozenset({"any", "json"})


class Conversion:
    """Turns Python values into expressions, for one recording."""

    def __init__(self, recording: Recording) -> None:
        """Read the marks in texts as that recording made them."""
        self._recording = recording

    def expression(self, value: object, wanted: Type, where: str) -> Expression:  # noqa: PLR0911  one for each kind of type
        """Return a value as an expression.

        Raises:
            RecordError: The CDK wants something else there.

        """
        if isinstance(value, Value):
            return self._made(value, wanted, where)
        match wanted:
            case Primitive("any" | "json"):
                return self._data(value, where)
            case AnyOf(types):
                return self._any_of(value, types, where)
            case ListOf(of) if isinstance(value, list):
                return self._array(value, of, where)
            case MapOf(of) if isinstance(value, Mapping):
                return self._map(value, of, where)
            case Named(name) if isinstance(value, Mapping) and surface().is_struct(name):
                return Struct(name, self.fields(name, value, where))
            case Primitive() if _has_shape(value, wanted):
                return self._scalar(value, where)
            case _:
                raise _mismatch(value, wanted, where)

    def fields(self, struct: str, given: Mapping[str, object], where: str) -> tuple[Field, ...]:
        """Return the properties of a struct; None stands for one left out.

        Raises:
            RecordError: The struct has no such property, or lacks one.

        """
        declared = surface().fields(struct)
        for name in given:
            if name not in declared:
                raise RecordError(f"{where}: no property {name!r}; {did_you_mean(str(name), declared)}")
        if missing := [name for name, field in declared.items() if not field.optional and given.get(name) is None]:
            raise RecordError(f"{where}: missing {' and '.join(map(repr, missing))}")
        return tuple(
            Field(name, declared[name].js, self.expression(value, declared[name].type, f"{where}({name})"))
            for name, value in given.items()
            if value is not None
        )

    def _made(self, value: Value, wanted: Type, where: str) -> Expression:
        if value.recorded_by is not None and value.recorded_by is not self._recording:
            raise RecordError(f"{where}: {value.recorded_as()} is of another stack, which a program cannot reach")
        if not is_a(value.recorded_type, wanted):
            raise _mismatch(value, wanted, where)
        return value.recorded_expression

    def _any_of(self, value: object, types: Sequence[Type], where: str) -> Expression:
        """Convert to the first type that fits; the last that has the right shape says what is wrong."""
        shaped = [type_ for type_ in types if _has_shape(value, type_)]
        if not shaped:
            raise _mismatch(value, AnyOf(tuple(types)), where)
        for type_ in shaped[:-1]:
            with suppress(RecordError):
                return self.expression(value, type_, where)
        return self.expression(value, shaped[-1], where)

    def _data(self, value: object, where: str) -> Expression:
        """Convert what the CDK passes on as it is."""
        match value:
            case Mapping():
                return self._map(value, _ANY, where)
            case list():
                return self._array(value, _ANY, where)
            case _:
                return self._scalar(value, where)

    def _array(self, items: Sequence[object], of: Type, where: str) -> Array:
        return Array(tuple(self.expression(item, of, f"{where}[{index}]") for index, item in enumerate(items)))

    def _map(self, items: Mapping[object, object], of: Type, where: str) -> Map:
        return Map(
            tuple(
                (self._key(key, where), self.expression(item, of, f"{where}[{key!r}]")) for key, item in items.items()
            )
        )

    def _key(self, key: object, where: str) -> str:
        if not isinstance(key, str):
            raise RecordError(f"{where}: the key {key!r} is no text")
        plain = self._recording.texts.plain(key, f"{where}, a key")
        if plain == _PROTOTYPE:
            raise RecordError(f"{where}: jsii does not pass the key {plain!r}, which is special in JavaScript")
        return plain

    def _scalar(self, value: object, where: str) -> Expression:
        match value:
            case bool():
                return Constant(value)
            case str():
                return self._recording.texts.expression(value)
            case int():
                return Constant(_number(int(value), where))
            case float():
                return Constant(_number(float(value), where))
            case _:
                raise _mismatch(value, _ANY, where)


def is_a(type_: Type, wanted: Type) -> bool:  # noqa: PLR0911  one for each kind of type
    """Tell whether every value of a type is of another; `any` is left to the player, as it is to a type checker."""
    if type_ == wanted or _SHAPELESS.intersection(t.name for t in (type_, wanted) if isinstance(t, Primitive)):
        return True
    match type_, wanted:
        case AnyOf(types), _:
            return all(is_a(each, wanted) for each in types)
        case _, AnyOf(types):
            return any(is_a(type_, each) for each in types)
        case _, AllOf(types):
            return all(is_a(type_, each) for each in types)
        case (ListOf(of), ListOf(wanted_of)) | (MapOf(of), MapOf(wanted_of)):
            return is_a(of, wanted_of)
        case Named(name), Named(wanted_name):
            return surface().is_a(name, wanted_name)
        case _:
            return False


def _has_shape(value: object, wanted: Type) -> bool:  # noqa: PLR0911  one for each kind of type
    """Tell whether a value can be meant for a type, whatever is in it."""
    match wanted:
        case Primitive("any" | "json"):
            return True
        case Primitive("boolean"):
            return isinstance(value, bool)
        case Primitive("string"):
            return isinstance(value, str)
        case Primitive("number"):
            return isinstance(value, int | float) and not isinstance(value, bool)
        case ListOf():
            return isinstance(value, list)
        case MapOf():
            return isinstance(value, Mapping)
        case Named(name):
            return isinstance(value, Mapping) and surface().is_struct(name)
        case AnyOf(types):
            return any(_has_shape(value, type_) for type_ in types)
        case _:
            return False


def _number(value: float, where: str) -> float:
    if not math.isfinite(value) or (isinstance(value, int) and abs(value) > _LARGEST):
        raise RecordError(f"{where}: JavaScript has no number {value!r}")
    return value


def _mismatch(value: object, wanted: Type, where: str) -> RecordError:
    match value:
        case None:
            return RecordError(f"{where}: None given; leave it out")
        case tuple():
            return RecordError(f"{where}: a tuple given; jsii takes lists only")
        case _ if callable(value) and not isinstance(value, type | Value):
            return RecordError(
                f"{where}: a function cannot be recorded: the program also runs where there is no Python"
            )
        case _:
            return RecordError(f"{where}: {_described(value)} given, {wanted} wanted")


def _described(value: object) -> str:
    match value:
        case Value():
            return value.recorded_as()
        case TextValue():
            return "a text made by the CDK"
        case bool() | str() | int() | float():
            return repr(value)
        case type():
            return f"the class {value.__name__} itself"
        case _:
            return f"a Python {type(value).__name__}"
