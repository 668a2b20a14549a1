"""The one place that prints: every line of every command goes through `echo`.

Texts come from anybody: specs, file names, libraries. Styles are values beside them, so that an escape sequence that
reaches the terminal is always one of ours.
"""

import os
import sys
from dataclasses import dataclass
from typing import Final, TextIO, TypeAlias

import click

from archspec.cli.legible import inert, json_text, legible
from archspec.errors import ArchspecError

_CLEAR: Final = "\x1b[K"
"""Clears a terminal's line from the cursor on."""


class OutputError(ArchspecError):
    """Standard output cannot be written, for another reason than that its reader has left."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A part of a line, in colour or bold where the output takes styles."""

    text: str
    bold: bool | None = None
    fg: str | None = None
    bg: str | None = None


Line: TypeAlias = tuple[str | Styled, ...]


def bold(text: str) -> Styled:
    """Return a text in bold."""
    return Styled(text, bold=True)


def echo(*parts: str | Styled, err: bool = False, color: bool | None = None) -> None:
    """Print one line, whatever its parts hold; without `color`, in colour where that is usual.

    Raises:
        BrokenPipeError: The reader of standard output has left.
        OutputError: Standard output cannot be written.

    """
    stream = _stream(err=err)
    colored = takes_color("auto", stream) if color is None else color
    shown = [_rendered(part, colored=colored) for part in parts]
    _write(stream, inert("".join(shown)) + "\n")


def echo_lines(text: str, *, err: bool = False) -> None:
    """Print a text of several lines."""
    for line in text.split("\n"):
        echo(line, err=err)


def echo_json(document: object, indent: int = 2) -> None:
    """Print a document as JSON."""
    stream = _stream(err=False)
    only_ascii = _encoding(stream).lower().replace("-", "") != "utf8"
    _write(stream, json_text(document, indent=indent, only_ascii=only_ascii) + "\n")


def echo_command(line: str) -> None:
    """Print a command for a CI system that is ours, with every text in it encoded as the system wants it."""
    _write(_stream(err=False), legible(line) + "\n")


def echo_over(text: str) -> None:
    """Show a text on the line of a terminal that the last one was shown on."""
    _write(sys.stderr, f"\r{inert(legible(text))}{_CLEAR}")


def takes_color(choice: str, stream: TextIO | None) -> bool:
    """Tell whether to style what a stream gets: `always`, `never`, or `auto` for terminals only.

    Source: https://no-color.org/
    """
    return choice == "always" or (choice == "auto" and is_terminal(stream) and not os.environ.get("NO_COLOR"))


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether somebody watches a stream; a process may have been started without it."""
    return stream is not None and stream.isatty()


def _rendered(part: str | Styled, *, colored: bool) -> str:
    if isinstance(part, str):
        return legible(part)
    text = legible(part.text)
    return click.style(text, fg=part.fg, bg=part.bg, bold=part.bold) if colored else text


def _stream(*, err: bool) -> TextIO | None:
    return sys.stderr if err else sys.stdout


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    encoding = _encoding(stream)
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        # What cannot be said on standard error changes no verdict.
        if stream is not sys.stderr:
            raise
    except OSError as error:
        if stream is not sys.stderr:
            raise OutputError(f"standard output cannot be written: {error.strerror or error}") from None
