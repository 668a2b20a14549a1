"""When a waiver excuses a finding, and what is said of one that does not."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from archspec.checks import Report, Result, check
from archspec.testing import spec_of
from tests.checks.examples import ACTOR, BALANCER, DATABASE, DAY, SERVICE, architecture

WAIVER: Mapping[str, Any] = {
    "rule": "AAC-DB-002",
    "component": "database",
    "reason": "A copy of yesterday is enough.",
    "owner": "ana@example.com",
    "expires": "2027-03-31",
}
SINGLE = {**DATABASE, "multi_az": False, "why": "Remembers."}


def _report(*waivers: Mapping[str, Any], day: date = DAY, **fields: Any) -> Report:  # noqa: ANN401
    fields.setdefault("components", {"database": SINGLE})
    components = fields.pop("components")
    return check(spec_of(architecture(components, waivers=list(waivers), **fields)), as_of=day)


def _said(report: Report) -> list[tuple[str, Result, str | None]]:
    return [(finding.check.id, finding.result, finding.environment) for finding in report.findings]


def _defect(report: Report) -> str:
    (finding,) = [finding for finding in report.findings if finding.check.id == "AAC-GOV-002"]
    assert finding.result is Result.FAIL
    return finding.message.en


def test_a_waived_finding_stays_visible() -> None:
    """It is counted as waived, with the waiver on it, and not as a failure."""
    report = _report(WAIVER)
    (finding,) = report.findings
    assert (finding.check.id, finding.result) == ("AAC-DB-002", Result.WAIVED)
    assert finding.waiver is not None
    assert finding.waiver.owner == "ana@example.com"
    assert report.failed == []
    assert report.counts[Result.WAIVED] == 1


@pytest.mark.parametrize(
    ("expires", "applies"),
    [
        (DAY - timedelta(days=1), False),
        (DAY, True),
        (DAY + timedelta(days=366), True),
        (DAY + timedelta(days=367), False),
    ],
)
def test_the_last_day_counts_and_a_year_is_the_most(expires: date, *, applies: bool) -> None:
    """A waiver is in force from a year before its last day to the end of it."""
    report = _report({**WAIVER, "expires": expires.isoformat()})
    assert (Result.WAIVED in {finding.result for finding in report.findings}) is applies


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"expires": "2026-11-23"},
            "the waiver of AAC-DB-002 for database lapsed on 2026-11-23, so the finding counts again",
        ),
        (
            {"expires": "2027-12-01"},
            (
                "the waiver of AAC-DB-002 for database runs until 2027-12-01, more than a year from now,"
                " and is not applied"
            ),
        ),
        ({"rule": "AAC-DB-001"}, "the waiver of AAC-DB-001 for database excuses nothing: there is no such finding"),
        (
            {"rule": "AAC-DB-022"},
            "the waiver for database names a rule that does not exist, AAC-DB-022; did you mean AAC-DB-012?",
        ),
        (
            {"rule": "XYZ-QQQQ-999"},
            "the waiver for database names a rule that does not exist, XYZ-QQQQ-999; archspec rules lists them",
        ),
        ({"rule": "AAC-NET-003"}, "AAC-NET-003 cannot be waived, so the waiver for database is not applied"),
        ({"component": None}, "the waiver of AAC-DB-002 for the network excuses nothing: there is no such finding"),
    ],
)
def test_an_unsound_waiver_says_what_is_wrong(change: dict[str, Any], message: str) -> None:
    """One finding for the waiver, and the finding it was for counts."""
    waiver = {key: value for key, value in {**WAIVER, **change}.items() if value is not None}
    report = _report(waiver)
    assert _defect(report) == message
    assert ("AAC-DB-002", Result.FAIL, None) in _said(report)


def test_an_unwaivable_rule_stays_a_failure() -> None:
    """The waiver is reported, and the exposure with it."""
    public = {**DATABASE, "publicly_accessible": True, "why": "Remembers."}
    report = _report({**WAIVER, "rule": "AAC-NET-003"}, components={"database": public})
    assert [(rule, result) for rule, result, _ in _said(report)] == [
        ("AAC-NET-003", Result.FAIL),
        ("AAC-GOV-002", Result.FAIL),
    ]


def test_a_waiver_may_be_for_one_environment() -> None:
    """It applies there, and the others fail."""
    report = _report({**WAIVER, "environment": "staging"}, environments={"staging": {}, "production": {}})
    assert set(_said(report)) == {
        ("AAC-DB-002", Result.WAIVED, "staging"),
        ("AAC-DB-002", Result.FAIL, "production"),
    }


def test_a_waiver_that_one_environment_needs_is_not_stale() -> None:
    """Where another has nothing to waive, nothing is said."""
    report = _report(
        WAIVER,
        components={"database": {**SINGLE, "multi_az": True}},
        environments={"staging": {"components": {"database": {"multi_az": False}}}, "production": {}},
    )
    assert _said(report) == [("AAC-DB-002", Result.WAIVED, "staging")]


def test_a_partial_run_calls_no_waiver_stale() -> None:
    """Only a run over every environment knows that a waiver matches nothing."""
    spec = spec_of(
        architecture(
            {"database": {**SINGLE, "multi_az": True}},
            waivers=[WAIVER],
            environments={"staging": {"components": {"database": {"multi_az": False}}}, "production": {}},
        )
    )
    assert check(spec, as_of=DAY, environments=["production"]).findings == ()


def test_a_waiver_may_be_bound_to_an_arrow() -> None:
    """Another arrow to the same component is not excused."""
    components = {"user": ACTOR, "admin": ACTOR, "api": {**SERVICE, "why": "Serves."}}
    waiver = {**WAIVER, "rule": "AAC-NET-005", "connection": "user -> api"}
    del waiver["component"]
    report = _report(waiver, components=components, connections={"user -> api": {}, "admin -> api": {}})
    assert [(str(f.connection), f.result) for f in report.findings] == [
        ("admin -> api", Result.FAIL),
        ("user -> api", Result.WAIVED),
    ]


def test_a_component_waiver_covers_its_arrows() -> None:
    """Without a connection, every finding of the rule about the component is meant."""
    components = {"user": ACTOR, "admin": ACTOR, "api": {**SERVICE, "why": "Serves."}}
    waiver = {**WAIVER, "rule": "AAC-NET-005", "component": "api"}
    report = _report(waiver, components=components, connections={"user -> api": {}, "admin -> api": {}})
    assert {f.result for f in report.findings} == {Result.WAIVED}


def test_a_network_finding_is_waived_without_a_component() -> None:
    """Its subject is the network."""
    waiver = {key: value for key, value in WAIVER.items() if key != "component"} | {"rule": "AAC-NET-014"}
    report = _report(waiver, components={"api": {**SERVICE, "why": "Serves."}}, network={"nat_gateways": "single"})
    assert [(f.check.id, f.result, f.subject) for f in report.findings] == [("AAC-NET-014", Result.WAIVED, "network")]


@pytest.mark.parametrize(("days", "near"), [(0, True), (30, True), (31, False)])
def test_the_last_month_is_announced(days: int, *, near: bool) -> None:
    """A waiver in use that ends within thirty days is listed."""
    report = _report({**WAIVER, "expires": (DAY + timedelta(days=days)).isoformat()})
    assert bool(report.near_expiry) is near


def test_an_unknown_result_can_be_waived() -> None:
    """Somebody may accept that a value is known only at deployment."""
    service = {**SERVICE, "image": {"repository": "api", "tag": {"parameter": "tag"}}, "why": "Serves."}
    waiver = {**WAIVER, "rule": "AAC-ECS-011", "component": "api"}
    report = _report(waiver, components={"api": service})
    assert [(f.check.id, f.result) for f in report.findings] == [("AAC-ECS-011", Result.WAIVED)]


def test_a_waiver_of_another_component_excuses_nothing() -> None:
    """Rule and component both have to match."""
    components = {"database": SINGLE, "entry": {**BALANCER, "why": "Ends TLS."}}
    report = _report({**WAIVER, "component": "entry"}, components=components)
    assert {(f.check.id, f.result) for f in report.findings} == {
        ("AAC-DB-002", Result.FAIL),
        ("AAC-GOV-002", Result.FAIL),
    }
