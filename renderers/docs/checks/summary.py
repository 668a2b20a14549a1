"""How a check went, in a sentence."""

from typing import Final

from archspec.bilingual import Text
from archspec.checks import Report, Result, Severity, by_severity
from archspec.parts.phrases import Noun, counted
from renderers.docs.markdown import fill
from renderers.docs.phrases import calendar_day, listed
from renderers.docs.words.nouns import COMPONENTS

_RULES: Final[Noun] = (
    Text(en="applicable rule", pt="regra aplicável"),
    Text(en="applicable rules", pt="regras aplicáveis"),
)
_FAILURES: Final[Noun] = (Text(en="failure", pt="falha"), Text(en="failures", pt="falhas"))
_NO_FAILURE: Final = Text(en="no failures", pt="nenhuma falha")
_WAIVED: Final[Noun] = (Text(en="waived", pt="dispensa"), Text(en="waived", pt="dispensas"))
_UNKNOWN: Final[Noun] = (Text(en="unknown", pt="desconhecido"), Text(en="unknown", pt="desconhecidos"))
_PASSED: Final[Noun] = (Text(en="passed", pt="aprovação"), Text(en="passed", pt="aprovações"))
_SEVERE: Final[dict[Severity, Noun]] = {
    Severity.CRITICAL: (Text(en="critical", pt="crítica"), Text(en="critical", pt="críticas")),
    Severity.HIGH: (Text(en="high", pt="alta"), Text(en="high", pt="altas")),
    Severity.MEDIUM: (Text(en="medium", pt="média"), Text(en="medium", pt="médias")),
    Severity.LOW: (Text(en="low", pt="baixa"), Text(en="low", pt="baixas")),
}


def summary_of(report: Report) -> Text:
    """Return what was looked at and how it went; every environment counts."""
    environments = (
        Text(en=" in each of {number} environments", pt=" em cada um dos {number} ambientes")
        if report.environments > 1
        else Text(en="", pt="")
    )
    return fill(
        Text(
            en="{rules} on {components}{environments}, as of {day}: {outcome}.",
            pt="{rules} sobre {components}{environments}, em {day}: {outcome}.",
        ),
        rules=counted(report.rules, *_RULES),
        components=counted(report.components, *COMPONENTS),
        environments=fill(environments, number=report.environments),
        day=calendar_day(report.as_of),
        outcome=outcome_of(report),
    )


def outcome_of(report: Report) -> Text:
    """Return how many failed, are waived, cannot be known and passed."""
    counts = report.counts
    return fill(
        Text(
            en="{failures}, {waived}, {unknown}, {passed}",
            pt="{failures}, {waived}, {unknown}, {passed}",
        ),
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
