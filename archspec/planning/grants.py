"""Permissions: what the connections grant to their sources, and the users they have in their targets."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archspec.architecture import (
    Access,
    Architecture,
    Arrow,
    Grantee,
    Identity,
    Link,
    Scope,
    chosen,
    connections_of,
    link_of,
    offer_of,
    together,
)
from archspec.components.base import ComponentBase
from archspec.planning.names import Names


@dataclass(frozen=True, slots=True)
class Grant:
    """Actions that one connection allows its source on its target."""

    arrow: Arrow
    principal: str
    """Who the source is to AWS, in the word of its kind."""
    actions: tuple[str, ...]
    on: Scope = field(metadata={"documented": False})
    """What of the target they are on."""
    to: Grantee = field(metadata={"documented": False})
    """What sort of principal it is."""


@dataclass(frozen=True, slots=True)
class ClientUser:
    """The user that the source of a connection has in its target, where that tells its clients apart."""

    id: str
    arrow: Arrow
    access: str


def plan_grants(architecture: Architecture) -> tuple[Grant, ...]:
    """Return what each connection grants, by arrow: the order of the spec must not change a policy."""
    return tuple(grant for arrow in architecture.sorted_connections for grant in _grants(link_of(architecture, arrow)))


def _grants(link: Link[ComponentBase]) -> Iterator[Grant]:
    for permission in offer_of(link).permissions(link):
        identity = identity_of(link.source)
        yield Grant(link.arrow, identity.name, permission.actions, permission.on, identity.grantee)


def identity_of(source: ComponentBase) -> Identity:
    """Return who a component is to AWS when it uses what it was granted.

    Raises:
        LookupError: Nothing can be granted to its kind.

    """
    identity = connections_of(source).identity
    if identity is None:
        raise LookupError(f"nothing can be granted to {source.kind}, which says nobody it is to AWS")
    return identity(source)


def plan_client_users(architecture: Architecture, names: Names) -> tuple[ClientUser, ...]:
    """Return one user for each two components with connections to a target that tells its clients apart, by arrow."""
    found: dict[tuple[str, str], tuple[Arrow, Access]] = {}
    for arrow in architecture.sorted_connections:
        link = link_of(architecture, arrow)
        offer = offer_of(link)
        if offer.has_user(link.target):
            access = chosen(offer.access, link.connection.access)
            first, known = found.get((arrow.source, arrow.target), (arrow, access))
            found[arrow.source, arrow.target] = first, together(offer.access, known, access)
    return tuple(
        ClientUser(f"{names.base(arrow.source)}To{names.base(arrow.target)}User", arrow, access.word)
        for arrow, access in found.values()
    )
