"""The exit code of a verdict, and the options that decide it."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import click

from archspec.checks import Report, Severity

Function = TypeVar("Function", bound=Callable[..., Any])

NEVER: Final = "never"


def verdict_options(function: Function) -> Function:
    """Add --fail-on and --fail-on-unknown."""
    severity = click.option(
        "--fail-on",
        type=click.Choice([*(severity.value for severity in Severity), NEVER]),
        default=Severity.HIGH.value,
        show_default=True,
        help="The least severity that makes the exit code 1.",
    )
    unknown = click.option(
        "--fail-on-unknown", is_flag=True, help="Exit with 1 as well when a value is known only at deployment."
    )
    return severity(unknown(function))


def exit_code(reports: Sequence[Report], fail_on: str, *, fail_on_unknown: bool) -> int:
    """Return 1 where a finding is as severe as asked, or unknown where that counts; else 0."""
    if fail_on_unknown and any(report.unknown for report in reports):
        return 1
    if fail_on == NEVER:
        return 0
    return int(any(report.at_least(Severity(fail_on)) for report in reports))
