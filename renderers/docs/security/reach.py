"""What is reachable from where: over the network, and by permission."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.checks.capabilities import is_data_store
from archspec.components import ComponentBase, Location
from archspec.parts.pages import pages_of
from renderers.docs.connections import component_link, opened, tcp
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, fill, lines, table
from renderers.docs.phrases import listed_markdown, same
from renderers.docs.security.parties import party
from renderers.docs.words import Words

_DIRECTLY: Final = Text(en="directly", pt="diretamente")
_NOT: Final = Text(en="no", pt="não")
_THROUGH: Final = Text(en="through {way}", pt="via {way}")


def reach_summary(deployment: Deployment, words: Words) -> Iterator[Markdown]:
    """Return what the internet reaches, then who alone reaches each data store."""
    architecture = deployment.architecture
    if entries := deployment.open_to_internet:
        text = Text(en="The internet reaches {entries} directly.", pt="A internet alcança diretamente {entries}.")
        yield words.fill(text, entries=_linked(architecture, entries))
    elif architecture.components:
        text = Text(en="The internet reaches nothing directly.", pt="A internet não alcança nada diretamente.")
        yield words(text)
    for name, component in architecture.components.items():
        if is_data_store(component):
            yield _data_summary(deployment, name, words)


def _data_summary(deployment: Deployment, name: str, words: Words) -> Markdown:
    clients = [party(deployment.architecture, source, words) for source in _sources(deployment, name)]
    store = component_link(deployment.architecture, name)
    if not clients:
        return words.fill(Text(en="Nothing reaches {store}.", pt="Nada alcança {store}."), store=store)
    text = (
        Text(
            en="{store} has no public address, and accepts connections from {clients} only.",
            pt="{store} não tem endereço público e só aceita conexões de: {clients}.",
        )
        if _is_private(deployment, name)
        else Text(en="{store} accepts connections from {clients}.", pt="{store} aceita conexões de: {clients}.")
    )
    return words.fill(text, store=store, clients=listed_markdown(clients))


def _is_private(deployment: Deployment, name: str) -> bool:
    component = deployment.architecture.components[name]
    address = component.facts.public_address
    public = (address and getattr(component, address)) or getattr(component, "placement", None) == "public"
    return not public and name not in deployment.open_to_internet


def _sources(deployment: Deployment, name: str) -> list[str]:
    """Return who opens a connection to a component: components first, then functions of the deployment."""
    services = [arrow.source for arrow in deployment.arrows_to.get(name, ())]
    functions = [flow.source for flow in deployment.flows_to.get(name, ())]
    return list(dict.fromkeys([*services, *functions]))


def reach_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return, for each component in AWS, the way from the internet, who reaches it and what it reaches."""
    ways = _ways_from_internet(deployment)
    rows = [
        (
            component_link(deployment.architecture, name),
            words(_place(component)),
            words(_way(deployment.architecture, ways.get(name))),
            lines(_incoming(deployment, name, words)) or words["nobody"],
            lines(_outgoing(deployment, name, words)) or words["nothing"],
        )
        for name, component in deployment.architecture.components.items()
        if component.facts.location is not Location.OUTSIDE
    ]
    columns = ("component", "place", "from_internet", "reached_by", "reaches")
    return table([words[column] for column in columns], rows) if rows else None


_PLACES: Final[Mapping[str, Text]] = {
    "public": Text(en="public subnets", pt="sub-redes públicas"),
    "private": Text(en="private subnets", pt="sub-redes privadas"),
    "isolated": Text(en="isolated subnets", pt="sub-redes isoladas"),
}


def _place(component: ComponentBase) -> Text:
    match component.facts.location:
        case Location.GLOBAL:
            return Text(en="at the edge", pt="na borda")
        case Location.REGION:
            return Text(en="in the Region", pt="na região")
        case Location.VPC | Location.OUTSIDE:
            return _PLACES.get(getattr(component, "placement", ""), Text(en="in the VPC", pt="na VPC"))


def _ways_from_internet(deployment: Deployment) -> Mapping[str, Sequence[str]]:
    """Return the shortest way from the internet to each component it can get to: what lies between."""
    ways: dict[str, tuple[str, ...]] = dict.fromkeys(deployment.open_to_internet, ())
    waiting = list(ways)
    for name in waiting:
        for arrow in deployment.arrows_from.get(name, ()):
            if arrow.target not in ways:
                ways[arrow.target] = (*ways[name], name)
                waiting.append(arrow.target)
    return ways


def _way(architecture: Architecture, way: Sequence[str] | None) -> Text:
    if way is None:
        return _NOT
    return fill(_THROUGH, way=_linked(architecture, way)) if way else _DIRECTLY


def _linked(architecture: Architecture, names: Sequence[str]) -> Text:
    return listed_markdown(component_link(architecture, name) for name in names)


def _incoming(deployment: Deployment, name: str, words: Words) -> Iterator[Markdown]:
    if visitors := pages_of(deployment.architecture.components[name]).visitors:
        yield words.inline(visitors)
    for arrow in deployment.arrows_to.get(name, ()):
        yield _opened_by(component_link(deployment.architecture, arrow.source), opened(deployment, arrow), words)
    for flow in deployment.flows_to.get(name, ()):
        yield _opened_by(party(deployment.architecture, flow.source, words), tcp((flow.port,)), words)


def _outgoing(deployment: Deployment, name: str, words: Words) -> Iterator[Markdown]:
    for arrow in deployment.arrows_from.get(name, ()):
        yield _opened_by(component_link(deployment.architecture, arrow.target), opened(deployment, arrow), words)
    for flow in deployment.flows_from.get(name, ()):
        yield _opened_by(party(deployment.architecture, flow.target, words), tcp((flow.port,)), words)


def _opened_by(other: Markdown, what: Text, words: Words) -> Markdown:
    return words.fill(Text(en="{other} ({what})", pt="{other} ({what})"), other=same(other), what=what)
