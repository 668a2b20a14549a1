"""A run that is the whole process: its streams, its signals and its end."""

import os
import sys
from typing import TextIO

from archspec.cli.signals import INTERRUPTED, Stopped, caught, end_at_once, end_by, ignore_interrupts

_ERRORS = 2
"""The number of standard error."""
_UNUSABLE = 2


def run_process() -> int:
    """Run the command of this process and return the exit code, after which only Python has something to do."""
    end_at_once()
    _open_missing_streams()
    code = _run()
    if (number := caught()) is not None:
        code = end_by(number)
    ignore_interrupts()
    for stream in (sys.stdout, sys.stderr):
        _settle(stream)
    return code


def _run() -> int:
    try:
        from archspec.cli.run import run

        return run(sys.argv[1:])
    except Stopped:
        return INTERRUPTED
    except (MemoryError, SystemError):
        # There was not even enough to import what says so; then Python's own parts fail, too.
        os.write(_ERRORS, b"archspec: there is not enough memory\n")
        return _UNUSABLE
    except OSError as error:
        # Neither was there enough, or of open files, to read it.
        os.write(_ERRORS, f"archspec: {error.strerror}\n".encode())
        return _UNUSABLE


def _open_missing_streams() -> None:
    """Take the places of standard streams that are closed, or the next files opened would get what is printed."""
    if sys.stdin is None:
        os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is None:
        # Whoever closes it and has something printed shall hear that it was lost: this cannot be written.
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _settle(stream: TextIO) -> None:
    """Drop what a stream could not write: Python would try again, complain, and change the exit code."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
