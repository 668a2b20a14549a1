"""Offers: what an arrow may ask of the component it leads to, decided once, by the target."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from archspec.architecture.access import Access
from archspec.architecture.connection import ConnectionClass
from archspec.architecture.link import Link
from archspec.bilingual import Text
from archspec.components.base import ComponentBase

ModelT = TypeVar("ModelT", bound=ComponentBase)


class Scope(StrEnum):
    """What of the target a permission is on."""

    ITSELF = "itself"
    CONTENTS = "contents"
    """What it holds, such as the objects of a bucket, and the target as their container."""
    SECRET = "secret"  # noqa: S105  no secret
    """The secret with the credentials of its clients."""


class Grantee(StrEnum):
    """Whom AWS takes a source for when it is granted something."""

    ROLE = "role"
    """A role that it acts under."""
    SERVICE = "service"
    """An AWS service, on behalf of this source alone."""
    ANYONE = "anyone"
    """Everybody, since it does not sign in."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a source is to AWS when it uses what it was granted."""

    name: str
    """The principal of a grant in a plan."""
    grantee: Grantee
    summary: str
    """Who that is, with the place of the `{source}`, as a plan says it."""
    text: Text
    """The same, as pages say it."""


ANYONE: Final = Identity(
    "anyone", Grantee.ANYONE, "anyone", Text(en="anybody, without signing in", pt="qualquer um, sem se identificar")
)


@dataclass(frozen=True, slots=True)
class Permission:
    """Actions that a connection allows its source, whoever that is to AWS."""

    actions: tuple[str, ...]
    on: Scope


@dataclass(frozen=True, slots=True)
class TargetOutput:
    """A value of the target that is known only when it is deployed."""

    name: str


GENERATED: Final = "generated"
"""A secret made at deployment for the code that is given it."""
EXISTING: Final = "existing"
"""A secret that Secrets Manager or Parameter Store has already."""


@dataclass(frozen=True, slots=True)
class SecretValue:
    """A value that is read from a secret when the code starts."""

    secret: str
    """Which one: of the target's by name, or `GENERATED`, or `EXISTING`."""
    field: str | None = None
    """The key in a secret that holds several values."""
    arn: str | None = None
    """The secret that is there already."""


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable of the code at the source; of an offer, the part of its name after the target's id."""

    name: str
    value: str | TargetOutput | SecretValue


@dataclass(frozen=True, slots=True)
class ClientSecret(Generic[ModelT]):
    """A secret with which clients of a component sign in."""

    summary: str
    """Where the value is, with the places of `{target}` and `{field}`, as a plan says it."""
    text: Callable[[ModelT], Text]
    """Whose it is, with the place of the `{target}`, as pages say it."""


@dataclass(frozen=True, slots=True)
class Offer(Generic[ModelT]):
    """What an arrow to a component opens, for sources that act in one way."""

    opens: ConnectionClass
    conditions: frozenset[str]
    """Fields of its connection that narrow or route what it opens."""
    access: tuple[Access, ...]
    """The words its connection may say what the source does with, the first where it says nothing; none, or several."""
    ports: Callable[[Link[ModelT]], tuple[int, ...]]
    """The ports of TCP that the source reaches; none where there is no network path."""
    permissions: Callable[[Link[ModelT]], tuple[Permission, ...]]
    """What the source may do with the target's APIs."""
    variables: Callable[[Link[ModelT]], tuple[Variable, ...]]
    """What code at the source is told."""
    has_user: Callable[[ModelT], bool]
    """Whether the target makes a user for each source, with its access."""

    @property
    def options(self) -> frozenset[str]:
        """The fields its connection may set besides `label` and `why`."""
        return self.conditions | {"access"} if self.access else self.conditions


def nothing(*_: object) -> tuple[()]:
    """Return nothing, whatever is asked about."""
    return ()


def never(_: object) -> bool:
    """Tell that something is not so, whatever is asked about."""
    return False


def documentary() -> Offer[ModelT]:
    """Return the offer of an arrow that informs the reader and opens nothing."""
    return Offer(
        opens=ConnectionClass.DOCUMENTARY,
        conditions=frozenset(),
        access=(),
        ports=nothing,
        permissions=nothing,
        variables=nothing,
        has_user=never,
    )


def from_outside(ports: Callable[[Link[ModelT]], tuple[int, ...]]) -> Offer[ModelT]:
    """Return the offer of ports to people and systems outside, from anywhere or from some addresses."""
    return Offer(
        opens=ConnectionClass.NETWORK,
        conditions=frozenset({"ingress_cidrs"}),
        access=(),
        ports=ports,
        permissions=nothing,
        variables=nothing,
        has_user=never,
    )
