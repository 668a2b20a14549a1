"""SARIF 2.1.0, which code scanning and editors read.

Sources: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html and, for what GitHub shows of it,
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
(2026-11-24).
"""

from importlib import metadata
from pathlib import PurePosixPath
from typing import Final, TypeAlias, assert_never
from urllib.parse import quote

from archspec.bilingual import Language
from archspec.build.findings_json import repository_path
from archspec.checks import Check, Finding, Result, Severity
from archspec.cli.formats.checked import Checked
from archspec.errors import Position, Problem

Json: TypeAlias = dict[str, object]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"

_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
}
_SECURITY_SEVERITIES: Final = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
"""GitHub calls above 9.0 critical, from 7.0 high, from 4.0 medium, the rest low."""


def sarif_document(checked: Checked) -> Json:
    """Return one run of SARIF: the rules, a result for each finding, a notification for each mistake in a spec."""
    language = checked.common_language
    places = {check.id: number for number, check in enumerate(checked.rules)}
    run: Json = {
        "tool": {"driver": _driver(checked, language)},
        "automationDetails": {"id": "archspec/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(checked)],
        "results": [_result(finding, places[finding.check.id], spoken) for finding, spoken in checked.findings()],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(checked: Checked, language: Language) -> Json:
    return {
        "name": "archspec",
        "informationUri": "https://pypi.org/project/archspec-aws/",
        "semanticVersion": metadata.version("archspec-aws"),
        "language": "en-US" if language == "en" else language,
        "rules": [_rule(check, language) for check in checked.rules],
    }


def _rule(check: Check, language: Language) -> Json:
    title = check.title.in_language(language)
    why = check.why.in_language(language)
    # The fix of a rule has places to fill in, which a finding's own has not.
    fix = check.fix.outline().in_language(language)
    return {
        "id": check.id,
        "name": "".join(word.capitalize() for word in check.slug.split("_")),
        "shortDescription": {"text": _sentence(title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why}\n\n{fix}"},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {
            "security-severity": _SECURITY_SEVERITIES[check.severity],
            "tags": ["security", *check.references],
        },
    }


def _result(finding: Finding, place: int, language: Language) -> Json:
    result: Json = {
        "ruleId": finding.check.id,
        "ruleIndex": place,
        **_verdict(finding),
        "message": {"text": _sentence(finding.message.in_language(language))},
        "locations": [{**_location(finding.position), "logicalLocations": [_logical_location(finding)]}],
        "partialFingerprints": {"archspec/v1": finding.fingerprint},
        "properties": {"severity": finding.severity.value, "environment": finding.environment},
    }
    if finding.waiver is not None:
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": finding.waiver.reason},
        ]
    return result


def _verdict(finding: Finding) -> Json:
    """Return kind and level; only a failure has a level other than none (SARIF 3.27.10)."""
    match finding.result:
        case Result.FAIL | Result.WAIVED:
            return {"kind": "fail", "level": _LEVELS[finding.severity]}
        case Result.UNKNOWN:
            return {"kind": "open", "level": "none"}
        case Result.PASS:
            return {"kind": "pass", "level": "none"}
        case _:
            assert_never(finding.result)


def _logical_location(finding: Finding) -> Json:
    names = [finding.spec, *([finding.environment] if finding.environment else []), finding.subject]
    return {"name": finding.subject, "fullyQualifiedName": "/".join(names), "kind": "resource"}


def _location(place: Position) -> Json:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(repository_path(place.file)),
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _artifact(path: str) -> Json:
    """Return where a file is: below the root, or in full where it is not below it."""
    if PurePosixPath(path).is_absolute() or ":" in path:
        return {"uri": f"file://{'' if path.startswith('/') else '/'}{quote(path, safe='/:')}"}
    return {"uri": quote(path), "uriBaseId": _ROOT}


def _invocation(checked: Checked) -> Json:
    return {
        "executionSuccessful": not checked.refused.problems,
        "toolExecutionNotifications": [_notification(problem) for problem in checked.refused.problems],
    }


def _notification(problem: Problem) -> Json:
    return {
        "level": "error",
        "message": {"text": _sentence(problem.message)},
        "locations": [_location(problem.position)],
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
