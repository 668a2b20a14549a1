"""What opens: each rule has a reason in the spec or in the list of infrastructure flows, and nothing else opens."""

import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archspec.architecture import (
    AWS_APIS,
    Architecture,
    Arrow,
    ConnectionClass,
    InfrastructureFlow,
    connection_rule,
    infrastructure_flows,
)
from archspec.checks.capabilities import is_data_store
from archspec.components import Location
from archspec.kinds.actor import Actor
from archspec.kinds.application_load_balancer import ApplicationLoadBalancer
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.rds_instance.connections import extensions_function, rotation_function
from archspec.planning import Plan, plan
from archspec.planning.security import CidrPeer, CloudFrontPeer, GroupPeer, Rule
from archspec.testing import data_of
from tests.checks.examples import ACTOR, BALANCER, CDN, DATABASE, SERVICE, ZONE, architecture
from tests.plan.drawn import deployable

NAMED = {**BALANCER, "hostnames": ["api"]}


def _opens(found: Architecture, arrow: Arrow) -> bool:
    """Tell whether a connection opens a network path: a network one, or an origin inside the VPC."""
    source, target = found.ends(arrow)
    if source is None or target is None:
        return False
    rule = connection_rule(source, target)
    assert rule is not None
    return rule.opens is ConnectionClass.NETWORK or (
        rule.opens is ConnectionClass.ORIGIN and isinstance(target, ApplicationLoadBalancer)
    )


def _because(made: Plan, arrow: Arrow, direction: str) -> list[Rule]:
    return [rule for rule in made.rules if arrow in rule.reasons and rule.direction == direction]


def _sides(made: Plan, arrow: Arrow) -> tuple[set[int], set[int]]:
    """Return the ports a connection opens out of its source and into its target, after looking at both peers."""
    source, target = made.architecture.ends(arrow)
    out, into = _because(made, arrow, "egress"), _because(made, arrow, "ingress")
    for rule in out:
        assert rule.group == arrow.source
        assert rule.peer == (CidrPeer("0.0.0.0/0") if isinstance(target, Actor) else GroupPeer(arrow.target))
    for rule in into:
        assert rule.group == arrow.target
        outside = CidrPeer if isinstance(source, Actor) else CloudFrontPeer
        assert rule.peer == GroupPeer(arrow.source) or isinstance(rule.peer, outside)
    return {rule.port for rule in out}, {rule.port for rule in into}


@pytest.mark.slow
@given(deployable())
def test_a_connection_opens_both_of_its_sides(found: Architecture) -> None:
    """The same ports out of its source and into its target, where they are in the VPC; other connections open none."""
    made = plan(found)
    for arrow in found.connections:
        out, into = _sides(made, arrow)
        assert bool(out or into) == _opens(found, arrow)
        inside = [end for end in found.ends(arrow) if end is not None and end.facts.location is Location.VPC]
        if len(inside) == 2:
            assert out == into


@pytest.mark.slow
@given(deployable())
def test_an_infrastructure_flow_opens_both_of_its_sides(found: Architecture) -> None:
    """Out of its source, and into its target where that is a component."""
    made = plan(found)
    assert made.infrastructure_flows == infrastructure_flows(found)
    for flow in made.infrastructure_flows:
        sides = {(rule.group, rule.direction, rule.port) for rule in made.rules if flow in rule.reasons}
        into = set() if flow.target == AWS_APIS else {(flow.target, "ingress", flow.port)}
        assert sides == {(flow.source, "egress", flow.port)} | into


@pytest.mark.slow
@given(deployable())
def test_every_rule_has_a_reason(found: Architecture) -> None:
    """A connection of the spec or an infrastructure flow, each once; and no rule is there twice."""
    made = plan(found)
    known = {*found.connections, *infrastructure_flows(found)}
    for rule in made.rules:
        assert rule.reasons
        assert set(rule.reasons) <= known
        assert len(set(rule.reasons)) == len(rule.reasons)
    opened = [(rule.group, rule.direction, rule.peer, rule.port) for rule in made.rules]
    assert len(set(opened)) == len(opened)
    assert {rule.group for rule in made.rules} <= {group.owner for group in made.security_groups}


@pytest.mark.slow
@given(deployable())
def test_ids_say_who_reaches_whom(found: Architecture) -> None:
    """`{Source}To{Target}{Port}In` or `Out`, each once."""
    made = plan(found)
    assert len({rule.id for rule in made.rules}) == len(made.rules)
    for rule in made.rules:
        ends = (made.names.base(rule.group), _peer(made, rule))
        source, target = ends if rule.direction == "egress" else ends[::-1]
        way = "Out" if rule.direction == "egress" else "In"
        assert re.fullmatch(f"{source}To{target}{rule.port}{way}", rule.id), rule


def _peer(made: Plan, rule: Rule) -> str:
    """Return the form of the name a peer has in an id."""
    if isinstance(rule.peer, GroupPeer):
        return made.names.base(rule.peer.owner)
    return "CloudFront" if isinstance(rule.peer, CloudFrontPeer) else "(?:Internet|InternetIpv6|Cidr[0-9a-fx]+)"


def _reasons(made: Plan) -> dict[str, set[object]]:
    return {rule.id: set(rule.reasons) for rule in made.rules}


@pytest.mark.slow
@given(deployable(), st.data())
def test_a_connection_is_the_only_reason_of_its_rules(found: Architecture, data: st.DataObject) -> None:
    """Without it, they are gone, and every other rule is still there."""
    removable = [arrow for arrow in found.connections if arrow.source not in _kinds(found, "cloudfront_distribution")]
    assume(removable)
    arrow = data.draw(st.sampled_from(removable))
    values = data_of(found)
    del values["connections"][str(arrow)]
    left = {name: reasons - {arrow} for name, reasons in _reasons(plan(found)).items() if reasons != {arrow}}
    assert _reasons(plan(Architecture.model_validate(values))) == left


def _kinds(found: Architecture, kind: str) -> set[str]:
    return {name for name, component in found.components.items() if component.kind == kind}


@pytest.mark.slow
@given(deployable())
def test_data_stores_are_closed_but_for_arrows_and_functions(found: Architecture) -> None:
    """Into a database or a cache lead an arrow's source and its own functions; out of it leads nothing."""
    made = plan(found)
    stores = {name for name, component in found.components.items() if is_data_store(component)}
    for rule in made.rules:
        if rule.group not in stores:
            continue
        assert rule.direction == "ingress"
        functions = {extensions_function(rule.group), rotation_function(rule.group)}
        for reason in rule.reasons:
            source = found.components.get(reason.source)
            assert isinstance(source, FargateService | Actor) or reason.source in functions
            assert isinstance(reason, Arrow) == (source is not None)
            assert isinstance(reason, Arrow | InfrastructureFlow)


def _opened(components: dict[str, Any], connections: dict[str, Any]) -> list[tuple[str, int]]:
    made = plan(architecture(components, connections=connections, domain="example.com"))
    return [(rule.id, rule.port) for rule in made.rules if any(isinstance(reason, Arrow) for reason in rule.reasons)]


@pytest.mark.parametrize(
    ("entry", "source", "expected"),
    [
        (NAMED, ACTOR, ["InternetToEntry443In", "InternetToEntry80In"]),
        ({**NAMED, "http": "forward"}, ACTOR, ["InternetToEntry443In", "InternetToEntry80In"]),
        ({**NAMED, "http": "closed"}, ACTOR, ["InternetToEntry443In"]),
        ({**BALANCER, "http": "forward"}, ACTOR, ["InternetToEntry80In"]),
        (NAMED, CDN, ["CloudFrontToEntry443In"]),
        (NAMED, SERVICE, ["SourceToEntry443Out", "SourceToEntry443In"]),
        ({**BALANCER, "http": "forward"}, SERVICE, ["SourceToEntry80Out", "SourceToEntry80In"]),
    ],
)
def test_what_reaches_a_load_balancer(entry: dict[str, Any], source: dict[str, Any], expected: list[str]) -> None:
    """Only people are admitted to a redirect; everything else speaks HTTPS where it can."""
    opened = _opened({"zone": ZONE, "source": source, "entry": entry}, {"source -> entry": {}})
    assert [name for name, _ in opened] == expected


@pytest.mark.parametrize(("said", "port"), [({}, 443), ({"port": 8443}, 8443)])
def test_a_system_outside_is_reached_on_its_port(said: dict[str, Any], port: int) -> None:
    """Wherever it is; nothing comes in from it."""
    opened = _opened({"api": SERVICE, "pay": {**ACTOR, "type": "system"}}, {"api -> pay": said})
    assert opened == [(f"ApiToInternet{port}Out", port)]


def test_each_address_range_has_a_rule() -> None:
    """All of IPv4 is not all of IPv6."""
    ranges = ["0.0.0.0/0", "::/0", "203.0.113.0/24", "2001:db8::/32"]
    connections = {"user -> api": {"ingress_cidrs": ranges}}
    assert _opened({"user": ACTOR, "api": SERVICE}, connections) == [
        ("InternetToApi80In", 80),
        ("InternetIpv6ToApi80In", 80),
        ("Cidr203x0x113x0x24ToApi80In", 80),
        ("Cidr2001xdb8xxx32ToApi80In", 80),
    ]


def test_connections_that_ask_for_one_rule_share_it() -> None:
    """A second arrow, a system outside and the AWS APIs add reasons, not rules."""
    made = plan(
        architecture(
            {"api": SERVICE, "store": DATABASE, "pay": {**ACTOR, "type": "system"}},
            connections={"api -> store": {}, "api -> store #reports": {}, "api -> pay": {}},
        )
    )
    assert [(rule.id, [str(getattr(r, "purpose", r)) for r in rule.reasons]) for rule in made.rules] == [
        ("ApiToInternet443Out", ["api -> pay", "service_apis"]),
        ("ApiToStore5432Out", ["api -> store", "api -> store #reports"]),
        ("ApiToStore5432In", ["api -> store", "api -> store #reports"]),
    ]
