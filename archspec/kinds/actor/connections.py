"""What arrows to and from people and systems outside AWS open."""

from typing import Final

from archspec.architecture.connection import ConnectionClass
from archspec.architecture.infrastructure import HTTPS
from archspec.architecture.kind import Connections
from archspec.architecture.link import Link
from archspec.architecture.offers import ANYONE, Identity, Offer, never, nothing
from archspec.components.base import Acts
from archspec.kinds.actor.model import Actor


def _port(link: Link[Actor]) -> tuple[int, ...]:
    return (link.connection.port or HTTPS,)


def _identity(_: Actor) -> Identity:
    return ANYONE


CONNECTIONS: Final[Connections[Actor]] = Connections(
    offers={
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.NETWORK,
            conditions=frozenset({"port"}),
            access=(),
            ports=_port,
            permissions=nothing,
            # Systems outside have addresses of their own, which the spec's environment can give.
            variables=nothing,
            has_user=never,
        )
    },
    outputs={},
    secrets={},
    identity=_identity,
    variables=None,
    entry=None,
    hosted_zone=None,
    flows=nothing,
    mistakes=nothing,
)
