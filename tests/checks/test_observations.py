"""What every observation has to be: about something that is there, at a place that is there."""

from collections.abc import Mapping
from typing import Any

import pytest

from archspec.architecture import Architecture, Arrow
from archspec.checks import Check, Inspection, Observation, Result, all_rules
from archspec.testing import data_of, declared, kinds_excluded, overlaid, plant, repair
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, CDN, DATABASE, DAY, RULES, SERVICE, ZONE, architecture

COMPONENTS: Mapping[str, Mapping[str, Any]] = {
    "user": ACTOR,
    "dns": {**ZONE, "domain": "example.com"},
    "cdn": {**CDN, "hostnames": ["www"]},
    "site": BUCKET,
    "entry": {**BALANCER, "hostnames": ["api"]},
    "inner": {**BALANCER, "web_acl": False},
    "api": {**SERVICE, "environment": {"LOG_LEVEL": "info"}},
    "job": SERVICE,
    "store": DATABASE,
    "cache": CACHE,
}
CONNECTIONS: Mapping[str, Mapping[str, Any]] = {
    "user -> dns": {},
    "user -> cdn": {},
    "user -> entry": {},
    "cdn -> site": {},
    "entry -> api": {},
    "api -> job": {},
    "api -> store": {},
    "api -> cache": {},
    "job -> cache": {},
}
NETWORK_RULES = {"AAC-NET-013", "AAC-NET-014"}

each_check = pytest.mark.parametrize("check", all_rules(), ids=lambda check: check.id)


def whole(check: Check | None = None) -> Architecture:
    """Return an architecture with everything in it that the rule's fault can stand beside."""
    base = architecture(COMPONENTS, connections=CONNECTIONS, domain="example.com")
    lacks = kinds_excluded(check.fault) if check else frozenset()
    gone = [name for name, component in COMPONENTS.items() if component["kind"] in lacks]
    arrows = [arrow for arrow in map(Arrow.parse, CONNECTIONS) if {arrow.source, arrow.target} & set(gone)]
    overlay = {"components": dict.fromkeys(gone), "connections": dict.fromkeys(map(str, arrows))}
    return Architecture.model_validate(overlaid(data_of(base), overlay))


def observations(check: Check, subject: Architecture) -> list[Observation]:
    """Return everything a rule sees."""
    return list(check.observe(Inspection(subject, DAY)))


def assert_in_place(observation: Observation, subject: Architecture) -> None:
    """Follow the path through the model, and compare it with the subject."""
    value: object = subject
    for depth, part in enumerate(observation.path):
        if isinstance(value, Mapping):
            key = Arrow.parse(part) if observation.path[0] == "connections" and depth == 1 else part
            assert key in value
            value = value[key]
        else:
            assert isinstance(part, str)
            assert part in type(value).model_fields  # type: ignore[attr-defined]
            value = getattr(value, part)
    match observation.path[0]:
        case "components":
            assert observation.component == observation.path[1]
        case "connections":
            assert observation.connection == Arrow.parse(observation.path[1])
            assert observation.component == observation.connection.target
        case head:
            assert (head, observation.component, observation.connection) == ("network", None, None)


@each_check
def test_places_exist(check: Check) -> None:
    """Before the fault, with it and after its repair, each path leads to a value, and the subject is on it."""
    base = whole(check)
    planted = plant(base, check.fault)
    for subject in (base, planted, repair(planted, check.fault)):
        for observation in observations(check, subject):
            assert_in_place(observation, subject)


@each_check
def test_a_fault_shows_once(check: Check) -> None:
    """Everything passes before and after; in between one observation fails."""
    if check.subject == "waivers":
        assert observations(check, whole(check)) == []
        return
    base = _explained(whole(check))
    planted = plant(base, check.fault)
    assert {seen.result for seen in observations(check, base)} <= {Result.PASS}
    assert [seen.result for seen in observations(check, planted)].count(Result.FAIL) == 1
    assert {seen.result for seen in observations(check, repair(planted, check.fault))} == {Result.PASS}


def _explained(subject: Architecture) -> Architecture:
    reasons = {"components": {name: {"why": "It is needed."} for name in subject.components}}
    return Architecture.model_validate(overlaid(data_of(subject), reasons))


@each_check
def test_each_component_is_looked_at(check: Check) -> None:
    """A rule that stops at the first component it has nothing to say about would miss the rest."""
    expected: Mapping[str, list[str | None]] = {
        "AAC-NET-001": ["store", "cache"],
        "AAC-NET-002": ["store", "cache"],
        "AAC-NET-003": ["store"],
        "AAC-NET-004": ["store", "cache", "cache"],
        "AAC-NET-005": ["api", "job"],
        "AAC-NET-006": ["api", "job"],
        "AAC-NET-007": ["api", "job"],
        "AAC-NET-013": [None],
        "AAC-NET-014": [None],
        "AAC-EDGE-001": ["cdn"],
        "AAC-EDGE-002": ["cdn"],
        "AAC-EDGE-004": ["cdn"],
        "AAC-EDGE-005": ["cdn", "entry"],
        "AAC-EDGE-007": ["cdn"],
        "AAC-EDGE-012": ["cdn", "entry"],
        "AAC-S3-001": ["site"],
        "AAC-GOV-001": ["cdn", "site", "entry", "inner", "api", "job", "store", "cache"],
        "AAC-GOV-002": [],
    }
    by_area = {"LB": ["entry", "inner"], "ECS": ["api", "job"], "DB": ["store"], "CACHE": ["cache"]}
    wanted = expected.get(check.id) or by_area.get(check.id.split("-")[1], [])
    assert sorted(str(seen.component) for seen in observations(check, whole())) == sorted(str(name) for name in wanted)


@each_check
def test_every_component_of_a_kind_is_judged(check: Check) -> None:
    """The same fault twice is two failures, with a clean component between them, in either order."""
    if check.subject == "waivers" or check.id in NETWORK_RULES or check.fault.edit.get("connections"):
        return
    base = whole(check)
    planted = data_of(plant(base, check.fault))
    ((_, faulty),) = declared(base, check.fault)
    assert faulty is not None
    kind = base.components[faulty].kind
    if "hostnames" in planted["components"][faulty]:
        return
    components: dict[str, Any] = {}
    for name, component in planted["components"].items():
        components[name] = component
        if name == faulty:
            components["clean"] = data_of(_explained(base))["components"][faulty]
            components["again"] = component
    arrows: dict[str, object] = {
        f"{twin} -> site": {} for twin in ("clean", "again") if kind == "cloudfront_distribution"
    }
    if kind == "application_load_balancer":
        arrows = {f"user -> {twin}": {} for twin in ("clean", "again")}
    hostless = {**components, "clean": {k: v for k, v in components["clean"].items() if k != "hostnames"}}
    subject = Architecture.model_validate(
        {**planted, "components": hostless, "connections": {**planted.get("connections", {}), **arrows}}
    )
    failed = [seen.component for seen in observations(check, subject) if seen.result is Result.FAIL]
    assert {faulty, "again"} <= set(failed)
    assert "clean" not in failed


def test_secrets_are_marked() -> None:
    """Whoever shows the line of a plain secret has to know it is one."""
    subject = architecture({"api": {**SERVICE, "environment": {"LOG_LEVEL": "info", "API_KEY": "x"}}, "job": SERVICE})
    (exposed, clean) = observations(RULES["AAC-ECS-009"], subject)
    assert (exposed.result, exposed.sensitive, exposed.component) == (Result.FAIL, True, "api")
    assert (clean.result, clean.sensitive, clean.path) == (Result.PASS, False, ("components", "job", "environment"))


@pytest.mark.parametrize(
    ("fields", "en", "pt"),
    [
        (
            {"at_rest_encryption": False, "transit_encryption": "preferred"},
            "cache does not insist on encryption at rest or in transit",
            "cache não exige criptografia em repouso nem em trânsito",
        ),
        (
            {"at_rest_encryption": False},
            "cache does not insist on encryption at rest",
            "cache não exige criptografia em repouso",
        ),
        (
            {"transit_encryption": "preferred"},
            "cache does not insist on encryption in transit",
            "cache não exige criptografia em trânsito",
        ),
    ],
)
def test_a_text_within_a_text_is_translated(fields: dict[str, Any], en: str, pt: str) -> None:
    """Each language gets its own part."""
    check = RULES["AAC-CACHE-001"]
    ((seen),) = observations(check, architecture({"cache": {**CACHE, **fields}}))
    message = check.message.format(seen.values)
    assert (message.en, message.pt) == (en, pt)


def test_a_cache_is_judged_by_its_replicas_where_multi_az_is_on() -> None:
    """The model refuses Multi-AZ without a replica, so here the verdict is a pass."""
    (seen,) = observations(RULES["AAC-CACHE-003"], architecture({"cache": CACHE}))
    assert (seen.path, seen.result) == (("components", "cache", "replicas"), Result.PASS)


def test_a_service_without_room_does_not_hide_the_next() -> None:
    """Both are judged, each at its own field."""
    full = {**SERVICE, "tasks": {"min": 2, "max": 2}}
    subject = architecture({"full": full, "hot": {**SERVICE, "scaling": {"memory_percent": 90}}})
    assert [(seen.component, seen.path) for seen in observations(RULES["AAC-ECS-002"], subject)] == [
        ("full", ("components", "full", "tasks", "max")),
        ("hot", ("components", "hot", "scaling", "memory_percent")),
    ]


@pytest.mark.parametrize(
    ("deployment", "field"),
    [
        ({}, "rollback"),
        ({"rollback": False, "minimum_healthy_percent": 10}, "rollback"),
        ({"circuit_breaker": False}, "circuit_breaker"),
        ({"minimum_healthy_percent": 99}, "minimum_healthy_percent"),
    ],
)
def test_a_deployment_is_judged_by_one_field(deployment: dict[str, Any], field: str) -> None:
    """The first that has to change; where nothing has to, the rollback that makes it safe."""
    (seen,) = observations(RULES["AAC-ECS-003"], architecture({"api": {**SERVICE, "deployment": deployment}}))
    assert seen.path == ("components", "api", "deployment", field)


def test_a_public_bucket_is_the_subject_of_its_arrow() -> None:
    """The finding is about the bucket, and says which arrow opens it."""
    subject = architecture({"user": ACTOR, "files": BUCKET}, connections={"user -> files": {}})
    (seen,) = observations(RULES["AAC-S3-001"], subject)
    assert (seen.result, seen.component, str(seen.connection)) == (Result.FAIL, "files", "user -> files")


def test_several_ranges_are_listed() -> None:
    """Every range an arrow admits is named."""
    subject = architecture(
        {"office": ACTOR, "user": ACTOR, "store": DATABASE, "site": BUCKET, "job": SERVICE},
        connections={
            "user -> site": {},
            "user -> store": {},
            "office -> store": {"ingress_cidrs": ["10.0.0.0/8", "192.168.0.0/16"]},
        },
    )
    check = RULES["AAC-NET-004"]
    (seen,) = observations(check, subject)
    assert check.message.format(seen.values).en == (
        "office -> store admits 10.0.0.0/8, 192.168.0.0/16 to store, whoever holds an address there"
    )


def test_each_arrow_from_the_internet_is_a_finding() -> None:
    """Two ways in are two things to remove, whatever their order."""
    components = {"a": ACTOR, "b": ACTOR, "store": DATABASE, "files": BUCKET}
    for arrows in (["a -> store", "b -> store"], ["b -> store", "a -> store"]):
        subject = architecture(components, connections={arrow: {} for arrow in arrows})
        assert sorted(str(seen.connection) for seen in observations(RULES["AAC-NET-001"], subject)) == sorted(arrows)
    subject = architecture(components, connections={"a -> files": {}, "b -> files": {}})
    assert [str(seen.connection) for seen in observations(RULES["AAC-S3-001"], subject)] == ["a -> files", "b -> files"]


def test_a_shared_gateway_says_how_many_zones_depend_on_it() -> None:
    """The number is the network's own."""
    check = RULES["AAC-NET-014"]
    subject = architecture({"api": SERVICE}, network={"availability_zones": 3, "nat_gateways": "single"})
    (seen,) = observations(check, subject)
    assert check.message.format(seen.values).en == "3 Availability Zones depend on one NAT gateway"
    assert seen.path == ("network", "nat_gateways")
