"""A program with the stack that it fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from renderers.cdk.program.nodes import Program


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
