"""A run as a whole: what a report holds, in which order, and at which lines."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archspec.architecture import Arrow
from archspec.bilingual import Text
from archspec.checks import Finding, Report, Result, Severity, all_rules, by_severity, check, evaluate
from archspec.errors import UsageError
from archspec.loading import Spec, load
from archspec.testing import spec_of
from tests.checks.examples import DATABASE, DAY, SERVICE, architecture

SPEC = """\
archspec: 1
name: example
title: Example
language: en
region: sa-east-1
components:
  user: {kind: actor}
  entry:
    kind: application_load_balancer
    why: Ends TLS.
    web_acl: false
  api:
    kind: fargate_service
    why: Serves.
    cluster: main
    image: {repository: api, tag: {parameter: image_tag}}
    port: 80
    environment:
      API_KEY: not-a-real-key
  store:
    kind: rds_instance
    why: Remembers.
    engine: postgres
    engine_version: "17.9"
    instance_class: db.m7g.large
    multi_az: false
connections:
  user -> entry: {}
  entry -> api: {}
  api -> store: {}
  user -> api: {}
waivers:
  - {rule: AAC-DB-002, component: store, reason: Later., owner: ana, expires: 2026-12-20, environment: staging}
  - {rule: AAC-DB-002, component: store, reason: Later., owner: ana, expires: 2026-12-20, environment: production}
  - {rule: AAC-NET-005, connection: user -> api, reason: Soon., owner: ana, expires: 2026-12-20}
  - {rule: AAC-EDGE-005, component: entry, reason: Then., owner: ana, expires: 2026-12-01}
  - {rule: AAC-DB-001, component: store, reason: Stale., owner: ana, expires: 2026-12-01}
environments:
  staging: {}
  production:
    components:
      store: {backup_retention_days: 1}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    """Load the example."""
    file = tmp_path / "example.yaml"
    file.write_text(SPEC, encoding="utf-8")
    return load(file)


def _row(finding: Finding) -> tuple[str, str, str | None, str, int]:
    return (
        finding.check.id,
        finding.result.value,
        finding.environment,
        finding.subject,
        finding.position.line,
    )


def test_a_report_in_order(spec: Spec) -> None:
    """Failures, then what is unknown, then what is waived; each at its line, or the line of what lacks it."""
    assert [_row(finding) for finding in check(spec, as_of=DAY).findings] == [
        ("AAC-DB-003", "fail", "production", "store", 42),
        ("AAC-ECS-009", "fail", "production", "api", 19),
        ("AAC-ECS-009", "fail", "staging", "api", 19),
        ("AAC-GOV-002", "fail", "staging", "store", 37),
        ("AAC-ECS-011", "unknown", "production", "api", 16),
        ("AAC-ECS-011", "unknown", "staging", "api", 16),
        ("AAC-DB-002", "waived", "production", "store", 26),
        ("AAC-DB-002", "waived", "staging", "store", 26),
        ("AAC-NET-005", "waived", "production", "user -> api", 31),
        ("AAC-NET-005", "waived", "staging", "user -> api", 31),
        ("AAC-EDGE-005", "waived", "production", "entry", 11),
        ("AAC-EDGE-005", "waived", "staging", "entry", 11),
    ]


def test_a_finding_is_whole(spec: Spec) -> None:
    """Everything a reader needs, in both languages."""
    report = check(spec, as_of=DAY)
    (short, exposed, *_) = report.findings
    assert (short.spec, short.component, short.connection, short.sensitive) == ("example", "store", None, False)
    assert short.severity is Severity.HIGH
    assert short.message.en == "store keeps automatic backups for 1 days; the policy asks for 7"
    assert short.message.pt == "store guarda backups automáticos por 1 dias; a política pede 7"
    assert short.fix.en == "Set `backup_retention_days` to 7 or more, up to 35."
    assert short.fix.pt == "Use `backup_retention_days` de 7 ou mais, até 35."
    assert exposed.sensitive
    waived = next(finding for finding in report.findings if finding.check.id == "AAC-NET-005")
    assert (waived.component, waived.connection) == ("api", Arrow("user", "api"))
    assert waived.waiver is not None
    assert waived.waiver.reason == "Soon."


def test_a_report_counts(spec: Spec) -> None:
    """What was looked at, and how it went; passes are counted, and listed only on request."""
    report = check(spec, as_of=DAY)
    assert (report.spec, report.as_of, report.rules) == ("example", DAY, 28)
    assert (report.components, report.environments) == (4, 2)
    listed = check(spec, as_of=DAY, include_passes=True)
    assert report.counts == listed.counts == Counter(finding.result for finding in listed.findings)
    assert report.counts[Result.FAIL] == 4
    assert report.counts[Result.PASS] == len(listed.findings) - len(report.findings) > 40
    assert Result.PASS not in {finding.result for finding in report.findings}
    assert [f for f in listed.findings if f.result is not Result.PASS] == list(report.findings)
    passed = [finding for finding in listed.findings if finding.result is Result.PASS]
    assert listed.findings[-len(passed) :] == tuple(passed)
    assert {finding.check.id for finding in passed if finding.check.subject == "waivers"} == {"AAC-GOV-002"}


def test_each_waiver_is_looked_at_once(spec: Spec) -> None:
    """Five waivers in two environments: five observations, one of them a failure."""
    report = check(spec, as_of=DAY, include_passes=True)
    said = [finding for finding in report.findings if finding.check.id == "AAC-GOV-002"]
    assert Counter(finding.result for finding in said) == {Result.PASS: 4, Result.FAIL: 1}
    assert sorted(finding.position.line for finding in said) == [33, 34, 35, 36, 37]


def test_waivers_near_their_end_are_in_order(spec: Spec) -> None:
    """By date, then rule, subject and environment, so that two runs print the same."""
    report = check(spec, as_of=DAY)
    assert [(w.expires.day, w.rule, w.environment) for w in report.near_expiry] == [
        (1, "AAC-EDGE-005", None),
        (20, "AAC-DB-002", "production"),
        (20, "AAC-DB-002", "staging"),
        (20, "AAC-NET-005", None),
    ]


def test_waivers_that_end_together_are_in_order() -> None:
    """Of one date and rule, by what they are for."""
    stores = {name: {**DATABASE, "multi_az": False, "why": "Remembers."} for name in ("a", "b", "c")}
    waiver = {"rule": "AAC-DB-002", "reason": "Later.", "owner": "ana", "expires": "2026-12-20"}
    waivers = [{**waiver, "component": name} for name in ("b", "c", "a")]
    report = evaluate(spec_of(architecture(stores, waivers=waivers)), all_rules(), as_of=DAY)
    assert [ending.component for ending in report.near_expiry] == ["a", "b", "c"]
    assert {finding.result for finding in report.findings} == {Result.WAIVED}


def test_a_waiver_on_its_last_day_is_sound() -> None:
    """It excuses the finding, and nothing is said against it."""
    waiver = {"rule": "AAC-DB-002", "component": "a", "reason": "Later.", "owner": "ana", "expires": "2026-11-24"}
    store = {**DATABASE, "multi_az": False, "why": "Remembers."}
    report = check(spec_of(architecture({"a": store}, waivers=[waiver])), as_of=DAY)
    assert [(finding.check.id, finding.result) for finding in report.findings] == [("AAC-DB-002", Result.WAIVED)]


@pytest.mark.parametrize(
    ("change", "pt"),
    [
        (
            {"rule": "AAC-DB-002"},
            "a dispensa da regra AAC-DB-002 para a rede não dispensa nada: esse achado não existe",
        ),
        (
            {"rule": "AAC-DB-022"},
            "a dispensa para a rede cita uma regra que não existe, AAC-DB-022; seria AAC-DB-012?",
        ),
        (
            {"rule": "XYZ-QQQQ-999"},
            "a dispensa para a rede cita uma regra que não existe, XYZ-QQQQ-999; archspec rules mostra todas",
        ),
    ],
)
def test_what_is_said_of_a_waiver_in_portuguese(change: dict[str, str], pt: str) -> None:
    """Hints and subjects are translated, too."""
    waiver = {"reason": "Later.", "owner": "ana", "expires": "2026-12-20", **change}
    (finding,) = check(spec_of(architecture({}, waivers=[waiver])), as_of=DAY).findings
    assert finding.message.pt == pt


def test_a_waiver_of_an_arrow_is_a_finding_about_the_arrow() -> None:
    """Its subject is what the waiver names."""
    waiver = {"rule": "AAC-NET-005", "connection": "a -> b", "reason": "x", "owner": "x", "expires": "2026-11-01"}
    subject = architecture(
        {"a": {**SERVICE, "why": "x"}, "b": {**SERVICE, "why": "x"}}, connections={"a -> b": {}}, waivers=[waiver]
    )
    (finding,) = check(spec_of(subject), as_of=DAY).findings
    assert (finding.check.id, finding.subject, finding.component) == ("AAC-GOV-002", "a -> b", None)


def test_chosen_environments_alone_are_checked(spec: Spec) -> None:
    """Nothing is said of the others, and no waiver is called stale."""
    report = check(spec, as_of=DAY, environments=["staging"])
    assert report.environments == 1
    assert {finding.environment for finding in report.findings} == {"staging"}
    assert [finding.check.id for finding in report.failed] == ["AAC-ECS-009"]


def test_an_unknown_environment_is_an_error(spec: Spec) -> None:
    """The message says which there are."""
    with pytest.raises(UsageError) as raised:
        check(spec, environments=["stagin"])
    assert str(raised.value) == f"{spec.file} has no environment 'stagin'; did you mean 'staging'?"


def test_the_day_is_today_unless_it_is_given(spec: Spec) -> None:
    """In UTC, so that two machines agree."""
    before = datetime.now(UTC).date()
    report = check(spec)
    assert before <= report.as_of <= datetime.now(UTC).date()
    assert check(spec, as_of=date(2020, 1, 1)).as_of == date(2020, 1, 1)


def test_a_report_is_read_by_severity(spec: Spec) -> None:
    """Failures at or above one, and how many of each."""
    report = check(spec, as_of=DAY)
    assert len(report.at_least(Severity.CRITICAL)) == 0
    assert len(report.at_least(Severity.HIGH)) == 3
    assert len(report.at_least(Severity.MEDIUM)) == len(report.at_least(Severity.LOW)) == 4
    assert by_severity(report.findings) == {Severity.HIGH: 3, Severity.MEDIUM: 1}
    assert [finding.check.id for finding in report.unknown] == ["AAC-ECS-011", "AAC-ECS-011"]


def test_a_fingerprint_survives_edits_elsewhere(spec: Spec, tmp_path: Path) -> None:
    """Lines may move; the same finding keeps its name, and no two have one."""
    file = tmp_path / "moved.yaml"
    file.write_text("# A comment.\n\n" + SPEC, encoding="utf-8")
    moved, first = check(load(file), as_of=DAY), check(spec, as_of=DAY)
    assert _fingerprints(moved) == _fingerprints(first)
    assert len(set(_fingerprints(first))) == len(first.findings)
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in _fingerprints(first))


def _fingerprints(report: Report) -> list[str]:
    return [finding.fingerprint for finding in report.findings]


def test_placeholders_can_be_shown_by_name() -> None:
    """A catalogue has no finding at hand to fill them from."""
    text = Text(en="{component} has {count}", pt="{component} tem {count}")
    assert text.outline() == Text(en="<component> has <count>", pt="<component> tem <count>")
    assert (text.in_language("en"), text.in_language("pt-BR")) == (text.en, text.pt)


def test_severities_are_in_order() -> None:
    """Critical matters most."""
    assert [Severity(name).rank for name in ("critical", "high", "medium", "low")] == [0, 1, 2, 3]
