"""What a signal does to a run: it ends at once, or, where a command has begun to write, as soon as it has cleaned up.

Python's own way, an exception wherever a program happens to be, leaves a traceback where that is between two imports.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

INTERRUPTED = 130
"""The exit code after an interrupt; shells say the same of a program that one ended."""

# Windows has no SIGHUP.
_SIGNALS = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__]
_caught: list[int] = []


class Stopped(BaseException):
    """A signal arrived while there was something to clean up."""


def end_at_once() -> None:
    """From here on, let signals end this process; those that are ignored stay so."""
    _handle(_end)


@contextmanager
def cleaning_up() -> Iterator[None]:
    """Let signals unwind what runs meanwhile, where they would end this process.

    Raises:
        Stopped: A signal arrived.

    """
    if not any(signal.getsignal(number) is _end for number in _SIGNALS):
        yield
        return
    sys.unraisablehook = _unraisable
    _handle(_stop)
    try:
        yield
    finally:
        if not _caught:
            _handle(_end)


def caught() -> int | None:
    """Return the first signal that has unwound anything."""
    return _caught[0] if _caught else None


def end_by(number: int) -> int:
    """End this process as a signal does, or return the exit code of an interrupt."""
    if number != signal.SIGINT:
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
    return INTERRUPTED


def ignore_interrupts() -> None:
    """Let an interrupt change nothing any more: what remains is Python's own end, which would print a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _handle(handler: Callable[[int, object], None]) -> None:
    for number in _SIGNALS:
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler, _end, _stop}:
            signal.signal(number, handler)


def _end(number: int, _frame: object) -> None:
    os._exit(end_by(number))


def _stop(number: int, _frame: object) -> None:
    # A terminal that closes sends its signal twice; the second must not stop the cleaning up.
    if not _caught:
        _caught.append(number)
        raise Stopped


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """Say nothing of a signal that met a finalizer, out of which no exception leads: the end will tell of it."""
    if unraisable.exc_type is not Stopped:
        sys.__unraisablehook__(unraisable)
