"""One finding, as several environments have it."""

from collections.abc import Sequence
from typing import TypeAlias

from archspec.checks import Finding, Report, Result

Group: TypeAlias = Sequence[Finding]
"""Findings that differ only in their environment."""


def groups(report: Report, result: Result) -> list[Group]:
    """Return the findings with a result, grouped, in the report's order."""
    grouped: dict[object, list[Finding]] = {}
    for finding in report.findings:
        if finding.result is result:
            identity = (finding.check.id, finding.subject, finding.message, finding.waiver)
            grouped.setdefault(identity, []).append(finding)
    return list(grouped.values())


def environments_of(group: Group) -> list[str]:
    """Return the environments a finding is in; none where the spec has none."""
    return list(dict.fromkeys(finding.environment for finding in group if finding.environment))
