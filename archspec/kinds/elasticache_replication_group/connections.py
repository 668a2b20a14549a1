"""What arrows to caches open, and how their clients sign in."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.architecture.access import READ_OR_WRITE
from archspec.architecture.connection import ConnectionClass
from archspec.architecture.kind import Connections
from archspec.architecture.link import Link
from archspec.architecture.offers import (
    ClientSecret,
    Offer,
    SecretValue,
    TargetOutput,
    Variable,
    from_outside,
    nothing,
)
from archspec.bilingual import Text
from archspec.components.base import Acts
from archspec.kinds.elasticache_replication_group.model import ElasticacheReplicationGroup

_USER: Final = "cache_user"
"""The secret of the user that a client has here."""
_TOKEN: Final = "cache_token"  # noqa: S105  no secret
"""The secret of the token that all clients share."""


def _port(link: Link[ElasticacheReplicationGroup]) -> tuple[int, ...]:
    return (link.target.port,)


def _login(link: Link[ElasticacheReplicationGroup]) -> tuple[Variable, ...]:
    cache = link.target
    return (
        Variable("HOST", TargetOutput("address")),
        Variable("PORT", str(cache.port)),
        Variable("TLS", str(cache.transit_encryption != "disabled").lower()),
        *_credentials(cache),
    )


def _credentials(cache: ElasticacheReplicationGroup) -> Iterator[Variable]:
    match cache.authentication:
        case "rbac":
            yield Variable("USERNAME", SecretValue(_USER, "username"))
            yield Variable("PASSWORD", SecretValue(_USER, "password"))
        case "auth_token":
            yield Variable("PASSWORD", SecretValue(_TOKEN))
        case "none":
            return
        case _ as unreachable:
            assert_never(unreachable)


def _tells_clients_apart(cache: ElasticacheReplicationGroup) -> bool:
    return cache.authentication == "rbac"


def _own_user(_: ElasticacheReplicationGroup) -> Text:
    return Text(en="its own user in {target}", pt="usuário próprio em {target}")


def _shared_token(_: ElasticacheReplicationGroup) -> Text:
    return Text(en="the token all clients of {target} share", pt="o token que os clientes de {target} dividem")


CONNECTIONS: Final[Connections[ElasticacheReplicationGroup]] = Connections(
    offers={
        Acts.OUTSIDE: from_outside(_port),
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.NETWORK,
            conditions=frozenset(),
            access=READ_OR_WRITE,
            ports=_port,
            permissions=nothing,
            variables=_login,
            has_user=_tells_clients_apart,
        ),
    },
    outputs={"address": "address of {target}"},
    secrets={
        _USER: ClientSecret("secret of this user of {target}, {field}", _own_user),
        _TOKEN: ClientSecret("secret of {target}, token", _shared_token),
    },
    identity=None,
    variables=None,
    entry=None,
    hosted_zone=None,
    flows=nothing,
    mistakes=nothing,
)
