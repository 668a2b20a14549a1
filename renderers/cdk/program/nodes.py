"""A recorded program: CDK calls as frozen values, with every name in Python's spelling and in JavaScript's.

Types have the short form of their jsii names: `aws_rds.DatabaseInstance`, `Stack` for the core, `constructs.Construct`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known when the program was recorded."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class Array:
    """A list."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Keys that are data, such as the names of environment variables: no language respells them."""

    items: tuple[tuple[str, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a struct."""

    py: str
    js: str
    value: "Node"


@dataclass(frozen=True, slots=True)
class Struct:
    """Properties that the CDK declares, so that each language has its own spelling of them."""

    type: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an enum, or a static property of a class."""

    type: str
    py: str
    js: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An input of the program, or the result of the statement with that number."""

    variable: int


@dataclass(frozen=True, slots=True)
class Asset:
    """The path of a folder or file, which the player knows by this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of a value; `maybe` marks one that the CDK may leave out."""

    target: "Node"
    py: str
    js: str
    maybe: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, counted from 0 or backwards from -1, or the value at a key of a map."""

    target: "Node"
    index: int | str


@dataclass(frozen=True, slots=True)
class Text:
    """A string with values of the CDK in it."""

    parts: tuple["str | Node", ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument; None is one left out before another that is given."""

    py: str
    value: "Node | None"


@dataclass(frozen=True, slots=True)
class New:
    """A new object; the properties are those of the last parameter, where that is a struct."""

    type: str
    arguments: tuple[Argument, ...]
    properties: tuple[Field, ...] | None


@dataclass(frozen=True, slots=True)
class Call:
    """A method of a value, or of a class where the target is a name; `maybe` marks a result that may be left out."""

    target: "Node | str"
    py: str
    js: str
    arguments: tuple[Argument, ...]
    properties: tuple[Field, ...] | None
    maybe: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """A value that the builder knows to be of a narrower type than the CDK declares."""

    target: "Node"
    type: str


Node: TypeAlias = (
    Constant | Array | Map | Struct | Member | Reference | Asset | Attribute | Item | Text | New | Call | Cast
)


@dataclass(frozen=True, slots=True)
class Let:
    """Make a value, and keep it under a number."""

    variable: int
    node: Node


@dataclass(frozen=True, slots=True)
class Section:
    """What follows belongs to one component."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on what follows, for the reader of a printed program."""

    text: str


Statement: TypeAlias = Let | Section | Note


@dataclass(frozen=True, slots=True)
class Input:
    """A value that the player brings."""

    variable: int
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Program:
    """Statements in the order in which a builder made the calls."""

    inputs: tuple[Input, ...]
    statements: tuple[Statement, ...]
    handles: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))
    """The values that the builder returned, by name."""
