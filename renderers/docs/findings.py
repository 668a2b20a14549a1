"""Findings as tables: what fails, what is accepted for now, and what nobody can know yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from archspec.architecture import Architecture, Waiver
from archspec.checks import Finding, Report, Result, Severity, Text, by_severity
from archspec.components.fields import Language
from renderers.docs.markdown import Markdown, code, fill, table, with_code
from renderers.docs.settings.base import listed
from renderers.docs.words import SEVERITIES, calendar_day, counted

Group: TypeAlias = Sequence[Finding]
"""One finding, as several environments have it."""

_RULES: Final = (Text(en="rule", pt="regra"), Text(en="rules", pt="regras"))
_COMPONENTS: Final = (Text(en="component", pt="componente"), Text(en="components", pt="componentes"))
_FAILURES: Final = (Text(en="failure", pt="falha"), Text(en="failures", pt="falhas"))
_NO_FAILURE: Final = Text(en="no failures", pt="nenhuma falha")
_WAIVED: Final = (Text(en="waived", pt="dispensa"), Text(en="waived", pt="dispensas"))
_UNKNOWN: Final = (Text(en="unknown", pt="desconhecido"), Text(en="unknown", pt="desconhecidos"))
_PASSED: Final = (Text(en="passed", pt="aprovação"), Text(en="passed", pt="aprovações"))
_SEVERE: Final = {
    Severity.CRITICAL: (Text(en="critical", pt="crítica"), Text(en="critical", pt="críticas")),
    Severity.HIGH: (Text(en="high", pt="alta"), Text(en="high", pt="altas")),
    Severity.MEDIUM: (Text(en="medium", pt="média"), Text(en="medium", pt="médias")),
    Severity.LOW: (Text(en="low", pt="baixa"), Text(en="low", pt="baixas")),
}


@dataclass(frozen=True, slots=True)
class Verification:
    """The findings of a page: a summary, and a table for each result that has some."""

    summary: Markdown
    failures: Markdown | None
    unknowns: Markdown | None
    waivers: Markdown | None


def verification(
    architecture: Architecture, report: Report, language: Language, words: Mapping[str, str]
) -> Verification:
    """Return what a report says of an architecture."""
    writer = _Writer(architecture, language, words, show_environments=any(f.environment for f in report.findings))
    return Verification(
        summary=Markdown(_summary(report).in_language(language)),
        failures=writer.failures(_groups(report, Result.FAIL)),
        unknowns=writer.unknowns(_groups(report, Result.UNKNOWN)),
        waivers=writer.waivers(_groups(report, Result.WAIVED)),
    )


def _groups(report: Report, result: Result) -> list[Group]:
    """Return the findings with a result, those that differ only in their environment together."""
    found = [finding for finding in report.findings if finding.result is result]
    keyed = groupby(found, key=lambda f: (f.check.id, f.subject, f.message.en, f.waiver and f.waiver.expires))
    return [list(group) for _, group in keyed]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the tables of one page."""

    architecture: Architecture
    language: Language
    words: Mapping[str, str]
    show_environments: bool

    def failures(self, groups: Sequence[Group]) -> Markdown | None:
        """Return what fails, with its repair."""
        rows = [
            [SEVERITIES[group[0].severity].in_language(self.language), *self._found(group), self._fix(group[0])]
            for group in groups
        ]
        return self._table(["severity", *self._found_columns(), "fix"], rows)

    def unknowns(self, groups: Sequence[Group]) -> Markdown | None:
        """Return what depends on the deployment."""
        return self._table(self._found_columns(), [self._found(group) for group in groups])

    def waivers(self, groups: Sequence[Group]) -> Markdown | None:
        """Return what is accepted, by whom, why, and for how long."""
        rows = [
            [
                *self._found(group),
                self._reason(waiver),
                waiver.owner,
                calendar_day(waiver.expires).in_language(self.language),
            ]
            for group in groups
            if (waiver := group[0].waiver)
        ]
        return self._table([*self._found_columns(), "reason", "owner", "until"], rows)

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Markdown | None:
        return table([self.words[column] for column in columns], rows) if rows else None

    def _found_columns(self) -> list[str]:
        return ["rule", "found", "environments"] if self.show_environments else ["rule", "found"]

    def _found(self, group: Group) -> list[object]:
        finding = group[0]
        columns: list[object] = [code(finding.check.id), with_code(finding.message.in_language(self.language))]
        if self.show_environments:
            columns.append(", ".join(f.environment for f in group if f.environment))
        return columns

    def _fix(self, finding: Finding) -> Markdown:
        return with_code(finding.fix.in_language(self.language))

    def _reason(self, waiver: Waiver) -> str:
        """Return the reason in the page's language; findings carry the waiver as the spec has it."""

        def identity(one: Waiver) -> tuple[object, ...]:
            return (one.rule, one.component, one.connection, one.environment, one.owner, one.expires)

        own = (other.reason for other in self.architecture.waivers if identity(other) == identity(waiver))
        return next(own, waiver.reason)


def _summary(report: Report) -> Text:
    """Return what was looked at and how it went; every environment counts."""
    counts = report.counts
    environments = (
        Text(en=" in each of {number} environments", pt=", em cada um dos {number} ambientes")
        if report.environments > 1
        else Text(en="", pt="")
    )
    return fill(
        Text(
            en="{rules} on {components}{environments}, as of {day}: {failures}, {waived}, {unknown}, {passed}.",
            pt="{rules} sobre {components}{environments}, em {day}: {failures}, {waived}, {unknown}, {passed}.",
        ),
        rules=counted(report.rules, *_RULES),
        components=counted(report.components, *_COMPONENTS),
        environments=fill(environments, number=report.environments),
        day=calendar_day(report.as_of),
        failures=_failures(report),
        waived=counted(counts.get(Result.WAIVED, 0), *_WAIVED),
        unknown=counted(counts.get(Result.UNKNOWN, 0), *_UNKNOWN),
        passed=counted(counts.get(Result.PASS, 0), *_PASSED),
    )


def _failures(report: Report) -> Text:
    severe = by_severity(report.findings)
    if not severe.total():
        return _NO_FAILURE
    return fill(
        Text(en="{failures} ({severe})", pt="{failures} ({severe})"),
        failures=counted(severe.total(), *_FAILURES),
        severe=listed([counted(severe[severity], *_SEVERE[severity]) for severity in Severity if severe[severity]]),
    )
