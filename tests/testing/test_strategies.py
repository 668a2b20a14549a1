"""The strategies reach what they promise to reach."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Architecture, Arrow, Connection
from archspec.components import KIND_NAMES
from archspec.components.base import Role
from archspec.testing import architectures, compliant_architectures, in_environment
from archspec.testing.conformance.variety import REACH
from archspec.testing.pairs import possible_arrows

FIXED = {"archspec", "translations"}
"""Fields that take one value: the version, and files beside a spec, which an architecture in memory lacks."""

Condition = Callable[[Architecture], bool]


@cache
def _drawn(strategy: Callable[[], SearchStrategy[Architecture]]) -> list[Architecture]:
    """Return draws that hold most shapes already, so that few need a search."""
    drawn: list[Architecture] = []

    @given(strategy())
    @settings(REACH, max_examples=200)
    def collect(architecture: Architecture) -> None:
        drawn.append(architecture)

    collect()
    return drawn


def reach(strategy: Callable[[], SearchStrategy[Architecture]], shape: Condition) -> Architecture:
    """Return an architecture of a shape, from the shared draws or from a search of its own."""
    ready = next(filter(shape, _drawn(strategy)), None)
    return find(strategy(), shape, settings=REACH) if ready is None else ready


def _fields_of(part: str) -> Iterator[str]:
    """Return the fields of a model that an architecture holds one of."""
    yield from type(Architecture.model_fields[part].default).model_fields


@pytest.mark.parametrize("name", sorted(Architecture.model_fields.keys() - FIXED))
def test_every_field_of_an_architecture_varies(name: str) -> None:
    """Each field is seen away from its default; a field without one is seen with two values."""
    field = Architecture.model_fields[name]
    if field.is_required():
        first = getattr(reach(architectures, lambda _: True), name)
        reach(architectures, lambda found: bool(getattr(found, name) != first))
    else:
        default = field.get_default(call_default_factory=True)
        reach(architectures, lambda found: bool(getattr(found, name) != default))


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part in ("logs", "network", "policy") for name in _fields_of(part)]
)
def test_every_field_of_a_part_varies(part: str, name: str) -> None:
    """The network, the logs and the policy are seen away from their defaults, field by field."""
    default = getattr(Architecture.model_fields[part].default, name)
    reach(architectures, lambda found: bool(getattr(getattr(found, part), name) != default))


@pytest.mark.parametrize("name", Connection.model_fields)
def test_every_field_of_a_connection_varies(name: str) -> None:
    """Each option of some pair of kinds is written."""
    default = Connection.model_fields[name].default
    reach(architectures, _any_connection(lambda said: bool(getattr(said, name) != default)))


def _any_connection(condition: Callable[[Connection], bool]) -> Condition:
    return lambda found: any(map(condition, found.connections.values()))


@pytest.mark.parametrize("pair", possible_arrows(), ids=" to ".join)
def test_every_pair_of_kinds_is_connected(pair: tuple[str, str]) -> None:
    """Each row of the table of connections is drawn."""
    reach(architectures, lambda found: any(_kinds(found, arrow) == pair for arrow in found.connections))


def _kinds(found: Architecture, arrow: Arrow) -> tuple[str, str]:
    return found.components[arrow.source].kind, found.components[arrow.target].kind


def _having(found: Architecture, role: Role) -> dict[str, Any]:
    """Return the components of a role; what fields they have is known to whoever asks for them."""
    return {name: component for name, component in found.components.items() if component.facts.role is role}


def _services(found: Architecture) -> dict[str, Any]:
    return _having(found, Role.COMPUTE)


def _balancers(found: Architecture) -> dict[str, Any]:
    return _having(found, Role.LOAD_BALANCER)


def _clients(found: Architecture, role: Role) -> list[str]:
    """Return the services connected to the component of a role that has most of them."""
    services = _services(found)
    clients = [
        sorted({arrow.source for arrow in found.connections if arrow.target == target and arrow.source in services})
        for target in _having(found, role)
    ]
    return max(clients, key=len, default=[])


def _existing_origin(found: Architecture) -> bool:
    return any(
        found.components[arrow.source].facts.role is Role.CDN
        and getattr(found.components[arrow.target], "existing", None) is not None
        for arrow in found.connections
    )


SHAPES: dict[str, Condition] = {
    "nothing at all": lambda found: not found.components,
    "two services on one database": lambda found: len(_clients(found, Role.DATABASE)) > 1,
    "two services on one cache": lambda found: len(_clients(found, Role.CACHE)) > 1,
    "no data tier": lambda found: (
        bool(_services(found)) and not _having(found, Role.DATABASE) and not _having(found, Role.CACHE)
    ),
    "one zone": lambda found: found.network.availability_zones == 1 and bool(_services(found)),
    "three zones": lambda found: found.network.availability_zones == 3,
    "a second arrow": lambda found: any(arrow.name for arrow in found.connections),
    "a load balancer before two services": lambda found: any(
        len({arrow.target for arrow in found.connections if arrow.source == name}) > 1 for name in _balancers(found)
    ),
    "a host name": lambda found: any(entry.hostnames for entry in _balancers(found).values()),
    "two host names": lambda found: any(len(entry.hostnames) > 1 for entry in _balancers(found).values()),
    "two environments": lambda found: len(found.environments) > 1,
    "an environment without a component": lambda found: any(
        len(in_environment(found, name).components) < len(found.components) for name in found.environments
    ),
    "an environment without a connection": lambda found: any(
        len(in_environment(found, name).connections) < len(found.connections) for name in found.environments
    ),
    "a waiver in one environment": lambda found: any(waiver.environment for waiver in found.waivers),
    "a waiver of a connection": lambda found: any(waiver.connection for waiver in found.waivers),
    "a waiver of a component": lambda found: any(waiver.component for waiver in found.waivers),
    "a waiver of the network": lambda found: any(
        waiver.component is None and waiver.connection is None for waiver in found.waivers
    ),
    "a decision that replaces another": lambda found: any(d.supersedes for d in found.decisions.values()),
    "a decision about a component": lambda found: any(d.components for d in found.decisions.values()),
    "a label in another script": lambda found: any(
        component.label is not None and not component.label.isascii() for component in found.components.values()
    ),
    "an existing VPC": lambda found: (
        found.network.existing is not None and bool(found.network.existing.private_subnets)
    ),
    "an existing VPC that lacks a tier": lambda found: (
        found.network.existing is not None and not found.network.existing.isolated_subnets
    ),
    "an existing cluster in use": lambda found: any(
        service.cluster in found.clusters and found.clusters[service.cluster].existing is not None
        for service in _services(found).values()
    ),
    "a repository of another account": lambda found: any(
        service.image.existing is not None and service.image.existing.account is not None
        for service in _services(found).values()
    ),
    "an existing bucket behind a distribution": _existing_origin,
    "a certificate without a host name": lambda found: any(
        entry.certificate is not None and not entry.hostnames for entry in _balancers(found).values()
    ),
    "a renamed component with an arrow": lambda found: any(
        component.renamed_from is not None and any(name in {arrow.source, arrow.target} for arrow in found.connections)
        for name, component in found.components.items()
    ),
    "one component alone": lambda found: len(found.components) == 1,
    "the longest id": lambda found: any(len(name) == 40 for name in found.components),
}


def _has(kind: str, count: int) -> Condition:
    def has(found: Architecture) -> bool:
        return bool(found.components) and sum(each.kind == kind for each in found.components.values()) == count

    return has


ONLY_UNWISE = {shape for shape in SHAPES if "waiver" in shape or "VPC" in shape or shape == "one zone"}
"""Shapes without compliant architectures: nothing to waive, two zones at least, and a network the faults can edit."""

SHAPES |= {f"{count} of {kind}": _has(kind, count) for kind in KIND_NAMES for count in (0, 3)}


@pytest.mark.parametrize("shape", SHAPES)
def test_architectures_reach_every_shape(shape: str) -> None:
    """Nothing a spec can be is out of reach."""
    reach(architectures, SHAPES[shape])


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - ONLY_UNWISE))
def test_compliant_architectures_reach_every_shape(shape: str) -> None:
    """To comply is no reason to be simple."""
    assert reach(compliant_architectures, SHAPES[shape]).waivers == ()


@pytest.mark.parametrize(
    ("needs", "lacks"),
    [
        ({"actor"}, {"actor", "s3_bucket"}),
        ({"cloudfront_distribution"}, {"s3_bucket", "application_load_balancer"}),
    ],
)
def test_impossible_requests_say_so(needs: set[str], lacks: set[str]) -> None:
    """Nothing can be needed and absent, and a distribution needs an origin."""
    with pytest.raises(InvalidArgument, match=rf"^no architecture has a \w+ and lacks {', '.join(sorted(lacks))}$"):
        compliant_architectures(frozenset(needs), frozenset(lacks))


def test_without_origins_there_is_no_distribution() -> None:
    """What cannot be is left out, as long as nobody asks for it."""
    lacks = frozenset({"s3_bucket", "application_load_balancer"})

    @given(compliant_architectures(lacks=lacks))
    @settings(max_examples=20)
    def none(found: Architecture) -> None:
        assert not {"cloudfront_distribution", *lacks} & {component.kind for component in found.components.values()}

    none()


def test_unmet_conditions_are_noticed() -> None:
    """`find` fails where a shape is out of reach, so the tests above prove something."""
    few = settings(REACH, max_examples=20)
    with pytest.raises(Exception, match="No examples found"):
        find(architectures(), lambda found: len(found.components) > 24, settings=few)
