"""The report of the CDK's own validator of templates."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_REPORT: Final = "validation-report.json"
_TOLERATED: Final = frozenset({"warning", "info"})


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What the validator found, one line each: place, finding, rule, remedy."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def take_report(outdir: Path) -> ValidationReport:
    """Read the report of a run, and remove it: it is no part of an assembly."""
    path = outdir / _REPORT
    if not path.is_file():
        return ValidationReport()
    report = json.loads(path.read_bytes())
    path.unlink()
    violations = [violation for plugin in report["pluginReports"] for violation in plugin["violations"]]
    errors = [violation for violation in violations if violation["severity"] not in _TOLERATED]
    warnings = [violation for violation in violations if violation["severity"] in _TOLERATED]
    return ValidationReport(tuple(_lines(errors)), tuple(_lines(warnings)))


def _lines(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        remedy = f"; {violation['suggestedFix']}" if "suggestedFix" in violation else ""
        said = f"{violation['description']} [{violation['ruleName']}]{remedy}"
        yield from (f"{_place(construct)}: {said}" for construct in violation["violatingConstructs"])


def _place(construct: dict[str, Any]) -> str:
    """Return the path of a construct below the one that holds the stacks."""
    path: str = construct.get("constructPath") or construct["cloudFormationResource"]["logicalId"]
    return path.removeprefix("Architecture/")
