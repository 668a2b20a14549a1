"""Which rules apply to a spec, and in which order."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archspec.architecture import Architecture
from archspec.checks import Check, Inspection, Result, Rules, all_rules, check, in_order, rules_about, rules_for
from archspec.components.registry import KIND_NAMES, facet_of
from archspec.testing import declared, plant, spec_of
from tests.checks.examples import BUCKET, CACHE, DATABASE, DAY, RULES, SERVICE, architecture
from tests.checks.golden import complete

OWN = [(kind, rule) for kind in KIND_NAMES for rule in facet_of(kind, "rules", Rules).checks]
GENERAL = {rule.id for rule in rules_about([])}


def _ids(subject: Architecture) -> set[str]:
    return {rule.id for rule in rules_for(spec_of(subject))}


def test_rules_about_several_kinds_apply_to_every_spec() -> None:
    """Those about entries, too, which are not the business of one kind."""
    assert {"AAC-NET-001", "AAC-NET-014", "AAC-EDGE-005", "AAC-EDGE-012", "AAC-GOV-001", "AAC-GOV-002"} <= GENERAL
    assert _ids(architecture({})) == GENERAL


def test_every_rule_has_one_home() -> None:
    """It is general, or one kind's own."""
    assert sorted([*GENERAL, *(rule.id for _, rule in OWN)]) == sorted(RULES)


def test_a_spec_brings_the_rules_of_its_kinds() -> None:
    """Of every environment, whichever is looked at."""
    subject = architecture(
        {"files": BUCKET, "store": DATABASE, "fast": CACHE},
        environments={
            "staging": {"components": {"store": None, "fast": None}},
            "production": {"components": {"fast": None}},
        },
    )
    assert _ids(subject) == GENERAL | {"AAC-S3-001"} | {rule.id for kind, rule in OWN if kind == "rds_instance"}
    report = check(spec_of(subject), as_of=DAY, environments=["staging"])
    assert {rule.id for rule in report.checks} == _ids(subject)
    assert report.rules == len(report.checks)


@pytest.mark.parametrize(("kind", "rule"), OWN, ids=lambda value: value.id if isinstance(value, Check) else value)
def test_the_rules_of_a_kind_observe_that_kind_alone(kind: str, rule: Check) -> None:
    """With and without its fault, in an architecture of all kinds."""
    base = complete(rule)
    planted = plant(base, rule.fault)
    seen = [seen for subject in (base, planted) for seen in rule.observe(Inspection(subject, DAY))]
    assert {planted.components[str(one.component)].kind for one in seen} == {kind}
    assert {one.component for one in seen if one.result is Result.FAIL} == {
        name for _, name in declared(base, rule.fault)
    }


def test_a_waiver_may_name_a_rule_that_does_not_apply() -> None:
    """The rule exists, so the waiver excuses nothing; one that does not exist is suggested from all."""
    waiver = {"component": "api", "reason": "Later.", "owner": "ana", "expires": "2026-12-20"}
    said = {}
    for rule in ("AAC-DB-001", "AAC-S3-001", "AAC-CACHE-005"):
        subject = architecture({"api": {**SERVICE, "why": "Serves."}}, waivers=[{**waiver, "rule": rule}])
        report = check(spec_of(subject), as_of=DAY)
        (said[rule],) = [finding.message.en for finding in report.findings]
        assert report.checks == rules_for(spec_of(subject))
    assert said == {
        "AAC-DB-001": "the waiver of AAC-DB-001 for api excuses nothing: there is no such finding",
        "AAC-S3-001": "AAC-S3-001 cannot be waived, so the waiver for api is not applied",
        "AAC-CACHE-005": (
            "the waiver for api names a rule that does not exist, AAC-CACHE-005; did you mean AAC-CACHE-004?"
        ),
    }


def test_other_areas_come_by_name_before_exceptions() -> None:
    """Wherever the rules come from."""
    ids = ["ACME-TAGS-001", "AAC-SQS-002", "AAC-SQS-001", "AAC-GOV-001", "AAC-S3-001", "AAC-NET-014", "AAC-NET-002"]
    rules = in_order(replace(RULES["AAC-S3-001"], id=rule) for rule in ids)
    assert [rule.id for rule in rules] == [*reversed(ids[4:]), "AAC-SQS-001", "AAC-SQS-002", "ACME-TAGS-001", ids[3]]


_PROGRAM = """
import json, sys
from archspec.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, [name for name in sys.modules if name.startswith("archspec.kinds.")]]))
"""


def test_check_imports_the_rules_of_the_kinds_of_the_spec_alone(tmp_path: Path) -> None:
    """So that its start does not grow with their number."""
    file = tmp_path / "site.yaml"
    head = "archspec: 1\nname: site\ntitle: Site\nlanguage: en\nregion: sa-east-1\n"
    file.write_text(f"{head}components:\n  files: {{kind: s3_bucket, why: Kept.}}\n", encoding="utf-8")
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", _PROGRAM, "check", "--quiet", str(file)], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stdout)
    assert code == 0
    assert [name for name in modules if name.endswith(".rules")] == ["archspec.kinds.s3_bucket.rules"]


def test_all_rules_are_those_of_all_kinds() -> None:
    """For documents."""
    assert all_rules() == rules_about(KIND_NAMES)
