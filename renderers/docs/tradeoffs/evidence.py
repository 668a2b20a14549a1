"""What the model itself shows of each aspect, in a line: the figure beside the architect's judgement."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from archspec.architecture import Architecture, Aspect
from archspec.bilingual import Text
from archspec.checks.capabilities import is_data_store, is_service
from archspec.components import Role
from archspec.parts.pages import pages_of
from archspec.parts.phrases import ZONES, Noun, counted
from archspec.parts.resources import STACK, Billing
from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.inlines import inline
from renderers.docs.markdown import fill
from renderers.docs.phrases import listed, listed_markdown
from renderers.docs.tradeoffs.availability import single_points
from renderers.docs.tradeoffs.resources import resources_of
from renderers.docs.words.nouns import COMPONENTS, CONNECTIONS

_RULES: Final[Noun] = (
    Text(en="security-group rule", pt="regra de grupo de segurança"),
    Text(en="security-group rules", pt="regras de grupos de segurança"),
)
_PERMISSIONS: Final[Noun] = (
    Text(en="permission granted by a connection", pt="permissão concedida por conexão"),
    Text(en="permissions granted by connections", pt="permissões concedidas por conexões"),
)
_POINTS: Final[Noun] = (
    Text(en="single point of failure", pt="ponto único de falha"),
    Text(en="single points of failure", pt="pontos únicos de falha"),
)


def evidence(deployment: Deployment, aspect: Aspect) -> list[Text]:
    """Return what the model shows of an aspect, one sentence each; the pages link the parts."""
    return [*_EVIDENCE[aspect](deployment), *_of_kinds(deployment, aspect)]


def _of_kinds(deployment: Deployment, aspect: Aspect) -> Iterator[Text]:
    """Return what kinds add."""
    for name, component in deployment.architecture.components.items():
        for about, what in pages_of(component).evidence(deployment.described(name)):
            if about == aspect:
                yield inline(what)


def _cost(deployment: Deployment) -> Iterator[Text]:
    billed: Mapping[Billing, Text] = {
        "hour": Text(en="By the hour, used or not: {amounts}.", pt="Por hora, com ou sem uso: {amounts}."),
        "running": Text(en="By the second, while they run: {amounts}.", pt="Por segundo, enquanto rodam: {amounts}."),
    }
    resources = resources_of(deployment)
    for billing, text in billed.items():
        if amounts := [resource.amount for resource in resources if resource.type.billing == billing]:
            yield fill(text, amounts=listed(amounts))


def _complexity(deployment: Deployment) -> Iterator[Text]:
    architecture = deployment.architecture
    parts = [
        counted(len(architecture.components), *COMPONENTS),
        counted(len(architecture.connections), *CONNECTIONS),
        counted(len(deployment.rules), *_RULES),
        counted(len(deployment.grants) + len(deployment.cache_users), *_PERMISSIONS),
        counted(len(deployment.plan.stacks), *STACK.noun),
    ]
    yield fill(Text(en="{parts}.", pt="{parts}."), parts=listed(parts))


def _maintenance(deployment: Deployment) -> Iterator[Text]:
    if deployment.traits:
        yield Text(
            en="No machine and no operating system is the team's to patch.",
            pt="Nenhuma máquina e nenhum sistema operacional ficam para a equipe corrigir.",
        )
    versioned = [
        name
        for name, component in deployment.architecture.components.items()
        if is_data_store(component) or is_service(component)
    ]
    if versioned:
        text = Text(en="Versions to follow: {names}.", pt="Versões a acompanhar: {names}.")
        yield fill(text, names=_linked(deployment.architecture, versioned))


def _scalability(deployment: Deployment) -> Iterator[Text]:
    architecture = deployment.architecture
    traits = deployment.traits
    growing = [name for name, trait in traits.items() if trait.growth.by_itself]
    fixed = [name for name, trait in traits.items() if not trait.growth.by_itself]
    if growing:
        text = Text(en="Scale by themselves: {names}.", pt="Escalam sozinhos: {names}.")
        yield fill(text, names=_linked(architecture, growing))
    if fixed:
        text = Text(en="Scale when the team changes them: {names}.", pt="Escalam quando a equipe os altera: {names}.")
        yield fill(text, names=_linked(architecture, fixed))


def _availability(deployment: Deployment) -> Iterator[Text]:
    architecture = deployment.architecture
    if deployment.plan.vpc is not None:
        zones = counted(architecture.network.availability_zones, *ZONES)
        yield fill(Text(en="{zones}.", pt="{zones}."), zones=zones)
    points = list(single_points(deployment))
    if not points:
        yield Text(en="No single point of failure.", pt="Nenhum ponto único de falha.")
        return
    yield fill(Text(en="{points}.", pt="{points}."), points=counted(len(points), *_POINTS))


def _security(deployment: Deployment) -> Iterator[Text]:
    architecture = deployment.architecture
    entries = deployment.open_to_internet
    if entries:
        text = Text(en="Open to the internet: {names}.", pt="Abertos à internet: {names}.")
        yield fill(text, names=_linked(architecture, entries))
    closed = [
        name for name, component in architecture.components.items() if is_data_store(component) and name not in entries
    ]
    if closed:
        text = Text(en="No direct access from the internet: {names}.", pt="Sem acesso direto pela internet: {names}.")
        yield fill(text, names=_linked(architecture, closed))


def _performance(deployment: Deployment) -> Iterator[Text]:
    architecture = deployment.architecture
    edges = [name for name, component in architecture.components.items() if component.facts.role is Role.CDN]
    if edges:
        text = Text(en="At the edge, near the user: {names}.", pt="Na borda, perto do usuário: {names}.")
        yield fill(text, names=_linked(architecture, edges))


def _portability(deployment: Deployment) -> Iterator[Text]:
    traits = deployment.traits
    offered = list(dict.fromkeys(inline(trait.portable) for trait in traits.values() if trait.portable))
    if offered:
        text = Text(en="With equivalents outside AWS: {parts}.", pt="Com equivalentes fora da AWS: {parts}.")
        yield fill(text, parts=listed(offered))
    own = [name for name, trait in traits.items() if trait.portable is None]
    if own:
        text = Text(en="AWS only: {names}.", pt="Só na AWS: {names}.")
        yield fill(text, names=_linked(deployment.architecture, own))


def _linked(architecture: Architecture, names: Iterable[str]) -> Text:
    return listed_markdown(component_link(architecture, name) for name in names)


_EVIDENCE: Final[Mapping[Aspect, Callable[[Deployment], Iterator[Text]]]] = {
    "cost": _cost,
    "complexity": _complexity,
    "maintenance": _maintenance,
    "scalability": _scalability,
    "availability": _availability,
    "security": _security,
    "performance": _performance,
    "portability": _portability,
}
