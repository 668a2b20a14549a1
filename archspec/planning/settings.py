"""What each container is told: settings and secrets, under names that follow from the connections.

    PORT                                  the port the container listens on
    {TARGET}_HOST, {TARGET}_PORT          a database, a cache or another service
    {DATABASE}_NAME                       the database
    {DATABASE}_USERNAME, _PASSWORD        secrets, from the database's own
    {DATABASE}_SECRET_ARN                 where to read the password again after it was rotated
    {CACHE}_TLS                           "true" where clients must or may use TLS
    {CACHE}_USERNAME, {CACHE}_PASSWORD    the user of this connection (RBAC); the password alone is the token (AUTH)
    {LOAD_BALANCER}_URL                   the first host name of the load balancer, over HTTPS
    {LOAD_BALANCER}_HOST                  the load balancer's own name, where it has no host name
    {BUCKET}_BUCKET                       the name of the bucket
    {DISTRIBUTION}_HOST                   the first host name of the distribution

`{TARGET}` is the component's id in capitals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from archspec.architecture import Architecture, Arrow, connections_of, link_of, offer_of
from archspec.architecture.offers import SecretValue, TargetOutput
from archspec.architecture.offers import Variable as Told
from archspec.errors import Mistake


@dataclass(frozen=True, slots=True)
class Output:
    """A value that the deployment of a component gives."""

    component: str
    attribute: str
    """Which of the values its kind gives."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable of a container."""

    name: str
    value: str | Output
    arrow: Arrow | None
    """The connection that asks for it; None for the spec's own."""


@dataclass(frozen=True, slots=True)
class Secret:
    """An environment variable whose value Amazon ECS reads from a secret when a task starts."""

    name: str
    kind: str
    """Where it comes from: `generated`, `existing`, or a secret of the target by name."""
    arrow: Arrow | None
    """The connection that asks for it; None for the spec's own."""
    field: str | None = None
    """The key in a secret that holds several values."""
    arn: str | None = None
    """The secret that is there already."""


@dataclass(frozen=True, slots=True)
class Container:
    """What the container of a service is told."""

    component: str
    settings: tuple[Setting, ...]
    secrets: tuple[Secret, ...]


Variable: TypeAlias = Setting | Secret


def plan_containers(architecture: Architecture) -> tuple[Container, ...]:
    """Return what the code of each component is told, by name: another order would deploy it anew."""
    return tuple(
        _container(component_id, [*own, *_asked(architecture, component_id)])
        for component_id in architecture.components
        if (own := _own(architecture, component_id)) is not None
    )


def _container(component_id: str, told: list[Variable]) -> Container:
    variables = sorted(dict.fromkeys(told), key=lambda made: made.name)
    return Container(
        component_id,
        tuple(variable for variable in variables if isinstance(variable, Setting)),
        tuple(variable for variable in variables if isinstance(variable, Secret)),
    )


def _own(architecture: Architecture, component_id: str) -> list[Variable] | None:
    """Return the variables of the spec itself, or None for a component that runs no code."""
    component = architecture.components[component_id]
    variables = connections_of(component).variables
    return None if variables is None else [_variable(told, told.name, None) for told in variables(component)]


def _asked(architecture: Architecture, component_id: str) -> Iterator[Variable]:
    """Return the variables of a component's connections; those of a second one to a target are the first one's."""
    first: dict[str, Arrow] = {}
    for arrow in architecture.arrows_from(component_id):
        first.setdefault(arrow.target, arrow)
    for arrow in first.values():
        yield from connection_variables(architecture, arrow)


def connection_variables(architecture: Architecture, arrow: Arrow) -> Iterator[Variable]:
    """Return what a connection tells the code at its source."""
    link = link_of(architecture, arrow)
    for told in offer_of(link).variables(link):
        yield _variable(told, f"{arrow.target.upper()}_{told.name}", arrow)


def _variable(told: Told, name: str, arrow: Arrow | None) -> Variable:
    match told.value:
        case str(text):
            return Setting(name, text, arrow)
        case TargetOutput(output):
            return Setting(name, Output(_target(arrow), output), arrow)
        case SecretValue(secret, field, arn):
            return Secret(name, secret, arrow, field, arn)
        case _ as unreachable:
            assert_never(unreachable)


def _target(arrow: Arrow | None) -> str:
    if arrow is None:
        raise LookupError("only a connection has a target with outputs")
    return arrow.target


def variable_mistakes(containers: tuple[Container, ...]) -> Iterator[Mistake]:
    """Return a mistake for each variable that the spec and a connection, or two connections, both set."""
    for container in containers:
        first: dict[str, Arrow | None] = {}
        variables: tuple[Variable, ...] = (*container.settings, *container.secrets)
        for variable in variables:
            if variable.name not in first:
                first[variable.name] = variable.arrow
                continue
            other = next(arrow for arrow in (first[variable.name], variable.arrow) if arrow is not None)
            message = f"{variable.name} is set by the connection {other}; give the spec's own variable another name"
            yield Mistake(("components", container.component), message)
