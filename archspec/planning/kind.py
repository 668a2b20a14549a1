"""What a kind says to the plan: one frozen value in the kind's own `planning` module, whose questions planners ask.

Most are about a component in its architecture, a `Spot`; where the answer depends on what was decided of others, they
are about a component in a plan.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias, TypeVar, cast

from archspec.architecture import Architecture, Arrow, deployed_id
from archspec.components import ComponentBase, facet_of

if TYPE_CHECKING:
    from archspec.errors import Mistake
    from archspec.planning.alarms import Alarm
    from archspec.planning.containers import ContainerNeeds
    from archspec.planning.copies import Copies
    from archspec.planning.entry import Entry
    from archspec.planning.grants import Grant
    from archspec.planning.passed import Passed
    from archspec.planning.plan import Plan

ModelT = TypeVar("ModelT", bound=ComponentBase)
ModelT_co = TypeVar("ModelT_co", bound=ComponentBase, covariant=True)

StackId: TypeAlias = Literal["Zone", "Registry", "Edge", "Main"]
Moves: TypeAlias = Literal["itself", "guards", "nothing"]
"""What of a component may leave Main for a nested stack: all of it, its guards alone (alarms, web ACL), or nothing."""


@dataclass(frozen=True, slots=True)
class Spot(Generic[ModelT_co]):
    """A component where it stands in an architecture."""

    architecture: Architecture
    name: str
    component: ModelT_co

    @property
    def base(self) -> str:
        """What its construct ids begin with."""
        return deployed_id(self.name, self.component)

    @property
    def first_id(self) -> str:
        """The id it was first deployed under."""
        return self.component.renamed_from or self.name


@dataclass(frozen=True, slots=True)
class Size(Generic[ModelT]):
    """How much of a template a component takes."""

    resources: Callable[["Plan", Spot[ModelT]], int]
    """Its resources, without security groups, rules, alarms, targets, generated secrets and guards."""
    outputs: int
    """Outputs of its stack."""
    access_logs: bool
    """Whether its stack has a bucket for the logs of who reached it."""
    as_origin: Callable[[ModelT], int]
    """Resources that a distribution which serves it adds for it, besides the permission to read it."""


@dataclass(frozen=True, slots=True)
class Guards:
    """What of a component may leave Main without it, besides its alarms."""

    resources: int
    passed: tuple["Passed", ...]
    """The values of Main by which the guards and the alarms name the component."""


@dataclass(frozen=True, slots=True)
class Nesting(Generic[ModelT]):
    """What goes into stacks inside Main, and what these have to be passed of a component that stays."""

    moves: Moves
    guards: Callable[["Plan", Spot[ModelT]], Guards]
    attribute: Callable[[Spot[ModelT], str], Iterable["Passed"]]
    """By the name of an attribute: what stands for it in a client's setting or policy; nothing where it is known."""
    granted: tuple[str, ...]
    """The attributes that a policy of its clients names."""
    secret: Callable[[Spot[ModelT], str], Iterable["Passed"]]
    """By the id of a client: the secret with the client's credentials."""
    targets: Callable[["Plan", Spot[ModelT]], Iterable["Passed"]]
    """What names it in the rules and alarms of the services that it sends requests to."""


@dataclass(frozen=True, slots=True)
class Refusals(Generic[ModelT]):
    """What AWS would refuse of a component, and what would open more than the spec says."""

    itself: Callable[[Spot[ModelT]], Iterable["Mistake"]]
    outgoing: Callable[[Spot[ModelT], Arrow], Iterable["Mistake"]]
    """What is impossible about an arrow from it."""
    grant: Callable[[Spot[ModelT], "Grant"], Iterable["Mistake"]]
    """What is impossible about a permission on it."""


@dataclass(frozen=True, slots=True)
class Planning(Generic[ModelT]):
    """Every question a plan asks of a kind; none has a default, so that no kind is forgotten."""

    stack: Callable[[Spot[ModelT]], StackId | None]
    """The stack it is created in; None where it is outside AWS or there already."""
    protected: Callable[[ModelT], bool]
    """Whether its stack must not be deleted by accident."""
    copies: Callable[[Spot[ModelT]], "Copies | None"]
    """What runs of it in the VPC; None where nothing does."""
    container: Callable[[ModelT], "ContainerNeeds | None"]
    """What it needs to run a container; None where it runs none."""
    entry: Callable[[ModelT], "Entry | None"]
    """How it answers to host names; None where it has none."""
    domain: Callable[[Spot[ModelT]], str | None]
    """The domain it answers for, as the zone of its records; None where it is no zone."""
    known_name: Callable[[Spot[ModelT], str | None], str | None]
    """By environment: its name up to the account id, where other stacks have to know it."""
    parts: tuple[str, ...]
    """What its builder adds to its construct id; rules, alarms, records and users are in the plan itself."""
    alarms: Callable[[Spot[ModelT]], Iterable["Alarm"]]
    size: Size[ModelT]
    nesting: Nesting[ModelT]
    refusals: Refusals[ModelT]


def planning_of(component: ModelT) -> Planning[ModelT]:
    """Return what the kind of a component says; here alone its type is taken on trust."""
    found: object = facet_of(component.kind, "planning", Planning)
    return cast("Planning[ModelT]", found)


def spot_of(architecture: Architecture, name: str) -> Spot[ComponentBase]:
    """Return a component where it stands."""
    return Spot(architecture, name, architecture.components[name])


def spots(architecture: Architecture) -> Iterator[Spot[ComponentBase]]:
    """Return every component where it stands, in the spec's order."""
    return (Spot(architecture, name, component) for name, component in architecture.components.items())
