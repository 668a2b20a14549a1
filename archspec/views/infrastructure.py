"""What AWS adds to run a deployment: gateways, firewalls, functions, and the paths between them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, assert_never

from archspec.architecture import AWS_APIS, Architecture, infrastructure_flows
from archspec.components import Location, Placement, Shape
from archspec.views import words
from archspec.views.kind import Drawn, views_of
from archspec.views.site import CLOUD_ID, REGION_ID, VPC_ID, Site, tiers_in_use
from archspec.views.view import Edge, EdgeKind, InfrastructureKind, Node

_INTERNET_GATEWAY: Final = "internet-gateway"
_NAT_GATEWAY: Final = "nat-gateway"


def infrastructure_nodes(site: Site, components: Iterable[Node]) -> Iterator[Node]:
    """Return the boxes that no component stands for.

    The gateways of a VPC that is there already are not drawn, since the spec does not say which it has.
    """
    functions = list(_functions(site))
    yield from _web_acls(site).values()
    if site.architecture.network.existing is None:
        yield from _gateways(site, tiers_in_use(site, [*components, *functions]))
    yield from functions
    if any(flow.target == AWS_APIS for flow in infrastructure_flows(site.architecture)):
        yield _box(AWS_APIS, "aws_apis", site.say(words.AWS_APIS), REGION_ID)


def _box(node_id: str, kind: InfrastructureKind, label: str, parent: str) -> Node:
    return Node(node_id, None, kind, None, label, None, None, Shape.BOX, parent)


def behind_web_acls(architecture: Architecture) -> tuple[str, ...]:
    """Return the components before which a firewall filters requests."""
    return tuple(
        name
        for name, component in architecture.components.items()
        if views_of(component).has_web_acl(Drawn(architecture, name, component))
    )


def _web_acls(site: Site) -> Mapping[str, Node]:
    """Return the firewall before each component that has one; that of a global component is global."""
    label = site.say(words.WEB_ACL)
    components = site.architecture.components
    return {
        name: _box(
            f"{name}-web-acl",
            "web_acl",
            label,
            CLOUD_ID if components[name].facts.location is Location.GLOBAL else REGION_ID,
        )
        for name in behind_web_acls(site.architecture)
    }


def _gateways(site: Site, tiers: Collection[Placement]) -> Iterator[Node]:
    """Return the internet gateway and the NAT gateways, where a tier in use has its route to them."""
    if "public" in tiers or "private" in tiers:
        yield _box(_INTERNET_GATEWAY, "internet_gateway", site.say(words.INTERNET_GATEWAY), VPC_ID)
    if "private" in tiers:
        yield from _nat_gateways(site)


def _nat_gateways(site: Site) -> Iterator[Node]:
    label = site.say(words.NAT_GATEWAY)
    match site.architecture.network.nat_gateways:
        case "single":
            yield _box(_NAT_GATEWAY, "nat_gateway", label, site.subnet(0, "public"))
        case "per_zone":
            for zone in range(len(site.zones)):
                node = _box(f"{_NAT_GATEWAY}-{zone + 1}", "nat_gateway", label, site.subnet(zone, "public"))
                yield replace(node, replica=zone + 1)
        case _ as unreachable:
            assert_never(unreachable)


def _functions(site: Site) -> Iterator[Node]:
    """Return the functions of the deployment; each has an address in every private subnet, so none of them holds it."""
    for flow in infrastructure_flows(site.architecture):
        if phrase := flow.purpose.function:
            node = _box(flow.source, "function", site.say(phrase), VPC_ID)
            yield replace(node, detail=site.say(words.PRIVATE_SUBNETS))


def infrastructure_edges(site: Site, boxes: Mapping[str, Sequence[Node]]) -> Iterator[Edge]:
    """Return the paths that open without a connection, then what the firewalls filter."""
    for flow in infrastructure_flows(site.architecture):
        label = f"{site.say(flow.purpose.label)} ({flow.port})"
        for source_id in _ids(flow.source, boxes):
            for target_id in _ids(flow.target, boxes):
                yield _edge(source_id, target_id, label, EdgeKind.INFRASTRUCTURE)
    for component_id, web_acl in _web_acls(site).items():
        for target in boxes[component_id]:
            yield _edge(web_acl.id, target.id, site.say(words.FILTERS), EdgeKind.DOCUMENTARY)


def _ids(end: str, boxes: Mapping[str, Sequence[Node]]) -> list[str]:
    """Return the boxes at the end of a flow: those of a component, or the one that no component stands for."""
    return [node.id for node in boxes.get(end, ())] or [end]


def replication_edges(site: Site, components: Iterable[Node]) -> Iterator[Edge]:
    """Return the arrows from the first copy of a data store to the others, which hold the same data."""
    first: dict[str | None, Node] = {}
    for node in components:
        if node.serves:
            first.setdefault(node.component, node)
        else:
            phrase = words.SYNCHRONOUS if node.standby else words.ASYNCHRONOUS
            yield _edge(first[node.component].id, node.id, site.say(phrase), EdgeKind.REPLICATION)


def _edge(source: str, target: str, label: str, kind: EdgeKind) -> Edge:
    return Edge(f"{source} -> {target}", source, target, label, kind, None, None, None)
