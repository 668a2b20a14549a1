"""People and systems outside AWS: nothing of a template is one, and calls to them leave the VPC on one port."""

from typing import Final

import pytest

from archspec.architecture import Connection
from archspec.components.base import ComponentBase
from archspec.kinds.actor.model import Actor
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.oracle import (
    Oracle,
    in_no_subnet,
    keeps_nothing,
    never_public,
    no_actions,
    no_helper,
    no_variables,
)
from tests.components.refusing import refused_words

_HTTPS: Final = 443


def _ports(_actor: Actor, _source: ComponentBase, connection: Connection) -> tuple[int, ...]:
    return (connection.port or _HTTPS,)


ORACLE: Final[Oracle[Actor]] = Oracle(
    resource_type=None,
    promises=(),
    tier=in_no_subnet,
    public=never_public,
    outlives=keeps_nothing,
    records=(),
    ports=_ports,
    actions=no_actions,
    variables=no_variables,
    helper=no_helper,
    is_encrypted={},
    stores_nothing=frozenset(),
)


def test_nothing_is_made_of_an_actor(deployment: Deployment) -> None:
    """AWS runs neither people nor other people's systems."""
    actors = deployment.architecture.of_kind(Actor)
    assert [item.id for item in deployment.resources() if item.tags.get(COMPONENT_TAG) in actors] == []


@pytest.mark.parametrize(("connection", "port"), [(Connection(), 443), (Connection(port=8443), 8443)])
def test_a_system_is_called_on_one_port(connection: Connection, port: int) -> None:
    """That of the connection, else HTTPS."""
    assert ORACLE.ports(Actor(), Actor(), connection) == (port,)


def test_an_actor_is_a_person_or_a_system() -> None:
    """No other word is one."""
    assert refused_words(Actor, {}, "type", ("person", "system", "robot")) == ["robot"]
