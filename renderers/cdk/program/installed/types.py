"""What the CDK declares: types, their members, and what a call accepts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from renderers.cdk.program.installed.manifest import OPTIONAL, STATIC, VARIADIC


@dataclass(frozen=True, slots=True)
class Primitive:
    """A type of JSON: `string`, `number`, `boolean`, `date`, or `any` and `json`, which are every value."""

    name: str

    def __str__(self) -> str:
        """Name the type as a message does."""
        return self.name


@dataclass(frozen=True, slots=True)
class Named:
    """A class, interface, struct or enum."""

    name: str

    def __str__(self) -> str:
        """Name the type as a message does."""
        return displayed(self.name)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    of: "Type"

    def __str__(self) -> str:
        """Name the type as a message does."""
        return f"list of {self.of}"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A dictionary whose keys are text."""

    of: "Type"

    def __str__(self) -> str:
        """Name the type as a message does."""
        return f"dict of {self.of}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Any one of some types."""

    types: tuple["Type", ...]

    def __str__(self) -> str:
        """Name the type as a message does."""
        return " or ".join(map(str, self.types))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several types at once."""

    types: tuple["Type", ...]

    def __str__(self) -> str:
        """Name the type as a message does."""
        return " and ".join(map(str, self.types))


Type: TypeAlias = Primitive | Named | ListOf | MapOf | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a struct, class or interface."""

    py: str
    js: str
    type: Type
    optional: bool
    static: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a call."""

    py: str
    type: Type
    optional: bool
    variadic: bool


@dataclass(frozen=True, slots=True)
class Method:
    """A method; without a type it returns nothing."""

    py: str
    js: str
    parameters: tuple[Parameter, ...]
    returns: Type | None
    maybe: bool
    static: bool


@dataclass(frozen=True, slots=True)
class Declaration:
    """One type as the manifest declares it; its members are read when they are asked for."""

    name: str
    kind: Literal["class", "interface", "struct", "enum"]
    bases: tuple[str, ...]
    abstract: bool
    members: frozenset[str]
    """Of an enum."""
    constructor: list[Any] | None
    raw_properties: Mapping[str, Any]
    raw_methods: Mapping[str, Any]

    @classmethod
    def from_json(cls, name: str, reduced: Mapping[str, Any]) -> "Declaration":
        """Return the declaration that the manifest's reduced form describes."""
        return cls(
            name=name,
            kind=reduced["kind"],
            bases=tuple(reduced.get("bases", ())),
            abstract=bool(reduced.get("abstract")),
            members=frozenset(reduced.get("members", ())),
            constructor=reduced.get("new"),
            raw_properties=reduced.get("properties", {}),
            raw_methods=reduced.get("methods", {}),
        )

    def names(self) -> tuple[str, ...]:
        """Return the names of everything declared here, without what is inherited."""
        return (*self.raw_properties, *self.raw_methods, *sorted(self.members))

    def properties(self) -> dict[str, Property]:
        """Return the properties declared here."""
        return {name: _property(name, raw) for name, raw in self.raw_properties.items()}

    def member(self, name: str) -> Property | Method | None:
        """Return a property or method declared here."""
        if (raw := self.raw_properties.get(name)) is not None:
            return _property(name, raw)
        if (raw := self.raw_methods.get(name)) is not None:
            return _method(name, raw)
        return None


def displayed(name: str) -> str:
    """Return the name of a type as a builder would import it from aws_cdk."""
    return name if "." in name else f"cdk.{name}"


def parameters(raw: list[Any]) -> tuple[Parameter, ...]:
    """Return parameters from the reduced manifest."""
    return tuple(
        Parameter(py, parsed_type(type_), bool(flags & OPTIONAL), bool(flags & VARIADIC)) for py, type_, flags in raw
    )


def parsed_type(raw: Any) -> Type:  # noqa: ANN401  JSON
    """Return a type from the reduced manifest."""
    match raw:
        case str():
            return Primitive(raw[1:]) if raw.startswith("#") else Named(raw)
        case ["list", of]:
            return ListOf(parsed_type(of))
        case ["map", of]:
            return MapOf(parsed_type(of))
        case ["all of", *types]:
            return AllOf(tuple(map(parsed_type, types)))
        case [_any_of, *types]:
            return AnyOf(tuple(map(parsed_type, types)))
        case _:
            raise ValueError(f"no type: {raw!r}")


def _property(py: str, raw: list[Any]) -> Property:
    js, type_, flags = raw
    return Property(py, js, parsed_type(type_), optional=bool(flags & OPTIONAL), static=bool(flags & STATIC))


def _method(py: str, raw: list[Any]) -> Method:
    js, declared, returns, flags = raw
    return Method(
        py=py,
        js=js,
        parameters=parameters(declared),
        returns=None if returns is None else parsed_type(returns),
        maybe=bool(flags & OPTIONAL),
        static=bool(flags & STATIC),
    )
