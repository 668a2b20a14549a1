"""Running a command, and telling the shell how it went."""

import errno
import os
import traceback
from collections.abc import Sequence
from enum import IntEnum
from importlib.machinery import EXTENSION_SUFFIXES
from io import StringIO
from typing import Final

import click
from click.shell_completion import shell_complete

from archspec.cli.commands import cli
from archspec.cli.signals import INTERRUPTED
from archspec.cli.terminal import echo, echo_lines
from archspec.errors import ArchspecError, SpecError

_NAME: Final = "archspec"
_COMPLETION: Final = "_ARCHSPEC_COMPLETE"
"""The variable in which shells ask for completions."""


class Exit(IntEnum):
    """What the shell is told."""

    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2
    INTERNAL = 3
    INTERRUPTED = INTERRUPTED


def run(arguments: Sequence[str]) -> int:
    """Run a command and return the exit code."""
    try:
        return _invoked(list(arguments))
    except (click.ClickException, ArchspecError) as error:
        _explain(error)
        return Exit.UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return Exit.CLEAN
    except Exception as error:  # noqa: BLE001  the last resort: users get a sentence, --debug the traceback
        return _failed(error, debug="--debug" in arguments)


def _invoked(arguments: list[str]) -> int:
    if instruction := os.environ.get(_COMPLETION):
        return shell_complete(cli, {}, _NAME, _COMPLETION, instruction)
    try:
        # Not `cli.main`, which answers a reader that has left with exit code 1.
        with cli.make_context(_NAME, arguments) as ctx:
            return int(cli.invoke(ctx) or Exit.CLEAN)
    except click.exceptions.Exit as end:
        return end.exit_code


def _explain(error: click.ClickException | ArchspecError) -> None:
    """Say on standard error what cannot be used, one line for each mistake in a spec."""
    if isinstance(error, click.ClickException):
        explanation = StringIO()
        error.show(explanation)
        echo_lines(explanation.getvalue().rstrip("\n"), err=True)
    elif isinstance(error, SpecError):
        for problem in error.problems:
            echo(str(problem), err=True)
    else:
        # What begins at the margin is ours; further lines quote the CDK.
        echo_lines(f"archspec: {error}".replace("\n", "\n  "), err=True)


def _failed(error: Exception, *, debug: bool) -> int:
    """Say what the system refused, or admit a fault of ours."""
    if debug:
        echo_lines("".join(traceback.format_exception(error)).rstrip("\n"), err=True)
    if (reason := _refusal(error)) is not None:
        echo(f"archspec: {reason}", err=True)
        return Exit.UNUSABLE
    echo(f"archspec: a fault of archspec, not of your spec: {type(error).__name__}: {error}", err=True)
    if not debug:
        echo("Run the command again with --debug, and report what it prints.", err=True)
    return Exit.INTERNAL


def _refusal(error: Exception) -> str | None:
    """Return what the system refused: memory, a place on a disk, a file. None is a fault of ours."""
    match error:
        case MemoryError():
            return "there is not enough memory"
        case SystemError():
            return f"Python itself failed, which it does where there is not enough memory: {error}"
        case ImportError(path=str(path)) if path.endswith(tuple(EXTENSION_SUFFIXES)):
            # The system could not load a library that is there, most often for want of memory.
            return error.msg
        case OSError():
            return _refused(error)
        case _:
            return None


def _refused(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {reason}"
    # Only the question where it is names no file.
    return "the working directory no longer exists" if reason == os.strerror(errno.ENOENT) else reason
