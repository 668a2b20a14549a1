"""Findings as a JSON document, whose shape is a promise to other programs."""

from collections.abc import Mapping, Sequence
from functools import cache
from os.path import abspath
from pathlib import Path
from typing import Final, TypeAlias

from archspec.bilingual import Language
from archspec.checks import Finding, Report, Result, Severity, controls
from archspec.errors import Problem, ProblemReport
from archspec.loading import Spec

VERSION: Final = 1

Json: TypeAlias = dict[str, object]


def findings_document(
    specs: Sequence[Spec],
    reports: Sequence[Report],
    refused: ProblemReport,
    *,
    language: Language | None = None,
    portable: bool = False,
) -> Json:
    """Return the findings of specs, and what is wrong with files that are none.

    Messages are in a language; left out, in each spec's own. Paths are relative to the repository; in a portable
    document, those outside the repository and the working directory are relative to the spec.
    """
    pairs = list(zip(specs, reports, strict=True))
    return {
        "version": VERSION,
        "summary": _summary(reports),
        **errors_document(refused),
        "findings": [
            _finding(finding, language or spec.architecture.language, spec.file if portable else None)
            for spec, report in pairs
            for finding in report.findings
        ],
    }


def errors_document(refused: ProblemReport) -> Json:
    """Return the mistakes of files that are no usable specs, and how many are not listed."""
    return {"errors": [_problem(problem) for problem in refused.problems], "omitted_errors": refused.omitted}


def _summary(reports: Sequence[Report]) -> Json:
    """Return totals: what was looked at, each result, and failures by severity."""
    failures = [finding for report in reports for finding in report.failed]
    return {
        "as_of": max((report.as_of.isoformat() for report in reports), default=None),
        "specs": len(reports),
        "rules": len({check.id for report in reports for check in report.checks}),
        "components": sum(report.components for report in reports),
        "environments": sum(report.environments for report in reports),
        "results": {result.value: sum(report.counts.get(result, 0) for report in reports) for result in Result},
        "failures": {
            severity.value: sum(finding.severity is severity for finding in failures) for severity in Severity
        },
    }


def _problem(problem: Problem) -> Json:
    place = problem.position
    return {
        "file": repository_path(place.file),
        "line": place.line,
        "column": place.column,
        "message": problem.message,
    }


def _finding(finding: Finding, language: Language, anchor: str | None) -> Json:
    place = finding.position
    return {
        "rule": finding.check.id,
        "severity": finding.severity.value,
        "result": finding.result.value,
        "environment": finding.environment,
        "component": finding.component,
        "resource": None,
        "message": finding.message.in_language(language),
        "file": repository_path(place.file, anchor),
        "line": place.line,
        "column": place.column,
        "fingerprint": finding.fingerprint,
        "references": [_reference(reference) for reference in finding.check.references],
    }


def _reference(reference: str) -> Json:
    control: Mapping[str, object] = controls().get(reference, {})
    return {"framework": control.get("framework"), "id": reference, "url": control.get("url")}


def repository_path(file: str, anchor: str | None = None) -> str:
    """Return a path relative to the repository it is in, or to the working directory where it is in none.

    What is not below it is named in full, or relative to the folder of another file, the anchor.
    """
    absolute = _absolute(file)
    roots = [_repository(absolute.parent) or Path.cwd(), *([_absolute(anchor).parent] if anchor else [])]
    below = (absolute.relative_to(root) for root in roots if absolute.is_relative_to(root))
    return next(below, absolute).as_posix()


def _absolute(file: str) -> Path:
    return Path(abspath(file))  # noqa: PTH100  a linked spec is where its link is


@cache
def _repository(folder: Path) -> Path | None:
    return next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), None)
