"""Every view of generated architectures: nothing is lost, and everything stands where it runs."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archspec.architecture import Architecture, infrastructure_flows
from archspec.bilingual import LANGUAGES, Language
from archspec.components import Location
from archspec.kinds.actor import Actor
from archspec.kinds.application_load_balancer import ApplicationLoadBalancer
from archspec.planning.network import plan_vpc
from archspec.testing import architectures
from archspec.views import VIEWS, EdgeKind, Node, ProjectedView, View, project
from archspec.views.kind import Drawn, views_of
from tests.views.examples import small

pytestmark = pytest.mark.slow
DRAWN = architectures().filter(small)
relaxed = settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@relaxed
@given(DRAWN, st.sampled_from(VIEWS), st.sampled_from(LANGUAGES))
def test_a_view_is_a_graph(architecture: Architecture, name: ProjectedView, language: Language) -> None:
    """Ids are unique, arrows end at boxes, frames are a tree with the outer ones first, and twice is the same."""
    view = project(name, architecture, language)
    nodes, edges, groups = ([item.id for item in items] for items in (view.nodes, view.edges, view.groups))
    assert all(len(set(ids)) == len(ids) for ids in (nodes, edges, groups))
    assert {end for edge in view.edges for end in (edge.source, edge.target)} <= set(nodes)
    assert {node.parent for node in view.nodes} <= {None, *groups}
    assert all(group.parent in {None, *groups[:place]} for place, group in enumerate(view.groups))
    assert project(name, architecture, language) == view
    inside = [item.id for parent in (None, *groups) for item in view.inside(parent)]
    assert Counter(inside) == Counter([*nodes, *groups])


@relaxed
@given(DRAWN)
def test_no_component_is_lost(architecture: Architecture) -> None:
    """Each is in the logical and the deployment view, and in the data flow if it is connected."""
    components = set(architecture.components)
    connected = {end for arrow in architecture.connections for end in (arrow.source, arrow.target)}
    expected_of: dict[ProjectedView, set[str]] = {
        "logical": components,
        "deployment": components,
        "data_flow": connected,
    }
    for name, expected in expected_of.items():
        view = project(name, architecture)
        assert {node.component for node in view.nodes} - {None} == expected
        for node in view.nodes:
            if node.component is not None:
                component = architecture.components[node.component]
                assert (node.kind, node.role, node.shape) == (
                    component.kind,
                    component.facts.role,
                    component.facts.shape,
                )


@relaxed
@given(DRAWN)
def test_copies_stand_in_the_vpc(architecture: Architecture) -> None:
    """What runs there has some, in tiers and zones there are; nothing else has any, or is an outsider by halves."""
    for name, component in architecture.components.items():
        views = views_of(component)
        copies = views.copies(Drawn(architecture, name, component))
        assert (copies != ()) == (component.facts.location is Location.VPC)
        assert (views.outsider is not None) == (component.facts.location is Location.OUTSIDE)
        if isinstance(copies, tuple):
            assert [copy.role for copy in copies].count("primary") <= 1
            assert all(copy.role in {None, "primary"} for copy in copies[:1])


@relaxed
@given(DRAWN)
def test_no_connection_is_lost(architecture: Architecture) -> None:
    """Each has an arrow with its text from every copy of its source, to every copy that serves it."""
    for name in VIEWS[1:]:
        view = project(name, architecture)
        assert {edge.arrow for edge in view.edges} - {None} == set(architecture.connections)
        ends = {node.id: node.component for node in view.nodes}
        for edge in view.edges:
            if edge.arrow is not None:
                assert (ends[edge.source], ends[edge.target]) == (edge.arrow.source, edge.arrow.target)
                assert edge.label in {None, architecture.connections[edge.arrow].label}
        texts = Counter(edge.arrow for edge in view.edges if edge.label and edge.arrow)
        assert all(texts[arrow] for arrow, connection in architecture.connections.items() if connection.label)
        assert name != "deployment" or set(texts.values()) <= {1}
    arrows = Counter(edge.arrow for edge in project("logical", architecture).edges)
    boxes = Counter(node.component for node in project("logical", architecture).nodes)
    assert all(arrow and count == boxes[arrow.source] * boxes[arrow.target] for arrow, count in arrows.items())


@relaxed
@given(DRAWN)
def test_steps_lead_on_from_what_was_reached(architecture: Architecture) -> None:
    """Numbers run from 1 without a gap; a step starts where another ended, at an actor, or at a new beginning."""
    view = project("data_flow", architecture)
    steps = {edge.step: edge.arrow for edge in view.edges}
    assert list(steps) == list(range(1, len(architecture.connections) + 1))
    actors, reached, fresh = set(architecture.of_kind(Actor)), set[str](), False
    for arrow in steps.values():
        assert arrow is not None
        started = arrow.source in actors | reached
        assert not (fresh and arrow.source in actors), "actors come first"
        fresh |= not started
        reached |= {arrow.source, arrow.target}


@relaxed
@given(DRAWN)
def test_the_context_tells_of_every_crossing(architecture: Architecture) -> None:
    """An arrow leads from each actor that is connected to the system, and back, as the connections do."""
    view = project("context", architecture)
    actors = set(architecture.of_kind(Actor))
    crossing = {
        (arrow.source if arrow.source in actors else None, arrow.target if arrow.target in actors else None)
        for arrow in architecture.connections
        if {arrow.source, arrow.target} & actors
    }
    ends = {node.id: node.component for node in view.nodes}
    assert {(ends[edge.source], ends[edge.target]) for edge in view.edges} == crossing
    assert {node.component for node in view.nodes} == {None, *actors}
    labels = {edge.label or "" for edge in view.edges}
    for arrow, connection in architecture.connections.items():
        if {arrow.source, arrow.target} & actors and connection.label:
            assert any(connection.label in label for label in labels)


@relaxed
@given(DRAWN)
def test_boxes_stand_where_their_service_runs(architecture: Architecture) -> None:
    """Actors are outside, global and regional services in AWS, the rest in the VPC, whichever view shows it."""
    for name in VIEWS[1:3]:
        view = project(name, architecture)
        around = _frames_around(view)
        for node in view.nodes:
            if node.component is not None:
                location = architecture.components[node.component].facts.location
                assert ("aws" in around[node.id]) == (location is not Location.OUTSIDE)
                assert ("vpc" in around[node.id]) == (location is Location.VPC)


def _frames_around(view: View) -> Mapping[str, list[str]]:
    parents = {group.id: group.parent for group in view.groups}
    around: dict[str, list[str]] = {}
    for node in view.nodes:
        around[node.id], parent = [], node.parent
        while parent is not None:
            around[node.id].append(parent)
            parent = parents[parent]
    return around


@relaxed
@given(DRAWN)
def test_the_deployment_is_the_plans(architecture: Architecture) -> None:
    """Zones, subnets, gateways and the side a load balancer faces are what the plan deploys."""
    view = project("deployment", architecture)
    vpc = plan_vpc(architecture)
    zones = [group for group in view.groups if group.kind == "availability_zone"]
    assert [group.label.split()[-1] for group in zones] == list(vpc.zones if vpc else ())
    if vpc is None:
        return
    assert len(_of_kind(view, "nat_gateway")) == vpc.nat_gateways
    tiers = {group.kind.removeprefix("subnet_") for group in view.groups if group.kind.startswith("subnet_")}
    if architecture.network.existing is None:
        assert tiers <= {subnet.placement for subnet in vpc.subnets}
    for component_id in architecture.of_kind(ApplicationLoadBalancer):
        facing = component_id in architecture.internet_facing
        nodes = [node for node in view.nodes if node.component == component_id]
        assert {(node.parent or "").endswith("-public") for node in nodes} == {facing}
        assert len(nodes) == len(vpc.zones)


def _of_kind(view: View, kind: str) -> list[Node]:
    return [node for node in view.nodes if node.kind == kind]


@relaxed
@given(DRAWN)
def test_infrastructure_flows_are_drawn_and_nothing_else(architecture: Architecture) -> None:
    """From every copy of their source to what serves them, with their port."""
    view = project("deployment", architecture)
    owners = {node.id: node.component or node.id for node in view.nodes}
    drawn = [edge for edge in view.edges if edge.kind is EdgeKind.INFRASTRUCTURE]
    told = {(owners[edge.source], owners[edge.target], _port(edge.label)) for edge in drawn if edge.label}
    assert told == {(flow.source, flow.target, flow.port) for flow in infrastructure_flows(architecture)}
    copies = Counter(owners[edge.source] for edge in drawn if edge.target == "aws-apis")
    assert all(copies[owner] == list(owners.values()).count(owner) for owner in copies)


def _port(label: str) -> int:
    return int(label.rpartition("(")[2].rstrip(")"))


@relaxed
@given(DRAWN, st.data())
def test_an_arrow_less_is_only_an_arrow_less(architecture: Architecture, data: st.DataObject) -> None:
    """Without a connection its arrows are gone from the logical view, and nothing else is."""
    assume(architecture.connections)
    gone = data.draw(st.sampled_from(list(architecture.connections)))
    left = {arrow: connection for arrow, connection in architecture.connections.items() if arrow != gone}
    # Unvalidated: a distribution without its origin is no architecture, but it has a picture.
    fewer = architecture.model_copy(update={"connections": left})
    before, after = project("logical", architecture), project("logical", fewer)
    assert (after.nodes, after.groups) == (before.nodes, before.groups)
    assert after.edges == tuple(edge for edge in before.edges if edge.arrow != gone)
