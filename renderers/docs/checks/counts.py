"""How often each rule passed, failed, was waived or could not tell, in each environment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from archspec.bilingual import Text
from archspec.checks import Finding, Report, Result, Severity
from renderers.docs.inputs import PageInputs
from renderers.docs.links import to_rule
from renderers.docs.markdown import Markdown, code, table
from renderers.docs.words import Words
from renderers.docs.words.vocabulary import SEVERITIES

_SIGNS: Final[dict[Result, Text]] = {
    Result.FAIL: Text(en="✗ {number}", pt="✗ {number}"),
    Result.UNKNOWN: Text(en="? {number}", pt="? {number}"),
    Result.WAIVED: Text(en="⊘ {number}", pt="⊘ {number}"),
    Result.PASS: Text(en="✓ {number}", pt="✓ {number}"),
}
"""In the order a cell has them: what needs attention first."""


def environments_table(inputs: PageInputs, words: Words) -> Markdown | None:
    """Return how each environment does; None where the spec has none."""
    if not inputs.environments:
        return None
    counted = {name: Counter(map(_column, _of(inputs.report, name))) for name in inputs.environments}
    columns = [*Severity, Result.WAIVED, Result.UNKNOWN, *([Result.PASS] if has_passes(inputs.report) else [])]
    rows = [[code(name), *(str(counts[column]) for column in columns)] for name, counts in counted.items()]
    return table([words["environment"], *(_heading(column, words) for column in columns)], rows)


def _of(report: Report, environment: str | None) -> Iterator[Finding]:
    return (finding for finding in report.findings if finding.environment == environment)


def _column(finding: Finding) -> Severity | Result:
    return finding.severity if finding.result is Result.FAIL else finding.result


def _heading(column: Severity | Result, words: Words) -> Markdown:
    if isinstance(column, Severity):
        return words(SEVERITIES[column])
    return words[{Result.WAIVED: "waived", Result.UNKNOWN: "unknown"}.get(column, "passed")]


def has_passes(report: Report) -> bool:
    """Tell whether a report holds the passes it counts."""
    return report.counts.get(Result.PASS, 0) == sum(finding.result is Result.PASS for finding in report.findings)


def rules_table(inputs: PageInputs, words: Words) -> Markdown | None:
    """Return the results of every rule that had something to look at; None for a report without its passes."""
    if not has_passes(inputs.report):
        return None
    variants = list(inputs.variants)
    counted = {(rule, name): counts for name in variants for rule, counts in _by_rule(inputs.report, name).items()}
    rows = [
        [to_rule(check.id), words(check.title), words(SEVERITIES[check.severity]), *cells]
        for check in inputs.report.checks
        if any(cells := [_cell(counted.get((check.id, name), Counter()), words) for name in variants])
    ]
    names = [words["results"] if name is None else code(name) for name in variants]
    return table([words["rule"], words["finds"], words["severity"], *names], rows) if rows else None


def _by_rule(report: Report, environment: str | None) -> dict[str, Counter[Result]]:
    counted: dict[str, Counter[Result]] = {}
    for finding in _of(report, environment):
        counted.setdefault(finding.check.id, Counter())[finding.result] += 1
    return counted


def _cell(counts: Counter[Result], words: Words) -> Markdown:
    shown: Sequence[Markdown] = [
        words.fill(sign, number=counts[result]) for result, sign in _SIGNS.items() if counts[result]
    ]
    return Markdown(" · ".join(shown))
