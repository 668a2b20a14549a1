"""The page of check results: what fails and why, what is accepted, what is open, and each rule's count."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

import archspec
from archspec.bilingual import Language
from archspec.checks import Result, all_rules
from renderers.docs import render_pages
from tests.renderers.docs.reading import (
    headings,
    inputs_of,
    links,
    pages_of,
    read,
    reference,
    reference_pages,
    rows,
    section,
    service,
    small,
)


def _violations() -> str:
    return pages_of(archspec.load("tests/golden/violations.yaml"), "pt-BR")["checks.md"]


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("en", "on 8 components in each of 2 environments, as of 24 November 2026: no failures, 2 waived, 2 unknown"),
        (
            "pt-BR",
            "sobre 8 componentes em cada um dos 2 ambientes, em 24 de novembro de 2026: nenhuma falha, 2 dispensas",
        ),
    ],
)
def test_the_summary_has_the_day_and_the_counts(language: Language, summary: str) -> None:
    """The day is the one the report was made for."""
    assert summary in reference_pages(language)["checks.md"]


def test_each_environment_is_counted() -> None:
    """By severity and result, as the report has them."""
    inputs = inputs_of(reference(), "en")
    table = rows(reference_pages("en")["checks.md"])
    assert table[0] == ["Environment", "Critical", "High", "Medium", "Low", "Waived", "Unknown", "Passed"]
    for row, name in zip(table[1:3], ("production", "staging"), strict=True):
        results = Counter(finding.result for finding in inputs.report.findings if finding.environment == name)
        assert row == [name, "0", "0", "0", "0", "1", "1", str(results[Result.PASS])]


def test_failures_come_with_their_reason_and_repair() -> None:
    """Most severe first, each with its rule, what it is about, why it matters and how to repair it."""
    bucket = {"kind": "s3_bucket", "label": "Files", "block_public_access": False}
    page = pages_of(small(components={"files": bucket}))["checks.md"]
    text = read(section(page, "Failures"))
    assert text.index("AAC-S3-001") < text.index("AAC-GOV-001")
    assert "Critical · AAC-S3-001 · Files\nfiles does not block public access" in text
    assert "Why it matters: One public policy or access list" in text
    assert "How to repair it: Remove block_public_access: false" in text


def test_the_planted_violations_are_all_there() -> None:
    """Every failure of the golden spec is an item, and leads to the reference of its rule."""
    spec = archspec.load("tests/golden/violations.yaml")
    report = archspec.check(spec, as_of=date(2026, 11, 24))
    page = _violations()
    assert {finding.check.id for finding in report.failed} <= set(read(page).replace("\n", " ").split())
    addresses = set(links(section(page, "Falhas")))
    assert {f"rules.md#{finding.check.id.lower()}" for finding in report.failed} <= addresses


def test_findings_alike_in_several_environments_are_one_item() -> None:
    """What differs in one of them alone names it alone."""
    spec = small(
        components={"api": service(label="API", why="Serves.", tasks={"min": 1, "max": 4})},
        environments={"production": {"components": {"api": {"assign_public_ip": True}}}, "staging": {}},
    )
    text = read(section(pages_of(spec)["checks.md"], "Failures"))
    assert "AAC-ECS-001 · API · production and staging" in text
    assert "AAC-NET-006 · API · production\n" in text


@pytest.mark.parametrize(("language", "until"), [("en", "until 31 March 2027"), ("pt-BR", "até 31 de março de 2027")])
def test_a_waiver_is_shown_with_its_reason(language: Language, until: str) -> None:
    """What is accepted stands there with who, why and how long, in the page's language."""
    page = reference_pages(language)["checks.md"]
    assert reference().in_language(language).waivers[0].reason in page
    assert f"ana@example.com, {until}" in read(page)
    assert "within a month" not in page


def test_a_waiver_near_its_end_is_marked() -> None:
    """A month before, a reader is told; a ticket is named."""
    waiver = {
        "rule": "AAC-GOV-001",
        "component": "files",
        "reason": "Soon.",
        "owner": "ana@example.com",
        "expires": "2026-12-01",
        "ticket": "OPS-7",
    }
    page = pages_of(small(components={"files": {"kind": "s3_bucket"}}, waivers=[waiver]))["checks.md"]
    assert "Answerable: ana@example.com, until 1 December 2026 (within a month)" in read(page)
    assert "Tracked in OPS-7" in page


def test_a_lapsed_waiver_is_a_failure() -> None:
    """The page follows the day it is judged by."""
    report = archspec.check(reference(), as_of=date(2027, 6, 1), include_passes=True)
    page = render_pages(replace(inputs_of(reference(), "en"), report=report))["checks.md"]
    assert "as of 1 June 2027" in page
    assert "AAC-EDGE-005" in read(section(page, "Failures"))
    assert "Waivers" not in headings(page)


def test_unknowns_say_what_they_wait_for() -> None:
    """What is chosen at deployment is neither a pass nor a failure."""
    page = reference_pages("en")["checks.md"]
    assert "by the parameter image_tag" in read(section(page, "Known only at deployment"))


def test_every_rule_is_counted() -> None:
    """Each with what passed, failed, is waived or unknown, in each environment; all results are in the table."""
    inputs = inputs_of(reference(), "en")
    table = rows(section(reference_pages("en")["checks.md"], "Rule by rule"))[1:]
    assert [row[0] for row in table] == [check.id for check in all_rules()]
    assert ["AAC-EDGE-005", "⊘ 1 · ✓ 1", "⊘ 1 · ✓ 1"] in [[row[0], *row[3:]] for row in table]
    assert ["AAC-ECS-011", "? 1", "? 1"] in [[row[0], *row[3:]] for row in table]
    counted = sum(int(part) for row in table for cell in row[3:] for part in cell.split() if part.isdigit())
    assert counted == sum(inputs.report.counts.values()) == len(inputs.report.findings)


def test_a_report_without_its_passes_has_no_counts_by_rule() -> None:
    """No table says that nothing passed."""
    inputs = replace(inputs_of(reference(), "en"), report=archspec.check(reference(), as_of=date(2026, 11, 24)))
    page = render_pages(inputs)["checks.md"]
    assert "Rule by rule" not in headings(page)
    assert rows(page)[0][-1] == "Unknown"


def test_a_spec_without_environments_has_one_column() -> None:
    """And no table of environments."""
    page = pages_of(small(components={"api": service(why="Serves.")}))["checks.md"]
    assert rows(page)[0] == ["Rule", "Finds", "Severity", "Results"]
    assert "Nothing fails." in page or "Failures" in headings(page)


def test_what_is_about_the_network_says_so() -> None:
    """A finding without a component or a connection is about the network."""
    spec = small(components={"api": service()}, network={"nat_gateways": "single"})
    assert "AAC-NET-014 · Network" in read(section(pages_of(spec)["checks.md"], "Failures"))
