"""Arguments and options that several commands take.

The model is imported where it is used: `synth` starts Node before it imports the model.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from archspec.errors import SpecError

Function = TypeVar("Function", bound=Callable[..., Any])


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


def python_option(function: Function) -> Function:
    """Add --no-python, for every command that reads specs; the parameter `python` tells whether they may be Python."""
    option = click.option(
        "--no-python",
        "python",
        is_flag=True,
        flag_value=False,
        default=True,
        help="Refuse specs in Python, which run code: for what comes from people you do not know.",
    )
    return option(function)


def rules_option(function: Function) -> Function:
    """Add --rules, for commands that take rules from elsewhere; the parameter `sources` names them."""
    option = click.option(
        "--rules",
        "sources",
        multiple=True,
        metavar="FILE.py|NAME",
        help="Rules beside archspec's own: a Python file with RULES, or the name under which a distribution offers"
        " them. May be repeated.",
    )
    return option(function)


def environment_option(function: Function) -> Function:
    """Add --env."""
    return _environment("Only this environment; without it, every one.")(function)


def one_environment_option(function: Function) -> Function:
    """Add --env for a command that takes one SPEC and one environment of it."""
    return _environment("The environment; may be left out where there is one or none.")(function)


def _environment(text: str) -> Callable[[Function], Function]:
    return click.option("--env", "environment", metavar="NAME", shell_complete=_complete_environment, help=text)


def _complete_environment(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from archspec.loading import load, spec_files

    # `--env` without its value stops the parser, which leaves what it has read in `args`.
    given = ctx.params.get("paths") or ctx.params.get("path") or ctx.args
    paths = [given] if isinstance(given, Path) else [Path(path) for path in given]
    try:
        # A key that is pressed must not run what somebody else wrote.
        specs = [load(path, python=False) for path in spec_files(paths)]
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
