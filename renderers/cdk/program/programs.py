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

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Keys that are data, such as the names of environment variables: no language respells them."""

    items: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a struct."""

    py: str
    js: str
    value: "Expression"


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

    target: "Expression"
    py: str
    js: str
    maybe: bool


@dataclass(frozen=True, slots=True)
class Subscript:
    """An item of a list, counted from 0 or backwards from -1, or the value at a key of a map."""

    target: "Expression"
    index: int | str


@dataclass(frozen=True, slots=True)
class JoinedText:
    """A string with values of the CDK in it."""

    parts: tuple["str | Expression", ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument; None is one left out before another that is given."""

    py: str
    value: "Expression | None"


@dataclass(frozen=True, slots=True)
class New:
    """A new object; the properties are those of the last parameter, where that is a struct."""

    type: str
    arguments: tuple[Argument, ...]
    properties: tuple[Field, ...] | None


@dataclass(frozen=True, slots=True)
class Call:
    """A method of a value, or of a class where the target is a name; `maybe` marks a result that may be left out."""

    target: "Expression | str"
    py: str
    js: str
    arguments: tuple[Argument, ...]
    properties: tuple[Field, ...] | None
    maybe: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """A value that the builder knows to be of a narrower type than the CDK declares."""

    target: "Expression"
    type: str


Expression: TypeAlias = (
    Constant
    | Array
    | Map
    | Struct
    | Member
    | Reference
    | Asset
    | Attribute
    | Subscript
    | JoinedText
    | New
    | Call
    | Cast
)


@dataclass(frozen=True, slots=True)
class Let:
    """Make a value, and keep it under a number."""

    variable: int
    expression: Expression


@dataclass(frozen=True, slots=True)
class SectionStart:
    """What follows belongs to one component."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on what follows, for the reader of a printed program."""

    text: str


Statement: TypeAlias = Let | SectionStart | Note


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
    handles: Mapping[str, Expression] = field(default_factory=lambda: MappingProxyType({}))
    """The values that the builder returned, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackProps:
    """What AWS and the CDK are told of a stack."""

    stack_name: str | None = None
    description: str | None = None
    account: str | None = None
    region: str | None = None
    termination_protection: bool = False
    compact: bool = False
    """Whether the template is written without line breaks."""
    tags: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class StackProgram:
    """A stack, by its construct id, and the program that fills it."""

    id: str
    props: StackProps
    program: Program
