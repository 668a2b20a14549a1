"""What arrows to services open, who services are to others, and which names AWS could not tell apart."""

from collections.abc import Iterator, Mapping
from typing import Final

from archspec.architecture import AWS_APIS, HTTPS, Architecture, ConnectionClass, FlowPurpose, Hints, InfrastructureFlow
from archspec.architecture.collisions import clashes, separated
from archspec.architecture.kind import Connections, links_to
from archspec.architecture.link import Link
from archspec.architecture.offers import (
    EXISTING,
    GENERATED,
    Grantee,
    Identity,
    Offer,
    SecretValue,
    TargetOutput,
    Variable,
    from_outside,
    never,
    nothing,
)
from archspec.bilingual import Text
from archspec.components.base import Acts
from archspec.errors import Mistake, Path
from archspec.kinds.fargate_service.model import FargateService, TagParameter

SERVICE_APIS: Final = FlowPurpose(
    "service_apis",
    summary="the service pulls its image, writes its logs and reads its secrets",
    text=Text(
        en="pulls its image, writes its logs and reads its secrets", pt="baixa a imagem, grava logs e lê segredos"
    ),
    label=Text(en="images, logs, secrets", pt="imagens, logs, segredos"),
    function=None,
)

_TASK_ROLE: Final = Identity(
    "task_role",
    Grantee.ROLE,
    "task role of {source}",
    Text(en="IAM role of the tasks of {source}", pt="função do IAM das tarefas de {source}"),
)


def _identity(_: FargateService) -> Identity:
    return _TASK_ROLE


def _port(link: Link[FargateService]) -> tuple[int, ...]:
    return (link.target.port,) if link.target.port is not None else ()


def _address(link: Link[FargateService]) -> tuple[Variable, ...]:
    return Variable("HOST", TargetOutput("address")), Variable("PORT", str(link.target.port))


def _variables(service: FargateService) -> Iterator[Variable]:
    if service.port is not None and "PORT" not in {*service.environment, *service.secrets}:
        yield Variable("PORT", str(service.port))
    for name, value in service.environment.items():
        yield Variable(name, value)
    for name, source in service.secrets.items():
        yield Variable(name, SecretValue(GENERATED) if source == "generated" else SecretValue(EXISTING, arn=source))


def _flows(name: str, _: FargateService) -> Iterator[InfrastructureFlow]:
    yield InfrastructureFlow(name, AWS_APIS, HTTPS, SERVICE_APIS)


def _mistakes(architecture: Architecture, services: Mapping[str, FargateService]) -> Iterator[Mistake]:
    yield from _deaf_targets(architecture, services)
    yield from _unknown_clusters(architecture, services)
    yield from _clashing_clusters(architecture, services)
    yield from _clashing_parameters(services)


def _deaf_targets(architecture: Architecture, services: Mapping[str, FargateService]) -> Iterator[Mistake]:
    for link in links_to(architecture, services):
        if link.target.port is None:
            message = f"{link.arrow.target!r} listens on no port; give it one, as in port: 3000, or remove the arrow"
            yield Mistake(("connections", str(link.arrow)), message)


def _unknown_clusters(architecture: Architecture, services: Mapping[str, FargateService]) -> Iterator[Mistake]:
    if not architecture.clusters:
        return
    hints = Hints(architecture.clusters, "add it, or correct the name")
    for name, service in services.items():
        if service.cluster not in architecture.clusters:
            message = f"there is no cluster {service.cluster!r}; {hints.on(service.cluster)}"
            yield Mistake(("components", name, "cluster"), message)


def _clashing_clusters(architecture: Architecture, services: Mapping[str, FargateService]) -> Iterator[Mistake]:
    places: dict[str, Path] = {}
    for name, service in services.items():
        if service.cluster not in architecture.clusters:
            places.setdefault(service.cluster, ("components", name, "cluster"))
    for slug, other in clashes((*architecture.clusters, *places), separated):
        if slug in places:
            message = f"{slug!r} and {other!r} are the same name in CloudFormation; rename one of them"
            yield Mistake(places[slug], message)


def _clashing_parameters(services: Mapping[str, FargateService]) -> Iterator[Mistake]:
    places: dict[str, Path] = {}
    for name, service in services.items():
        if isinstance(service.image.tag, TagParameter):
            places.setdefault(service.image.tag.parameter, ("components", name, "image", "tag", "parameter"))
    for parameter, other in clashes(places, separated):
        message = f"{parameter!r} and {other!r} are the same parameter in CloudFormation; rename one, or use one name"
        yield Mistake(places[parameter], message)


CONNECTIONS: Final[Connections[FargateService]] = Connections(
    offers={
        Acts.OUTSIDE: from_outside(_port),
        Acts.BALANCES: Offer(
            opens=ConnectionClass.NETWORK,
            conditions=frozenset({"hosts", "paths", "health_check_path"}),
            access=(),
            ports=_port,
            permissions=nothing,
            variables=nothing,
            has_user=never,
        ),
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.NETWORK,
            conditions=frozenset(),
            access=(),
            ports=_port,
            permissions=nothing,
            variables=_address,
            has_user=never,
        ),
    },
    outputs={"address": "address of {target}"},
    secrets={},
    identity=_identity,
    variables=_variables,
    entry=None,
    hosted_zone=None,
    flows=_flows,
    mistakes=_mistakes,
)
