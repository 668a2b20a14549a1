"""The command line: arguments, output and exit codes."""

import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum
from pkgutil import resolve_name
from typing import Final

import click
from click.exceptions import NoSuchCommand

from archspec.errors import ArchspecError, SpecError


class Exit(IntEnum):
    """What the shell is told."""

    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    INTERNAL = 3
    INTERRUPTED = 130


_COMMANDS: Final = {
    "build": "archspec.cli.build:build_command",
    "check": "archspec.cli.check:check_command",
    "explain": "archspec.cli.rules:explain_command",
    "init": "archspec.cli.init:init_command",
    "plan": "archspec.cli.plan:plan_command",
    "rules": "archspec.cli.rules:rules_command",
    "schema": "archspec.cli.schema:schema_command",
    "synth": "archspec.cli.synth:synth_command",
}
"""Commands in the order of the help, each by its place."""


class _Commands(click.Group):
    """The commands, of which only the one that runs is imported.

    Source: https://click.palletsprojects.com/en/stable/complex/#defining-the-lazy-group
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        command: click.Command | None = resolve_name(_COMMANDS[cmd_name]) if cmd_name in _COMMANDS else None
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, or suggest one of those that are there."""
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            raise NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
    Examples:
      archspec init                      start with a spec that passes
      archspec check specs/              find what is unwise, in every environment
      archspec build specs/ -o build     write pictures, documents and findings
      archspec synth specs/shop.yaml --env production -o cdk.out
      archspec explain AAC-NET-001       what a rule wants, and why

    \b
    Exit codes: 0 clean, 1 findings, 2 unusable input, 3 a fault of archspec.""",
)
@click.version_option(package_name="archspec-aws", prog_name="archspec", message="%(prog)s %(version)s")
def cli() -> None:
    """Architecture as code for AWS: one spec, and the pictures, documents and verdicts made from it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return int(cli.main(arguments, prog_name="archspec", standalone_mode=False) or Exit.CLEAN)
    except (click.ClickException, ArchspecError) as error:
        _explain(error)
        return Exit.UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader has left; Python would complain once more while flushing at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except Exception as error:  # noqa: BLE001  the last resort: users get a sentence, --debug the traceback
        return _internal(error, debug="--debug" in arguments)


def _explain(error: click.ClickException | ArchspecError) -> None:
    """Say on standard error what cannot be used, one line for each mistake in a spec."""
    if isinstance(error, click.ClickException):
        error.show()
    elif isinstance(error, SpecError):
        for problem in error.problems:
            click.echo(problem, err=True)
    else:
        click.echo(f"archspec: {error}", err=True)


def _internal(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    click.echo(f"archspec: a fault of archspec, not of your spec: {type(error).__name__}: {error}", err=True)
    if not debug:
        click.echo("Run the command again with --debug, and report what it prints.", err=True)
    return Exit.INTERNAL
