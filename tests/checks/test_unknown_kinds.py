"""Rules over several kinds see components of kinds that nothing in archspec names."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, ClassVar, Final, Literal

import pytest

from archspec.architecture import Architecture, ConnectionClass
from archspec.architecture.entry import Entry
from archspec.architecture.kind import Connections
from archspec.architecture.offers import Offer, from_outside, never, nothing
from archspec.checks import Result, Rules, check
from archspec.components.base import Acts, ComponentBase, Facts, HealthCheck, Location, Placement, Role, Shape
from archspec.components.kind import Kind
from archspec.testing import declared, plant, repair, spec_of
from archspec.testing.kinds import registered
from tests.checks.examples import ACTOR, BUCKET, DAY, RULES, ZONE, architecture, results, seen


def _facts(role: Role, location: Location, **known: Any) -> Facts:  # noqa: ANN401  the fields of Facts
    given: dict[str, Any] = {"acts": (), "holds_data": False, **known}
    return Facts(service="Example", role=role, location=location, shape=Shape.BOX, docs="https://example.com", **given)


class Ledger(ComponentBase):
    """A data store in the VPC, whose role is that of no database and no cache."""

    facts: ClassVar[Facts] = _facts(Role.STORAGE, Location.VPC, holds_data=True, public_address="reachable")
    kind: Literal["ledger"] = "ledger"
    placement: Placement = "isolated"
    reachable: bool = False


class Runner(ComponentBase):
    """Something in the VPC that runs code."""

    facts: ClassVar[Facts] = _facts(
        Role.DATABASE, Location.VPC, acts=(Acts.RUNS_CODE,), public_address="elastic_address"
    )
    kind: Literal["runner"] = "runner"
    placement: Placement = "private"
    elastic_address: bool = False
    port: int = 8080


class Relay(ComponentBase):
    """Something in the VPC that passes on what it gets."""

    facts: ClassVar[Facts] = _facts(Role.COMPUTE, Location.VPC, acts=(Acts.BALANCES,))
    kind: Literal["relay"] = "relay"
    web_acl: bool = True


class Gateway(ComponentBase):
    """A public entry of a Region."""

    facts: ClassVar[Facts] = _facts(Role.CACHE, Location.REGION, acts=(Acts.FRONTS,))
    kind: Literal["gateway"] = "gateway"
    web_acl: bool = True
    hostnames: tuple[str, ...] = ()
    health_check: HealthCheck = HealthCheck()


MODELS: Final = (Ledger, Runner, Relay, Gateway)
LEDGER, RUNNER, RELAY, GATEWAY = ({"kind": str(model.model_fields["kind"].default)} for model in MODELS)


def _network() -> Offer[Any]:
    return Offer(
        opens=ConnectionClass.NETWORK,
        conditions=frozenset(),
        access=(),
        ports=nothing,
        permissions=nothing,
        variables=nothing,
        has_user=never,
    )


_FROM_OUTSIDE: Final[Offer[Any]] = from_outside(nothing)
_OFFERS: Final[Mapping[type[ComponentBase], Mapping[Acts, Offer[Any]]]] = {
    Ledger: {Acts.OUTSIDE: _FROM_OUTSIDE, Acts.BALANCES: _network(), Acts.RUNS_CODE: _network()},
    Runner: {Acts.OUTSIDE: _FROM_OUTSIDE},
    Relay: {Acts.OUTSIDE: _FROM_OUTSIDE},
    Gateway: {},
}


def _entry(gateway: Any) -> Entry:  # noqa: ANN401  a Gateway
    return Entry(gateway.hostnames, None, None, gateway.health_check, gateway.web_acl)


def _connections(model: type[ComponentBase]) -> Connections[Any]:
    return Connections(
        offers=_OFFERS[model],
        outputs={},
        secrets={},
        identity=None,
        variables=None,
        entry=_entry if model is Gateway else None,
        hosted_zone=None,
        flows=nothing,
        mistakes=nothing,
    )


@pytest.fixture(autouse=True)
def _kinds() -> Iterator[None]:
    """Register the kinds, and what opens between them."""
    with ExitStack() as stack:
        for model in MODELS:
            said = {"rules": Rules(()), "connections": _connections(model)}
            stack.enter_context(registered(Kind(model, words=()), **said))
        yield


def _with(components: Mapping[str, object], *arrows: str, **fields: object) -> Architecture:
    return architecture({"user": ACTOR, **components}, connections={arrow: {} for arrow in arrows}, **fields)


@pytest.mark.parametrize("rule", ["AAC-NET-001", "AAC-NET-002", "AAC-NET-003", "AAC-NET-004"])
def test_a_data_store_is_seen(rule: str) -> None:
    """The fault can be planted in it, gives its finding, and the repair takes it away."""
    _assert_seen(rule, {"it": LEDGER, "api": RUNNER}, "api -> it")


@pytest.mark.parametrize("rule", ["AAC-NET-005", "AAC-NET-006", "AAC-NET-007"])
def test_what_runs_code_is_seen(rule: str) -> None:
    """The same, without a data store."""
    _assert_seen(rule, {"it": RUNNER})


def _assert_seen(rule: str, components: Mapping[str, Mapping[str, object]], *arrows: str) -> None:
    explained = {name: {**component, "why": "Has to be."} for name, component in components.items()}
    compliant = _with(explained, *arrows)
    fault = RULES[rule].fault
    planted = plant(compliant, fault)
    assert declared(compliant, fault) == [(rule, "it")]
    assert _found(planted) == [(rule, "it")]
    assert _found(compliant) == _found(repair(planted, fault)) == []


def _found(subject: Architecture) -> list[tuple[str, str | None]]:
    report = check(spec_of(subject), as_of=DAY)
    assert {finding.result for finding in report.findings} <= {Result.FAIL}
    return [(finding.check.id, finding.component) for finding in report.findings]


def test_one_unsafe_value_is_found_at_its_field() -> None:
    """The field is the one that the facts of the kind name."""
    subject = _with({"it": {**LEDGER, "reachable": True}, "job": {**RUNNER, "elastic_address": True}})
    assert [found.path for found in seen("AAC-NET-003", subject)] == [("components", "it", "reachable")]
    assert [found.path for found in seen("AAC-NET-006", subject)] == [("components", "job", "elastic_address")]


def test_the_internet_passes_what_runs_no_code() -> None:
    """A relay hides nothing; what runs code does."""
    components = {"relay": RELAY, "api": RUNNER, "it": LEDGER}
    assert results("AAC-NET-001", _with(components, "user -> relay", "relay -> it")) == {"relay -> it": "fail"}
    assert results("AAC-NET-001", _with(components, "user -> api", "api -> it")) == {"it": "pass"}


def test_an_open_port_is_named() -> None:
    """It is the port of the kind."""
    (found,) = seen("AAC-NET-005", _with({"it": RUNNER}, "user -> it"))
    assert found.message == "user -> it opens port 8080 of it to the internet"


def test_entries_need_a_web_acl() -> None:
    """In the VPC where an arrow from outside leads to them, elsewhere always."""
    components = {name: {**RELAY, "web_acl": False} for name in ("open", "closed")}
    subject = _with({**components, "entry": {**GATEWAY, "web_acl": False}}, "user -> open")
    assert results("AAC-EDGE-005", subject) == {"open": "fail", "entry": "fail"}


def test_named_endpoints_are_watched() -> None:
    """Whatever its kind."""
    entry = {**GATEWAY, "hostnames": ["www"], "health_check": {"enabled": False}}
    subject = _with({"entry": entry, "dns": ZONE}, domain="example.com")
    assert results("AAC-EDGE-012", subject) == {"entry": "fail"}


def test_zones_and_gateways_are_those_of_what_runs_in_the_vpc() -> None:
    """A service in private subnets uses the NAT gateway."""
    network = {"availability_zones": 2, "nat_gateways": "single"}
    assert results("AAC-NET-014", _with({"it": RUNNER}, network=network)) == {"network": "fail"}
    assert results("AAC-NET-014", _with({"it": LEDGER}, network=network)) == {}
    assert results("AAC-NET-013", _with({"it": LEDGER}, network={"availability_zones": 1})) == {"network": "fail"}
    assert results("AAC-NET-013", _with({"it": BUCKET}, network={"availability_zones": 1})) == {}


def test_each_needs_a_reason() -> None:
    """Who is outside needs none."""
    assert results("AAC-GOV-001", _with({"it": LEDGER, "entry": GATEWAY})) == {"it": "fail", "entry": "fail"}
