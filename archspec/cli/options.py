"""Options that several commands take, and what they turn into."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click
from click.shell_completion import CompletionItem

from archspec.architecture import did_you_mean
from archspec.checks import Severity
from archspec.components.fields import LANGUAGES
from archspec.errors import Position, Problem, SpecError
from archspec.loading import Spec, display_path, load, repeated_names, spec_files

Function = TypeVar("Function", bound=Callable[..., Any])

NEVER: Final = "never"


class _Day(click.ParamType[date]):
    """A calendar day, as in 2027-03-31."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read year-month-day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a calendar date; write year-month-day, as in 2027-03-31", param, ctx)


def specs_argument(function: Function) -> Function:
    """Add the SPEC... argument."""
    argument = click.argument("paths", metavar="SPEC...", nargs=-1, required=True, type=click.Path(path_type=Path))
    return argument(function)


def environment_option(function: Function) -> Function:
    """Add --env."""
    option = click.option(
        "--env",
        "environment",
        metavar="NAME",
        shell_complete=_complete_environment,
        help="Only this environment; without it, every one.",
    )
    return option(function)


def _complete_environment(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    try:
        specs = [load(path) for path in spec_files([Path(path) for path in ctx.params.get("paths") or ()])]
    except SpecError:
        return []
    names = dict.fromkeys(name for spec in specs for name in spec.environments)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def day_option(function: Function) -> Function:
    """Add --as-of."""
    option = click.option(
        "--as-of",
        type=_Day(),
        metavar="DATE",
        default=lambda: datetime.now(UTC).date(),
        show_default="today, UTC",
        help="The day to judge by: waivers and engine versions end.",
    )
    return option(function)


def language_option(function: Function) -> Function:
    """Add --lang."""
    option = click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        help="The language of the output; without it, the spec's own.",
    )
    return option(function)


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


def output_options(function: Function) -> Function:
    """Add -q, -v, --debug and --color."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="Print failures only.")
    verbose = click.option("-v", "--verbose", is_flag=True, help="Say why each rule exists.")
    debug = click.option("--debug", is_flag=True, help="Show the traceback of a fault of archspec.", expose_value=False)
    color = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default="on a terminal",
        help="When to use colour.",
    )
    return quiet(verbose(color(debug(function))))


def load_each(paths: Sequence[Path]) -> tuple[list[Spec], list[Problem]]:
    """Load every spec that can be used, and return the problems of the others beside them."""
    specs: list[Spec] = []
    problems: list[Problem] = []
    for file in spec_files(paths):
        try:
            specs.append(load(file))
        except SpecError as error:
            problems.extend(error.problems)
    repeats = repeated_names(specs)
    files = {repeat.position.file for repeat in repeats}
    return [spec for spec in specs if spec.file not in files], [*problems, *repeats]


def chosen_environments(specs: Sequence[Spec], environment: str | None) -> list[str] | None:
    """Return the environments to look at, or None for all.

    Raises:
        SpecError: A spec has no environment of that name.

    """
    if environment is None:
        return None
    problems = [
        Problem(
            Position(display_path(Path(spec.file)), 1, 1),
            f"there is no environment {environment!r}; {did_you_mean(environment, spec.environments)}",
        )
        for spec in specs
        if environment not in spec.environments
    ]
    if problems:
        raise SpecError(problems)
    return [environment]
