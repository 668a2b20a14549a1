"""The command line: arguments, output and exit codes."""

import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum

import click

from archspec.cli.build import build_command
from archspec.cli.check import check_command
from archspec.cli.init import init_command
from archspec.cli.plan import plan_command
from archspec.cli.rules import explain_command, rules_command
from archspec.cli.schema import schema_command
from archspec.cli.synth import synth_command
from archspec.errors import ArchspecError, SpecError


class Exit(IntEnum):
    """What the shell is told."""

    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    INTERNAL = 3
    INTERRUPTED = 130


@click.group(
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


for _command in (
    init_command,
    check_command,
    build_command,
    plan_command,
    synth_command,
    rules_command,
    explain_command,
    schema_command,
):
    cli.add_command(_command)


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
