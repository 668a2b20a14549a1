"""Markdown (CommonMark with GitHub's tables): the only place where text of a spec enters a document."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from archspec.checks import Text


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell a template that escapes what it prints that nothing is left to escape."""
        return self


_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]#|~$&<>]|:(?=//)|(?<=www)\.")
# At the start of a text these would begin a list or draw a line.
_BLOCK_START: Final = re.compile(r"^(\d*)([-+.)])(?=[\s-]|$)")
_CODE: Final = re.compile(r"[^`|\n]+")
# The links between pages are marked with control characters, so no text may bring its own.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def escape(text: str) -> Markdown:
    """Return text that reads as it is written, wherever it stands; its lines stay lines."""
    lines = (line.strip() for line in _printable(text).split("\n"))
    return Markdown("<br>".join(_escape_line(line) for line in lines if line))


def _printable(text: str) -> str:
    return _CONTROL.sub(_REPLACEMENT, text)


def _escape_line(line: str) -> str:
    return _BLOCK_START.sub(r"\1\\\2", _escape_inner(line))


def _escape_inner(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)


def paragraphs(text: str) -> Markdown:
    """Return text as paragraphs, which blank lines divide."""
    return Markdown("\n\n".join(escape(part) for part in re.split(r"\n\s*\n", text) if part.strip()))


def code(text: str) -> Markdown:
    """Return text in the typeface of code, where Markdown has a way to write it so in a table."""
    shown = _printable(text)
    return Markdown(f"`{shown}`") if _CODE.fullmatch(shown) and shown.strip() == shown else escape(text)


def with_code(text: str) -> Markdown:
    """Return a sentence of a rule, in which backticks mark code."""
    parts = _printable(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    # Only the first part can begin a block.
    written = [_escape_line(parts[0]), *(_escape_inner(part) for part in parts[1:])]
    written[1::2] = [code(part) if part else "" for part in parts[1::2]]
    return Markdown("".join(written))


def link(label: object, address: str) -> Markdown:
    """Return a link; the label is escaped, the address is ours."""
    return Markdown(f"[{show(label)}]({address})")


def strong(text: object) -> Markdown:
    """Return text that stands out."""
    return Markdown(f"**{show(text)}**")


def lines(parts: Iterable[object]) -> Markdown:
    """Return parts one below the other, in a table's cell too."""
    return Markdown("<br>".join(shown for part in parts if (shown := show(part))))


def show(value: object) -> Markdown:
    """Return a value as Markdown: what is Markdown already as it is, everything else escaped."""
    if isinstance(value, Markdown):
        return value
    # What a macro of a template has put together is Markdown too.
    return Markdown(value) if hasattr(value, "__html__") else escape(str(value))


def table(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> Markdown:
    """Return a table; a cell without text holds a dash."""
    written = [_row(map(show, headings)), _row(":---" for _ in headings)]
    written.extend(_row(show(cell) or "–" for cell in row) for row in rows)  # noqa: RUF001  a dash is meant
    return Markdown("\n".join(written))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def fill(text: Text, /, **values: object) -> Text:
    """Fill in a text that is Markdown; what is put in comes out as Markdown, in the text's language."""
    return text.format({name: value if isinstance(value, Text) else show(value) for name, value in values.items()})
