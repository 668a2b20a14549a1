"""`archspec plan`, and the choice of one environment."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from archspec.build.findings_json import findings_document
from archspec.cli.options import chosen_environments, output_options
from archspec.cli.report import ReportStyle
from archspec.errors import Mistake, PlanError, Problem, SpecError
from archspec.errors import Path as SpecPath
from archspec.loading import Spec, load
from archspec.loading.quoting import dotted, quoted

if TYPE_CHECKING:
    from archspec.plan import Plan

Function = TypeVar("Function", bound=Callable[..., Any])


def one_environment_option(function: Function) -> Function:
    """Add --env for a command that takes one SPEC and one environment of it."""
    option = click.option(
        "--env",
        "environment",
        metavar="NAME",
        shell_complete=_complete_environment,
        help="The environment; may be left out where there is one or none.",
    )
    return option(function)


def _complete_environment(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    # `--env` without its value stops the parser, which leaves what it has read in `args`.
    path = ctx.params.get("path") or next(iter(ctx.args), None)
    try:
        names = load(path).environments if path else {}
    except SpecError:
        return []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


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
@output_options
def plan_command(  # noqa: PLR0913  one parameter for each option
    *, path: Path, environment: str | None, output: str, quiet: bool, verbose: bool, color: str
) -> None:
    """Print every decision about the deployment of SPEC to one environment, before any CDK.

    With --quiet, nothing is printed but what keeps SPEC from being deployed.
    """
    try:
        spec = load(path)
        made = plan_of(spec, environment)
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
    from archspec.plan.document import VERSION

    document = {"version": VERSION, "errors": findings_document([], [], error.problems)["errors"]}
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _print_document(made: "Plan") -> None:
    from archspec.plan.document import plan_document

    click.echo(json.dumps(plan_document(made), ensure_ascii=False, indent=2))


def _print_text(spec: Spec, made: "Plan", *, color: bool) -> None:
    from archspec.plan.text import plan_sections

    click.echo(click.style(spec.file, bold=True) + (f"  {made.environment}" if made.environment else ""), color=color)
    for section in plan_sections(made):
        click.echo("\n" + click.style(section.title, bold=True), color=color)
        for line in section.lines:
            click.echo(line)


def plan_of(spec: Spec, environment: str | None) -> "Plan":
    """Return the plan of a spec for an environment, which may be left out where there is no choice.

    Raises:
        SpecError: The environment does not exist or has to be named, or the architecture cannot be deployed.

    """
    from archspec.plan import plan

    name = _one_environment(spec, environment)
    try:
        return plan(spec.variants()[name], name)
    except PlanError as error:
        raise SpecError([_problem(spec, name, mistake) for mistake in error.mistakes]) from error


def _one_environment(spec: Spec, environment: str | None) -> str | None:
    if environment is not None:
        chosen_environments([spec], environment)
        return environment
    if len(spec.environments) > 1:
        message = f"environments: there are {', '.join(spec.environments)}; choose one with --env"
        raise SpecError([Problem(spec.position(("environments",)), message)])
    return next(iter(spec.environments), None)


def _problem(spec: Spec, environment: str | None, mistake: Mistake) -> Problem:
    return Problem(spec.position(mistake.path, environment), _subject(mistake.path) + mistake.message)


def _subject(path: SpecPath) -> str:
    """Return what a message is about, where the message itself does not name it."""
    match path:
        case () | ("components", *_):
            return ""
        case ("connections", str() as arrow):
            return f"{quoted(arrow)}: "
        case _:
            return f"{dotted(path)}: "
