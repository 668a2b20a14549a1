"""`archspec plan`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archspec.build.findings_json import errors_document
from archspec.build.lock import Lock
from archspec.cli.options import one_environment_option, output_options, python_option
from archspec.cli.report import ReportStyle
from archspec.cli.specs import plan_of
from archspec.cli.terminal import bold, echo, echo_json
from archspec.errors import SpecError
from archspec.loading import Spec, load

if TYPE_CHECKING:
    from archspec.planning import Plan


@click.command(
    "plan",
    epilog="""\b
    Examples:
      archspec plan specs/shop.yaml --env production
      archspec plan specs/shop.yaml --env production --format json > plan.json""",
)
@click.argument("path", metavar="SPEC", type=click.Path(path_type=Path))
@one_environment_option
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@python_option
@output_options
def plan_command(  # noqa: PLR0913  one parameter for each option
    *, path: Path, environment: str | None, output: str, python: bool, quiet: bool, verbose: bool, color: str
) -> None:
    """Print every decision about the deployment of SPEC to one environment, before any CDK.

    With --quiet, nothing is printed but what keeps SPEC from being deployed.
    """
    try:
        spec = load(path, python=python)
        made = plan_of(spec, environment, Lock.beside(Path(spec.file)))
    except SpecError as error:
        if output == "json":
            _print_errors(error)
        raise
    if output == "json":
        _print_document(made)
    elif not quiet:
        style = ReportStyle.for_output(sys.stdout, color=color, quiet=quiet, verbose=verbose, show_all=False)
        _print_text(spec, made, color=style.color)


def _print_errors(error: SpecError) -> None:
    from archspec.planning.document import VERSION

    echo_json({"version": VERSION, **errors_document(error.report)})


def _print_document(made: "Plan") -> None:
    from archspec.planning.document import plan_document

    echo_json(plan_document(made))


def _print_text(spec: Spec, made: "Plan", *, color: bool) -> None:
    from archspec.planning.text import plan_sections

    echo(bold(spec.file), f"  {made.environment}" if made.environment else "", color=color)
    for section in plan_sections(made):
        echo()
        echo(bold(section.title), color=color)
        for line in section.lines:
            echo(line)
