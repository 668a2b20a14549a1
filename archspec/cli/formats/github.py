"""GitHub Actions: an annotation for each finding at its line, and the summary of the job as Markdown.

Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, and for the encoding of
data and properties https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts (2026-11-24).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from archspec.bilingual import Language, Text
from archspec.build.findings_json import repository_path
from archspec.checks import SEVERITY_NAMES, Finding, Result, Severity
from archspec.cli.formats.checked import Checked
from archspec.cli.report import summary
from archspec.errors import Position

if TYPE_CHECKING:
    from renderers.docs.markdown import Markdown

_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
}
_ENCODED: Final = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_ENCODED_IN_PROPERTIES: Final = (*_ENCODED, (":", "%3A"), (",", "%2C"))

_WORDS: Final = {
    "heading": Text(en="Architecture", pt="Arquitetura"),
    "severity": Text(en="Severity", pt="Gravidade"),
    "rule": Text(en="Rule", pt="Regra"),
    "finding": Text(en="Finding", pt="Achado"),
    "fix": Text(en="Fix", pt="Correção"),
    "place": Text(en="Place", pt="Lugar"),
    "waived": Text(en="waived", pt="dispensado"),
    "unknown": Text(en="unknown", pt="desconhecido"),
    "unusable": Text(en="unusable spec", pt="especificação inutilizável"),
}
_RESULTS_SHOWN: Final = {Result.WAIVED: "waived", Result.UNKNOWN: "unknown"}


def annotations(checked: Checked) -> Iterator[str]:
    """Return a workflow command for each mistake in a spec and each failure, most severe first.

    GitHub shows ten of each level; the summary has all of them.
    """
    for problem in checked.refused.problems:
        yield _command("error", problem.position, "archspec", problem.message)
    failures = [(finding, spoken) for finding, spoken in checked.findings() if finding.result is Result.FAIL]
    for finding, language in sorted(failures, key=lambda failure: failure[0].severity.rank):
        title = f"{finding.check.id} {finding.check.title.in_language(language)}"
        where = f" ({finding.environment})" if finding.environment else ""
        message = f"{finding.message.in_language(language)}{where}. {finding.fix.in_language(language)}"
        yield _command(_LEVELS[finding.severity], finding.position, title, message)


def _command(level: str, place: Position, title: str, message: str) -> str:
    properties = {
        "file": repository_path(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "title": title,
    }
    written = ",".join(f"{name}={_encoded(value, _ENCODED_IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{level} {written}::{_encoded(message, _ENCODED)}"


def _encoded(text: str, replacements: Sequence[tuple[str, str]]) -> str:
    for character, code in replacements:
        text = text.replace(character, code)
    return text


def job_summary(checked: Checked) -> str:
    """Return the findings as Markdown: counts for each spec, and a table of what failed or was not decided."""
    from renderers.docs.markdown import code, escape, strong, table

    language = checked.common_language
    parts = [f"## {_say('heading', language)}"]
    for spec, report in zip(checked.specs, checked.reports, strict=True):
        spoken = checked.language_of(spec)
        title = escape(spec.in_language(spoken).title)
        parts.append(f"{strong(title)} {code(repository_path(spec.file))}: {escape(summary(report, spoken))}")
    rows = [*_problem_rows(checked), *_finding_rows(checked)]
    if rows:
        headings = [_say(word, language) for word in ("severity", "rule", "finding", "fix", "place")]
        parts.append(table(headings, rows))
    return "\n\n".join(parts) + "\n"


def _problem_rows(checked: Checked) -> "Iterator[Sequence[str | Markdown]]":
    unusable = _say("unusable", checked.common_language)
    for problem in checked.refused.problems:
        yield unusable, "", problem.message, "", _place(problem.position)


def _finding_rows(checked: Checked) -> "Iterator[Sequence[str | Markdown]]":
    from renderers.docs.markdown import with_code

    shown = [(finding, spoken) for finding, spoken in checked.findings() if finding.result is not Result.PASS]
    order: Mapping[Result, int] = {Result.FAIL: 0, Result.UNKNOWN: 1, Result.WAIVED: 2, Result.PASS: 3}
    for finding, language in sorted(shown, key=lambda pair: (order[pair[0].result], pair[0].severity.rank)):
        where = f" ({finding.environment})" if finding.environment else ""
        yield (
            _verdict(finding, language),
            finding.check.id,
            finding.message.in_language(language) + where,
            with_code(finding.fix.in_language(language)) if finding.result is Result.FAIL else "",
            _place(finding.position),
        )


def _verdict(finding: Finding, language: Language) -> str:
    if finding.result in _RESULTS_SHOWN:
        return _say(_RESULTS_SHOWN[finding.result], language)
    return SEVERITY_NAMES[finding.severity].in_language(language)


def _place(place: Position) -> "Markdown":
    from renderers.docs.markdown import code

    return code(f"{repository_path(place.file)}:{place.line}")


def _say(word: str, language: Language) -> str:
    return _WORDS[word].in_language(language)
