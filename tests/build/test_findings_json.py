"""The findings document that `check --format json` and `build` share."""

import json
from datetime import date
from pathlib import Path

import pytest

import archspec
from archspec.bilingual import Language
from archspec.build.findings_json import findings_document, repository_path
from archspec.checks import all_rules, controls
from archspec.errors import Position, Problem, ProblemReport

AS_OF = date(2026, 11, 24)
FIELDS = {
    "rule",
    "severity",
    "result",
    "environment",
    "component",
    "resource",
    "message",
    "file",
    "line",
    "column",
    "fingerprint",
    "references",
}


def _document(language: Language | None = None) -> dict[str, object]:
    spec = archspec.load("specs/saas_enterprise.yaml")
    return findings_document([spec], [archspec.check(spec, as_of=AS_OF)], ProblemReport(), language=language)


def _findings(document: dict[str, object]) -> list[dict[str, object]]:
    findings = document["findings"]
    assert isinstance(findings, list)
    return findings


def test_the_document_has_the_promised_shape() -> None:
    """These keys and no others, and all of it can be written as JSON."""
    document = _document()
    assert list(document) == ["version", "summary", "errors", "omitted_errors", "findings"]
    assert all(set(finding) == FIELDS for finding in _findings(document))
    assert json.loads(json.dumps(document)) == document


def test_messages_are_in_the_specs_language_or_the_one_asked_for() -> None:
    """Only the messages change; a fingerprint does not."""
    own, english = _findings(_document()), _findings(_document("en"))
    assert own == _findings(_document("pt-BR"))
    assert [finding["message"] for finding in own] != [finding["message"] for finding in english]
    assert [finding["fingerprint"] for finding in own] == [finding["fingerprint"] for finding in english]


def test_the_summary_adds_up() -> None:
    """Totals are those of the reports."""
    spec = archspec.load("specs/saas_enterprise.yaml")
    report = archspec.check(spec, as_of=date(2027, 6, 1))
    summary = findings_document([spec, spec], [report, report], ProblemReport())["summary"]
    assert isinstance(summary, dict)
    assert summary["specs"] == 2
    assert summary["rules"] == len(all_rules())
    assert summary["results"]["fail"] == sum(summary["failures"].values()) == 2 * len(report.failed) > 0


def test_nothing_checked_is_a_document_too() -> None:
    """Where no spec could be loaded there are only errors."""
    document = findings_document(
        [], [], ProblemReport((Problem(Position("specs/a.yaml", 3, 5), "is wrong"),), omitted=7)
    )
    assert document["findings"] == []
    assert document["errors"] == [{"file": "specs/a.yaml", "line": 3, "column": 5, "message": "is wrong"}]
    assert document["omitted_errors"] == 7


def test_references_are_described() -> None:
    """Each published control comes with its framework and address."""
    for finding in _findings(_document()):
        references = finding["references"]
        assert isinstance(references, list)
        for reference in references:
            known = controls().get(reference["id"], {})
            assert reference == {"framework": known.get("framework"), "id": reference["id"], "url": known.get("url")}


def test_paths_are_relative_to_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder with .git is the root, wherever the command runs."""
    (tmp_path / "repo/.git").mkdir(parents=True)
    (tmp_path / "repo/specs").mkdir()
    monkeypatch.chdir(tmp_path / "repo/specs")
    assert repository_path("a.yaml") == "specs/a.yaml"
    assert repository_path("../b.yaml") == "b.yaml"
    assert repository_path(str(tmp_path / "repo/specs/c.yaml")) == "specs/c.yaml"


def test_without_a_repository_paths_are_relative_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not below it is named in full."""
    monkeypatch.chdir(tmp_path)
    assert repository_path("specs/a.yaml") == "specs/a.yaml"
    assert repository_path("/elsewhere/a.yaml") == "/elsewhere/a.yaml"
    assert repository_path("/elsewhere/texts/a.yaml", anchor="/elsewhere/b.yaml") == "texts/a.yaml"
    assert repository_path("specs/a.yaml", anchor="/elsewhere/b.yaml") == "specs/a.yaml"
