"""The rules, and the way to run them."""

import functools
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any, cast

from archspec.checks.base import SEVERITY_NAMES, Check, Fault, Inspection, Link, Observation, Result, Rules, Severity
from archspec.checks.catalogue import all_rules, in_order, rules_about, rules_for
from archspec.checks.engine import evaluate
from archspec.checks.findings import Finding, Report, by_severity
from archspec.loading import Spec


def check(
    spec: Spec,
    *,
    as_of: date | None = None,
    environments: Sequence[str] | None = None,
    include_passes: bool = False,
    rules: Sequence[Check] = (),
) -> Report:
    """Run the rules that apply to a spec, in all environments or the named ones, as of a day (left out: today, UTC).

    `rules` run beside them.

    Raises:
        UsageError: The spec has no environment of a name.

    """
    day = as_of or datetime.now(UTC).date()
    checks = in_order((*rules_for(spec), *rules))
    return evaluate(spec, checks, as_of=day, environments=environments, include_passes=include_passes)


@functools.cache
def controls() -> dict[str, dict[str, Any]]:
    """Return what is known of the published controls that rules refer to, by id."""
    text = resources.files("archspec.checks").joinpath("data", "controls.json").read_text("utf-8")
    return cast("dict[str, dict[str, Any]]", json.loads(text)["controls"])


__all__ = [
    "SEVERITY_NAMES",
    "Check",
    "Fault",
    "Finding",
    "Inspection",
    "Link",
    "Observation",
    "Report",
    "Result",
    "Rules",
    "Severity",
    "all_rules",
    "by_severity",
    "check",
    "controls",
    "evaluate",
    "in_order",
    "rules_about",
    "rules_for",
]
