"""A check report for people."""

import shutil
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Self, TextIO

from archspec.architecture import Waiver
from archspec.bilingual import Language, Text
from archspec.checks import SEVERITY_NAMES, Finding, Report, Result, Severity, by_severity
from archspec.cli.excerpt import excerpt
from archspec.cli.terminal import Line, Styled, bold, echo, takes_color
from archspec.loading import Spec

_NARROWEST: Final = 60
_WIDEST: Final = 100

_COLORS: Final = {
    Severity.CRITICAL: "bright_red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "blue",
}

_WORDS: Final = {
    "fix": Text(en="Fix", pt="Correção"),
    "why": Text(en="Why", pt="Motivo"),
    "unknown": Text(en="unknown", pt="desconhecido"),
    "waived": Text(en="waived", pt="dispensado"),
    "pass": Text(en="pass", pt="aprovado"),
    "until": Text(en="until {expires}, {owner}: {reason}", pt="até {expires}, {owner}: {reason}"),
    "in": Text(en="in {environments}", pt="em {environments}"),
    "more": Text(en="More: archspec explain {rule}", pt="Mais: archspec explain {rule} --lang pt-BR"),
    "near": Text(
        en="the waiver of {rule} ends on {expires}; renew it or repair the finding",
        pt="a dispensa da regra {rule} termina em {expires}; renove-a ou corrija o achado",
    ),
}


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """How a report is laid out."""

    width: int
    color: bool
    quiet: bool
    verbose: bool
    show_all: bool

    @classmethod
    def for_output(cls, stream: TextIO, *, color: str, quiet: bool, verbose: bool, show_all: bool) -> Self:
        """Fit the terminal, or 80 columns without colour where there is none."""
        columns = shutil.get_terminal_size(fallback=(80, 24)).columns
        width = min(max(columns, _NARROWEST), _WIDEST)
        return cls(width, color=takes_color(color, stream), quiet=quiet, verbose=verbose, show_all=show_all)


def print_report(spec: Spec, report: Report, language: Language, style: ReportStyle) -> None:
    """Print the findings of a spec: failures with their lines, the rest in short, and a summary."""
    for line in report_lines(spec, report, language, style):
        echo(*line, color=style.color)


def report_lines(spec: Spec, report: Report, language: Language, style: ReportStyle) -> Iterator[Line]:
    """Return the lines of a report."""
    groups = _grouped(report.findings)
    failures = [group for group in groups if group[0].result is Result.FAIL]
    if style.quiet and not failures:
        return
    translated = spec.in_language(language)
    reasons = {own: told.reason for own, told in zip(spec.architecture.waivers, translated.waivers, strict=True)}
    yield bold(spec.file), f"  {translated.title}"
    yield ()
    for group in failures:
        yield from _failure(spec, group, language, style)
        yield ()
    if style.quiet:
        return
    others = [group for group in groups if group[0].result is not Result.FAIL]
    for group in others:
        yield from _short(group, language, style, reasons)
    if others:
        yield ()
    for waiver in report.near_expiry:
        values = {"rule": waiver.rule, "expires": waiver.expires.isoformat()}
        yield from _wrapped(_say("near", language, **values), style.width, "! ")
    yield from _wrapped(summary(report, language), style.width, "")


def _say(word: str, language: Language, **values: object) -> str:
    return _WORDS[word].format(values).in_language(language)


def _grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Put the same finding of several environments together."""

    def identity(finding: Finding) -> tuple[object, ...]:
        place = (finding.position, finding.subject, finding.message.en)
        return (finding.result, finding.check.id, place, finding.waiver and finding.waiver.expires)

    return [list(group) for _, group in groupby(findings, key=identity)]


def _failure(spec: Spec, group: Sequence[Finding], language: Language, style: ReportStyle) -> Iterator[Line]:
    finding = group[0]
    severity = SEVERITY_NAMES[finding.severity].in_language(language).upper()
    mark = Styled(f" {severity} ", fg="black", bg=_COLORS[finding.severity]) if style.color else f"[{severity}]"
    yield mark, " ", bold(finding.check.id), f"  {finding.check.title.in_language(language)}"
    message = finding.message.in_language(language) + _environments(group, language)
    yield from _wrapped(f"{message}.", style.width)
    yield from _source(spec, finding, style)
    yield from _labelled("fix", finding.fix.in_language(language), language, style)
    if style.verbose:
        yield from _labelled("why", finding.check.why.in_language(language), language, style)
        yield (f"  {_say('more', language, rule=finding.check.id)}",)


def _environments(group: Sequence[Finding], language: Language) -> str:
    names = [finding.environment for finding in group if finding.environment]
    return f" ({_say('in', language, environments=', '.join(names))})" if names else ""


def _source(spec: Spec, finding: Finding, style: ReportStyle) -> Iterator[Line]:
    place = finding.position
    gutter = " " * len(str(place.line))
    yield f"  {gutter}", Styled("-->", fg="blue"), f" {place}"
    found = excerpt(spec.texts.get(place.file, ""), place.line, place.column, sensitive=finding.sensitive)
    if found is None:
        return
    shown = found.fitted(style.width - len(gutter) - 5)
    bar = Styled("|", fg="blue")
    underline = Styled("^" * (shown.end - shown.start), fg=_COLORS[finding.severity])
    yield "  ", Styled(str(place.line), fg="blue"), " ", bar, f" {shown.text}"
    yield f"  {gutter} ", bar, " " * (shown.start + 1), underline


def _labelled(word: str, text: str, language: Language, style: ReportStyle) -> Iterator[Line]:
    label = f"{_say(word, language)}: "
    lines = textwrap.wrap(text, style.width - 2 - len(label), break_long_words=False, break_on_hyphens=False)
    for index, line in enumerate(lines):
        yield "  ", bold(label) if index == 0 else " " * len(label), line


def _wrapped(text: str, width: int, indent: str = "  ") -> Iterator[Line]:
    hanging = " " * len(indent)
    lines = textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
    yield from zip(lines, strict=True)


def _short(
    group: Sequence[Finding], language: Language, style: ReportStyle, reasons: Mapping[Waiver, str]
) -> Iterator[Line]:
    """Return an unknown, waived or passed finding in a line or two."""
    finding = group[0]
    word = _say(finding.result.value, language)
    text = f"{word} {finding.check.id}  "
    if finding.result is Result.PASS:
        yield (f"  {text}{finding.subject}{_environments(group, language)}",)
        return
    text += finding.message.in_language(language) + _environments(group, language)
    if finding.waiver is not None:
        waiver = finding.waiver
        values = {"expires": waiver.expires.isoformat(), "owner": waiver.owner}
        values["reason"] = reasons.get(waiver, waiver.reason)
        text += f"; {_say('until', language, **values)}"
    lines = textwrap.wrap(text, style.width, initial_indent="  ", subsequent_indent="    ", break_long_words=False)
    yield from zip(lines, strict=True)


def summary(report: Report, language: Language) -> str:
    """Return how much was looked at, and what was found."""
    match language:
        case "en":
            return _english(report)
        case "pt-BR":
            return _portuguese(report)


def _english(report: Report) -> str:
    looked = [
        _counted(report.rules, "applicable rule", "applicable rules"),
        _counted(report.components, "component", "components"),
        _counted(report.environments, "environment", "environments"),
    ]
    counts = report.counts
    failed = _counted(counts.get(Result.FAIL, 0), "failure", "failures") + _by_severity(report, "en")
    results = [failed, f"{counts.get(Result.WAIVED, 0)} waived", f"{counts.get(Result.UNKNOWN, 0)} unknown"]
    return f"{', '.join(looked)}: {', '.join(results)}, {counts.get(Result.PASS, 0)} passed."


def _portuguese(report: Report) -> str:
    looked = [
        _counted(report.rules, "regra aplicável", "regras aplicáveis"),
        _counted(report.components, "componente", "componentes"),
        _counted(report.environments, "ambiente", "ambientes"),
    ]
    counts = report.counts
    results = [
        _counted(counts.get(Result.FAIL, 0), "falha", "falhas") + _by_severity(report, "pt-BR"),
        _counted(counts.get(Result.WAIVED, 0), "dispensa", "dispensas"),
        _counted(counts.get(Result.UNKNOWN, 0), "desconhecido", "desconhecidos"),
        _counted(counts.get(Result.PASS, 0), "aprovação", "aprovações"),
    ]
    return f"{', '.join(looked)}: {', '.join(results)}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _by_severity(report: Report, language: Language) -> str:
    counts = by_severity(report.findings)
    parts = [
        f"{counts[s]} {_plural(SEVERITY_NAMES[s].in_language(language), counts[s], language)}"
        for s in Severity
        if counts[s]
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _plural(adjective: str, number: int, language: Language) -> str:
    """Return an adjective in the plural where the language has one."""
    return f"{adjective}s" if language == "pt-BR" and number > 1 else adjective
