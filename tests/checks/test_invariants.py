"""What holds for every architecture, whatever it is made of."""

from collections.abc import Iterable
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archspec.architecture import Architecture
from archspec.checks import Check, Finding, Report, Result, all_rules, check
from archspec.testing import (
    REFERENCE_DAY,
    architectures,
    compliant_architectures,
    data_of,
    declared,
    in_environment,
    kinds_excluded,
    kinds_needed,
    plant,
    repair,
    spec_of,
)

# The rules take turns, so each needs only a share of the examples.
_SHARE = settings(max_examples=max(10, settings().max_examples // 3))
ALL_RULES = all_rules()
_BY_WEIGHT = (Result.FAIL, Result.UNKNOWN, Result.WAIVED, Result.PASS)


def _report(architecture: Architecture, day: date = REFERENCE_DAY) -> Report:
    return check(spec_of(architecture), as_of=day)


def _found(architecture: Architecture) -> list[tuple[str, str | None, str | None]]:
    found = [(f.check.id, f.component, f.environment) for f in _report(architecture).findings]
    return sorted(found, key=str)


@given(compliant_architectures())
def test_compliant_architectures_have_no_findings(architecture: Architecture) -> None:
    """Not one in any environment, be it a failure, an open value or a waiver."""
    assert _found(architecture) == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
@_SHARE
@given(data=st.data())
def test_one_planted_fault_gives_its_findings_and_no_other(rule: Check, data: st.DataObject) -> None:
    """A rule's fault gives exactly what the rule declares, in every environment; its repair takes it away again."""
    fault = rule.fault
    compliant = data.draw(compliant_architectures(kinds_needed(fault), kinds_excluded(fault)))
    planted = plant(compliant, fault)
    environments: list[str | None] = [*planted.environments] or [None]
    seen_in = environments[:1] if rule.subject == "waivers" else environments
    expected = [(*finding, name) for finding in declared(compliant, fault) for name in seen_in]
    assert _found(planted) == sorted(expected, key=str)
    assert _found(repair(planted, fault)) == []


@given(architectures(), st.randoms(use_true_random=False))
def test_order_in_the_spec_changes_no_finding(architecture: Architecture, random: Random) -> None:
    """Components, connections and environments may be written in any order."""
    shuffled = {**data_of(architecture)}
    for key in ("components", "connections", "environments"):
        items = list(shuffled.get(key, {}).items())
        random.shuffle(items)
        shuffled[key] = dict(items)
    assert _comparable(_report(Architecture.model_validate(shuffled))) == _comparable(_report(architecture))


def _comparable(report: Report) -> list[tuple[str, ...]]:
    """Return everything a report says, apart from the lines it points at."""
    waiver_subjects = {rule.id for rule in ALL_RULES if rule.subject == "waivers"}
    return sorted(
        (
            finding.check.id,
            finding.result.value,
            "" if finding.check.id in waiver_subjects else str(finding.environment),
            finding.subject,
            finding.message.en,
            finding.message.pt,
            finding.fix.en,
            finding.fix.pt,
        )
        for finding in report.findings
    )


@given(architectures())
def test_an_environment_is_checked_as_if_it_stood_alone(architecture: Architecture) -> None:
    """Laying an overlay over a spec and checking the result gives the findings of that environment."""
    report = _report(architecture)
    for name in architecture.environments:
        alone = Architecture.model_validate(
            {**data_of(in_environment(architecture, name)), "environments": {}, "waivers": []}
        )
        inside = [f for f in report.findings if f.environment == name and f.check.subject == "architecture"]
        assert _said(_report(alone).findings) == _said(inside)


def _said(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    return sorted((finding.check.id, finding.subject, finding.message.en) for finding in findings)


@given(architectures())
def test_drawn_waivers_are_sound(architecture: Architecture) -> None:
    """Each excuses a finding: none is reported, and as many rules are waived as there are waivers."""
    report = _report(architecture)
    waived = {finding.waiver for finding in report.findings if finding.result is Result.WAIVED}
    assert waived == set(architecture.waivers)
    assert not [finding for finding in report.findings if finding.check.subject == "waivers"]


@given(architectures(), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_findings_depend_on_the_day_alone(architecture: Architecture, day: date) -> None:
    """Two runs on one day say the same, in the same order."""
    spec = spec_of(architecture)
    assert check(spec, as_of=day) == check(spec, as_of=day)


@given(architectures())
def test_counts_agree_with_the_findings(architecture: Architecture) -> None:
    """With passes listed, every observation is one finding and is counted once; order is by weight."""
    report = check(spec_of(architecture), as_of=REFERENCE_DAY, include_passes=True)
    assert sum(report.counts.values()) == len(report.findings)
    for result in Result:
        assert report.counts[result] == sum(finding.result is result for finding in report.findings)
    failed = [finding.severity.rank for finding in report.findings if finding.result is Result.FAIL]
    assert failed == sorted(failed)
    ranked = [list(_BY_WEIGHT).index(finding.result) for finding in report.findings]
    assert ranked == sorted(ranked)
