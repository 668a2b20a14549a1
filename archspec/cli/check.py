"""`archspec check`."""

import sys
from datetime import date
from pathlib import Path

import click

from archspec.bilingual import LANGUAGES, Language
from archspec.checks import Check, check
from archspec.cli.formats import PRINTERS
from archspec.cli.formats.checked import Checked
from archspec.cli.options import (
    day_option,
    environment_option,
    output_options,
    python_option,
    rules_option,
    specs_argument,
)
from archspec.cli.report import ReportStyle, print_report
from archspec.cli.specs import chosen_environments, load_each
from archspec.cli.terminal import echo
from archspec.cli.verdict import exit_code, verdict_options


@click.command(
    "check",
    epilog="""\b
    Examples:
      archspec check specs/
      archspec check specs/shop.yaml --env production --fail-on medium
      archspec check specs/ --format sarif > findings.sarif
      archspec check specs/ --as-of 2027-04-01    will a waiver have lapsed?
      archspec check specs/ --rules house_rules.py""",
)
@specs_argument
@environment_option
@day_option
@rules_option
@click.option("--all", "show_all", is_flag=True, help="List what passes, too.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    help="The language of the output; without it, the spec's own.",
)
@click.option("--format", "output", type=click.Choice(["text", *PRINTERS]), default="text", show_default=True)
@verdict_options
@python_option
@output_options
def check_command(  # noqa: PLR0913  one parameter for each option
    *,
    paths: tuple[Path, ...],
    environment: str | None,
    as_of: date,
    sources: tuple[str, ...],
    show_all: bool,
    language: Language | None,
    output: str,
    fail_on: str,
    fail_on_unknown: bool,
    python: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Find what is legal in AWS but unwise, in every environment of each SPEC.

    SPEC is a YAML, JSON or Python file, or a folder of YAML files.
    """
    rules = _rules_from(sources, python=python)
    specs, refused = load_each(paths, python=python)
    environments = chosen_environments(specs, environment)
    # A test that passed is a test, too.
    passes = show_all or output == "junit"
    reports = [
        check(spec, as_of=as_of, environments=environments, include_passes=passes, rules=rules) for spec in specs
    ]
    if output == "text":
        style = ReportStyle.for_output(sys.stdout, color=color, quiet=quiet, verbose=verbose, show_all=show_all)
        for spec, report in zip(specs, reports, strict=True):
            print_report(spec, report, language or spec.architecture.language, style)
    else:
        PRINTERS[output](Checked(specs, reports, refused, language))
    for line in refused.lines():
        echo(line, err=True)
    return 2 if refused.problems else exit_code(reports, fail_on, fail_on_unknown=fail_on_unknown)


def _rules_from(sources: tuple[str, ...], *, python: bool) -> tuple[Check, ...]:
    """Return the rules from elsewhere, whose machinery is imported where there are any."""
    if not sources:
        return ()
    from archspec.checks.elsewhere import rules_from

    return rules_from(sources, python=python)
