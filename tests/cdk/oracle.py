"""What a template must hold for components of a kind: the type that each module of `tests/kinds` has one of.

An oracle is worked out from the fields of a component and the documentation of AWS, never from a plan or a builder.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeAlias, TypeVar

from archspec.architecture import Architecture, Connection
from archspec.components.base import Acts, ComponentBase, Placement
from tests.cdk.template import Resource

if TYPE_CHECKING:
    from tests.cdk.deployment import Deployment

Promise: TypeAlias = "Callable[[Deployment], Iterator[str]]"
"""What holds for every deployment: a function that returns how it is broken."""
Policy: TypeAlias = Literal["Snapshot", "Retain", "Delete"]
ModelT = TypeVar("ModelT", bound=ComponentBase)


@dataclass(frozen=True)
class Variables:
    """The names of what the container of a client is given, after the id of the target."""

    settings: frozenset[str]
    secrets: frozenset[str]


NO_VARIABLES: Final = Variables(frozenset(), frozenset())


@dataclass(frozen=True)
class Oracle(Generic[ModelT]):
    """What a template must hold for components of a kind."""

    resource_type: str | None
    """The type of the resource that a component is; None for what AWS does not run."""
    promises: tuple[Promise, ...]
    """What holds for components of this kind alone."""
    tier: Callable[[Architecture, str, ModelT], Placement | None]
    """The subnets a component is in; None where it is in none."""
    public: Callable[[Architecture, str, ModelT], bool]
    """Whether it may have a public address."""
    outlives: Callable[[ModelT], Policy | None]
    """What becomes of it when its stack is deleted; None where it keeps nothing."""
    records: tuple[str, ...]
    """The types of the records that each of its host names has."""
    ports: Callable[[ModelT, ComponentBase, Connection], tuple[int, ...]]
    """The ports that an arrow to it opens, by the component the arrow begins at."""
    actions: Callable[[ModelT, Connection], frozenset[str]]
    """What an arrow to it lets its source do."""
    variables: Callable[[ModelT], Variables]
    """What an arrow to it gives the container of its source."""
    helper: Callable[[str, ModelT, Resource], str | None]
    """The name of a function that works for it, where a resource is one."""
    is_encrypted: Mapping[str, Callable[[Resource], bool]]
    """Whether a resource is encrypted, by the types that it is made of and that store something."""
    stores_nothing: frozenset[str]
    """The types that it is made of and that store nothing."""


@cache
def oracle_of(kind: str) -> Oracle[Any]:
    """Return the oracle of a kind."""
    oracle = import_module(f"tests.kinds.{kind}").ORACLE
    if not isinstance(oracle, Oracle):
        raise TypeError(f"tests/kinds/{kind}.py has no ORACLE")
    return oracle


def faces_the_internet(architecture: Architecture, name: str) -> bool:
    """Tell whether an arrow from outside the VPC, or from what serves it there, leads to a component."""
    sources = (architecture.components[arrow.source] for arrow in architecture.connections if arrow.target == name)
    return any({Acts.OUTSIDE, Acts.FRONTS} & set(source.facts.acts) for source in sources)


def in_no_subnet(_architecture: Architecture, _name: str, _component: ComponentBase) -> None:
    """Say of a component that it is not in the VPC."""


def never_public(_architecture: Architecture, _name: str, _component: ComponentBase) -> bool:
    """Say of a component that it never has a public address."""
    return False


def keeps_nothing(_component: ComponentBase) -> None:
    """Say of a component that it keeps nothing that could outlive it."""


def no_ports(_component: ComponentBase, _source: ComponentBase, _connection: Connection) -> tuple[int, ...]:
    """Say of a component that no arrow to it opens a port."""
    return ()


def no_actions(_component: ComponentBase, _connection: Connection) -> frozenset[str]:
    """Say of a component that an arrow to it grants nothing."""
    return frozenset()


def no_variables(_component: ComponentBase) -> Variables:
    """Say of a component that its clients are told nothing of it."""
    return NO_VARIABLES


def always(_resource: Resource) -> bool:
    """Tell of what its service encrypts whatever a template says, or what another promise holds to the spec."""
    return True


def no_helper(_name: str, _component: ComponentBase, _resource: Resource) -> str | None:
    """Say of a component that no function works for it."""
    return None
