"""What a kind says about its connections: what it offers, who it is to others, and what AWS would refuse of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from archspec.architecture.entry import Entry, HostedZone
from archspec.architecture.link import Link
from archspec.architecture.offers import ClientSecret, Identity, Offer, Variable
from archspec.components import Kind, all_kinds, facet_of, kind_of
from archspec.components.base import Acts, ComponentBase, Location
from archspec.components.fields import frozen_mapping
from archspec.errors import Mistake

if TYPE_CHECKING:
    from archspec.architecture.arrow import Arrow
    from archspec.architecture.infrastructure import InfrastructureFlow
    from archspec.architecture.model import Architecture

ModelT = TypeVar("ModelT", bound=ComponentBase)


@dataclass(frozen=True, slots=True)
class Connections(Generic[ModelT]):
    """Everything the architecture asks of a kind; its module `connections` exports it as `CONNECTIONS`."""

    offers: Mapping[Acts, Offer[ModelT]]
    """What an arrow to it opens, by what the source does."""
    outputs: Mapping[str, str]
    """Values its deployment gives to clients, by name, each as a plan calls it, with the place of the `{target}`."""
    secrets: Mapping[str, ClientSecret[ModelT]]
    """The secrets its clients sign in with, by name."""
    identity: Callable[[ModelT], Identity] | None
    """Who it is to AWS when it uses what it was granted; None where nothing can be granted to it."""
    variables: Callable[[ModelT], Iterable[Variable]] | None
    """The variables that the spec itself gives the code it runs; None where it runs none."""
    entry: Callable[[ModelT], Entry] | None
    """What it says as a place where requests arrive; None where it is none."""
    hosted_zone: Callable[[ModelT], HostedZone] | None
    """What it answers DNS queries for; None where it answers none."""
    flows: Callable[[str, ModelT], Iterable["InfrastructureFlow"]]
    """Network paths that its deployment needs, whatever the arrows say."""
    mistakes: Callable[["Architecture", Mapping[str, ModelT]], Iterable[Mistake]]
    """What AWS would refuse of all components of the kind, where they stand in an architecture."""
    asks: Mapping[str, Offer[ComponentBase]] = field(default_factory=frozen_mapping)
    """What an arrow from it opens to kinds, by name, that do not know what it does."""


def _said(kind: str) -> Connections[Any]:
    said: Connections[Any] = facet_of(kind, "connections", Connections)
    return said


def connections_of(component: ModelT) -> Connections[ModelT]:
    """Return what the kind of a component says; the one place where the type of a kind is taken on trust."""
    return cast("Connections[ModelT]", _said(component.kind))


def connection_rule(source: ComponentBase, target: ModelT) -> Offer[ModelT] | None:
    """Return what an arrow between two components opens, or None where AWS cannot connect them."""
    return _offer(type(source), type(target))


@cache
def _offer(source: type[ComponentBase], target: type[ComponentBase]) -> Offer[Any] | None:
    if (asked := _said(kind_of(source)).asks.get(kind_of(target))) is not None:
        return asked
    offers = _said(kind_of(target)).offers
    return next((offers[act] for act in source.facts.acts if act in offers), None)


def possible_arrows(kinds: Iterable[Kind[ComponentBase]] | None = None) -> Mapping[tuple[str, str], Offer[Any]]:
    """Return every two kinds that AWS can connect, by name: of some, or of archspec's own, which imports them all."""
    known = tuple(all_kinds() if kinds is None else kinds)
    return {
        (source.name, target): offer
        for source in known
        for target, offer in possible_targets(source.model, known).items()
    }


_LOCATIONS: Final = tuple(Location)


def possible_targets(
    source: type[ComponentBase], targets: Iterable[Kind[ComponentBase]] | None = None
) -> Mapping[str, Offer[Any]]:
    """Return the kinds that an arrow from one may lead to, the nearest first; without a choice, of archspec's own."""
    known = all_kinds() if targets is None else targets
    kinds = {kind_of(source): source} | {kind.name: kind.model for kind in known}

    def distance(name: str) -> int:
        return abs(_LOCATIONS.index(kinds[name].facts.location) - _LOCATIONS.index(source.facts.location))

    offers = {name: _offer(source, kinds[name]) for name in sorted(kinds, key=distance)}
    return {name: offer for name, offer in offers.items() if offer is not None}


def link_of(architecture: "Architecture", arrow: "Arrow") -> Link[ComponentBase]:
    """Return a connection of an architecture, with the components it joins."""
    connection = architecture.connections[arrow]
    return Link(
        architecture, arrow, connection, architecture.components[arrow.source], architecture.components[arrow.target]
    )


def offer_of(link: Link[ModelT]) -> Offer[ModelT]:
    """Return what a connection of an architecture opens.

    Raises:
        LookupError: AWS cannot make the connection.

    """
    offer = connection_rule(link.source, link.target)
    if offer is None:
        raise LookupError(f"AWS has no way to make the connection {link.arrow}")
    return offer


def links_from(architecture: "Architecture", sources: Mapping[str, ComponentBase]) -> Iterator[Link[ComponentBase]]:
    """Return the possible connections that start at some components, in the spec's order."""
    return _possible(architecture, (arrow for arrow in architecture.connections if arrow.source in sources))


def links_to(architecture: "Architecture", targets: Mapping[str, ModelT]) -> Iterator[Link[ModelT]]:
    """Return the possible connections that lead to some components, in the spec's order."""
    arrows = (arrow for arrow in architecture.connections if arrow.target in targets)
    return cast("Iterator[Link[ModelT]]", _possible(architecture, arrows))


def _possible(architecture: "Architecture", arrows: Iterable["Arrow"]) -> Iterator[Link[ComponentBase]]:
    for arrow in arrows:
        source, target = architecture.ends(arrow)
        if source is not None and target is not None and connection_rule(source, target) is not None:
            yield Link(architecture, arrow, architecture.connections[arrow], source, target)


def entry_of(component: ComponentBase) -> Entry | None:
    """Return what a component says as a place where requests arrive, or None where it is none."""
    entry = connections_of(component).entry
    return entry(component) if entry is not None else None


def entries(architecture: "Architecture") -> Iterator[tuple[str, Entry]]:
    """Return every place where requests arrive by name, in the spec's order."""
    for name, component in architecture.components.items():
        if (entry := entry_of(component)) is not None:
            yield name, entry


def hosted_zones(architecture: "Architecture") -> Iterator[tuple[str, HostedZone]]:
    """Return every component that answers DNS queries, in the spec's order."""
    for name, component in architecture.components.items():
        if (zone := connections_of(component).hosted_zone) is not None:
            yield name, zone(component)


def kinds_with_zones() -> tuple[str, ...]:
    """Return the names of the kinds that answer DNS queries; this imports all kinds."""
    return tuple(kind.name for kind in all_kinds() if _said(kind.name).hosted_zone is not None)
