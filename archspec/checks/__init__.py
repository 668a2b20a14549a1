"""The rules, and the way to run them."""

import functools
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any, Final, cast

from archspec.checks.base import SEVERITY_NAMES, Check, Fault, Inspection, Observation, Result, Severity
from archspec.checks.cache import CACHE_CHECKS
from archspec.checks.compute import COMPUTE_CHECKS
from archspec.checks.database import DATABASE_CHECKS
from archspec.checks.edge import EDGE_CHECKS
from archspec.checks.engine import evaluate
from archspec.checks.findings import Finding, Report, by_severity
from archspec.checks.governance import GOVERNANCE_CHECKS
from archspec.checks.load_balancer import LOAD_BALANCER_CHECKS
from archspec.checks.network import NETWORK_CHECKS
from archspec.checks.storage import STORAGE_CHECKS
from archspec.checks.zones import ZONE_CHECKS
from archspec.loading import Spec

CHECKS: Final[tuple[Check, ...]] = (
    *NETWORK_CHECKS,
    *ZONE_CHECKS,
    *EDGE_CHECKS,
    *LOAD_BALANCER_CHECKS,
    *COMPUTE_CHECKS,
    *DATABASE_CHECKS,
    *CACHE_CHECKS,
    *STORAGE_CHECKS,
    *GOVERNANCE_CHECKS,
)
"""Every rule, in the order documents list them."""


def check(
    spec: Spec,
    *,
    as_of: date | None = None,
    environments: Sequence[str] | None = None,
    include_passes: bool = False,
) -> Report:
    """Run every rule over a spec, in all environments or the named ones, as of a day (left out: today, UTC)."""
    day = as_of or datetime.now(UTC).date()
    return evaluate(spec, CHECKS, as_of=day, environments=environments, include_passes=include_passes)


@functools.cache
def controls() -> dict[str, dict[str, Any]]:
    """Return what is known of the published controls that rules refer to, by id."""
    text = resources.files("archspec.checks").joinpath("data", "controls.json").read_text("utf-8")
    return cast("dict[str, dict[str, Any]]", json.loads(text)["controls"])


__all__ = [
    "CHECKS",
    "SEVERITY_NAMES",
    "Check",
    "Fault",
    "Finding",
    "Inspection",
    "Observation",
    "Report",
    "Result",
    "Severity",
    "by_severity",
    "check",
    "controls",
    "evaluate",
]
