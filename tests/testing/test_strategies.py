"""The strategies reach what they promise to reach."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from operator import eq
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from archspec.architecture import CONNECTION_RULES, Architecture, Connection
from archspec.components import (
    KINDS,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    S3Bucket,
    kind_of,
)
from archspec.testing import architectures, compliant_architectures, components_of, in_environment

REACH = settings(
    max_examples=2000,
    phases=[Phase.generate],
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""Look for an example, and leave it as large as it is found."""

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


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """Return the path of each field of a model, and of the models in it."""
    for name, field in model.model_fields.items():
        if name == "kind":
            continue
        nested = [part for part in (field.annotation, *get_args(field.annotation)) if _is_model(part)]
        yield (name,)
        for part in nested:
            yield from ((name, *below) for below in _fields(part))


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _value(model: object, path: tuple[str, ...]) -> object:
    for name in path:
        model = getattr(model, name, None)
    return model


def _wanted(model: type[BaseModel], path: tuple[str, ...]) -> list[Callable[[object], bool]]:
    """Return what a field must be seen as: each value of a closed vocabulary, else two different values."""
    field = model.model_fields[path[0]]
    for name in path[1:]:
        parts = [part for part in (field.annotation, *get_args(field.annotation)) if _is_model(part)]
        field = next(part.model_fields[name] for part in parts if name in part.model_fields)
    if get_origin(field.annotation) is Literal or field.annotation is bool:
        listed = get_args(field.annotation) or (True, False)
        return [partial(eq, one) for one in listed]
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    return [lambda value: value not in (None, default), lambda value: not value or value == default or default is None]


def _fields_of(part: str) -> Iterator[str]:
    """Return the fields of a model that an architecture holds one of."""
    yield from type(Architecture.model_fields[part].default).model_fields


CASES = [(kind, path) for kind in KINDS for path in _fields(kind)]


@pytest.mark.parametrize(("kind", "path"), CASES, ids=lambda case: case if isinstance(case, str) else None)
def test_every_field_of_a_component_varies(kind: type[AnyComponent], path: tuple[str, ...]) -> None:
    """Each field is seen away from its default; a closed vocabulary is seen whole."""
    for wanted in _wanted(kind, path):
        find(components_of(kind), partial(_is_seen, wanted, path), settings=REACH)


def _is_seen(wanted: Callable[[object], bool], path: tuple[str, ...], component: object) -> bool:
    return wanted(_value(component, path))


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


@pytest.mark.parametrize("pair", CONNECTION_RULES, ids=lambda pair: " to ".join(map(kind_of, pair)))
def test_every_pair_of_kinds_is_connected(pair: tuple[type[AnyComponent], type[AnyComponent]]) -> None:
    """Each row of the table of connections is drawn."""

    def connected(found: Architecture) -> bool:
        return any(_kinds(found, arrow) == pair for arrow in found.connections)

    reach(architectures, connected)


def _kinds(found: Architecture, arrow: Any) -> tuple[type[object] | None, ...]:  # noqa: ANN401
    return tuple(type(end) for end in found.ends(arrow))


def _clients(found: Architecture, kind: type[AnyComponent]) -> list[str]:
    """Return the services connected to the component of a kind that has most of them."""
    targets = found.of_kind(kind)
    services = found.of_kind(FargateService)
    clients = [
        sorted({arrow.source for arrow in found.connections if arrow.target == target and arrow.source in services})
        for target in targets
    ]
    return max(clients, key=len, default=[])


SHAPES: dict[str, Condition] = {
    "nothing at all": lambda found: not found.components,
    "two services on one database": lambda found: len(_clients(found, RdsInstance)) > 1,
    "two services on one cache": lambda found: len(_clients(found, ElasticacheReplicationGroup)) > 1,
    "no data tier": lambda found: (
        bool(found.of_kind(FargateService))
        and not found.of_kind(RdsInstance)
        and not found.of_kind(ElasticacheReplicationGroup)
    ),
    "one zone": lambda found: found.network.availability_zones == 1 and bool(found.of_kind(FargateService)),
    "three zones": lambda found: found.network.availability_zones == 3,
    "a second arrow": lambda found: any(arrow.name for arrow in found.connections),
    "a load balancer before two services": lambda found: any(
        len({arrow.target for arrow in found.connections if arrow.source == name}) > 1
        for name in found.of_kind(ApplicationLoadBalancer)
    ),
    "a host name": lambda found: any(entry.hostnames for entry in found.of_kind(ApplicationLoadBalancer).values()),
    "two host names": lambda found: any(
        len(entry.hostnames) > 1 for entry in found.of_kind(ApplicationLoadBalancer).values()
    ),
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
        for service in found.of_kind(FargateService).values()
    ),
    "a repository of another account": lambda found: any(
        service.image.existing is not None and service.image.existing.account is not None
        for service in found.of_kind(FargateService).values()
    ),
    "an existing bucket behind a distribution": lambda found: any(
        isinstance(source, CloudfrontDistribution) and isinstance(target, S3Bucket) and target.existing is not None
        for source, target in map(found.ends, found.connections)
    ),
    "a certificate without a host name": lambda found: any(
        entry.certificate is not None and not entry.hostnames
        for entry in found.of_kind(ApplicationLoadBalancer).values()
    ),
    "a renamed component with an arrow": lambda found: any(
        component.renamed_from is not None and any(name in {arrow.source, arrow.target} for arrow in found.connections)
        for name, component in found.components.items()
    ),
    "one component alone": lambda found: len(found.components) == 1,
    "the longest id": lambda found: any(len(name) == 40 for name in found.components),
}


def _has(kind: type[AnyComponent], count: int) -> Condition:
    return lambda found: len(found.of_kind(kind)) == count and bool(found.components)


ONLY_UNWISE = {shape for shape in SHAPES if "waiver" in shape or "VPC" in shape or shape == "one zone"}
"""Shapes without compliant architectures: nothing to waive, two zones at least, and a network the faults can edit."""

SHAPES |= {f"{count} of {kind_of(kind)}": _has(kind, count) for kind in KINDS for count in (0, 3)}


@pytest.mark.parametrize("shape", SHAPES)
def test_architectures_reach_every_shape(shape: str) -> None:
    """Nothing a spec can be is out of reach."""
    reach(architectures, SHAPES[shape])


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - ONLY_UNWISE))
def test_compliant_architectures_reach_every_shape(shape: str) -> None:
    """To comply is no reason to be simple."""
    assert reach(compliant_architectures, SHAPES[shape]).waivers == ()


@pytest.mark.parametrize("kind", KINDS, ids=kind_of)
def test_needs_and_lacks_are_kept(kind: type[AnyComponent]) -> None:
    """A kind is there when it is needed, and absent when it is not wanted."""
    name = frozenset({kind_of(kind)})

    @given(compliant_architectures(needs=name))
    @settings(max_examples=10)
    def needed(found: Architecture) -> None:
        assert 1 <= len(found.of_kind(kind)) <= 3

    @given(compliant_architectures(lacks=name))
    @settings(max_examples=10)
    def lacking(found: Architecture) -> None:
        assert not found.of_kind(kind)

    needed()
    lacking()


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
