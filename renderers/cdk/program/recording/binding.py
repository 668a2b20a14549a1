"""The arguments of a call, put in their places as the Python bindings of the CDK do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archspec.suggestions import did_you_mean
from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.installed.surface import surface
from renderers.cdk.program.installed.types import Named, Parameter
from renderers.cdk.program.programs import Argument, Field
from renderers.cdk.program.recording.conversion import Conversion


@dataclass(frozen=True, slots=True)
class Bound:
    """What a call passes: positional arguments, and the properties of its last parameter where that is a struct."""

    arguments: tuple[Argument, ...]
    properties: tuple[Field, ...] | None


def bind(
    conversion: Conversion,
    where: str,
    parameters: Sequence[Parameter],
    given: Sequence[object],
    named: Mapping[str, object],
) -> Bound:
    """Put the arguments of a call in their places.

    Raises:
        RecordError: The call does not fit the parameters.

    """
    struct = _lifted_struct(parameters)
    positional = parameters if struct is None else parameters[:-1]
    properties = surface().fields(struct) if struct else {}
    # Where a property has the name of a parameter, the bindings spell the parameter otherwise.
    positional = [replace(p, py=f"{p.py}_") if p.py in properties else p for p in positional]
    by_name = [p.py for p in positional[len(given) :] if p.py in named]
    rest = {name: value for name, value in named.items() if name not in by_name}
    if unknown := [name for name in rest if name not in properties]:
        known = [*properties, *(p.py for p in positional)]
        raise RecordError(f"{where}: no argument {unknown[0]!r}; {did_you_mean(unknown[0], known)}")
    values = [*given, *(named[p.py] if p.py in by_name else None for p in positional[len(given) :])]
    arguments = _arguments(conversion, where, positional, values)
    if struct is None:
        return Bound(_without_trailing_gaps(arguments), None)
    # The properties follow the last positional argument, so the gaps before them stay.
    return Bound(arguments, conversion.fields(struct, rest, where))


def _lifted_struct(parameters: Sequence[Parameter]) -> str | None:
    """Return the struct whose properties are keyword arguments of the call."""
    match parameters:
        case [*_, Parameter(type=Named(name), variadic=False)] if surface().is_struct(name):
            return name
        case _:
            return None


def _arguments(
    conversion: Conversion, where: str, parameters: Sequence[Parameter], values: Sequence[object]
) -> tuple[Argument, ...]:
    declared = list(parameters)
    if declared and declared[-1].variadic:
        last = declared.pop()
        values = (
            values if len(values) > len(declared) and values[len(declared)] is not None else values[: len(declared)]
        )
        declared += [last] * (len(values) - len(declared))
    if len(values) > len(declared):
        raise RecordError(f"{where}: {len(values)} positional arguments given, at most {len(declared)} wanted")
    return tuple(_argument(conversion, where, *pair) for pair in zip(declared, values, strict=True))


def _argument(conversion: Conversion, where: str, parameter: Parameter, value: object) -> Argument:
    if value is not None:
        return Argument(parameter.py, conversion.expression(value, parameter.type, f"{where}({parameter.py})"))
    if not parameter.optional:
        raise RecordError(f"{where}: missing argument {parameter.py!r}")
    return Argument(parameter.py, None)


def _without_trailing_gaps(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    given = [index for index, argument in enumerate(arguments) if argument.value is not None]
    return arguments[: given[-1] + 1] if given else ()
