"""Markdown (CommonMark with GitHub's tables): the only place where text of a spec enters a document."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from archspec.checks import Text


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()


_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]#|~$&<>]|:(?=//)|(?<=www)\.")
# At the start of a text these would begin a list or draw a line.
_BLOCK_START: Final = re.compile(r"^(\d*)([-+.)])(?=[\s-]|$)")
_CODE: Final = re.compile(r"[^`|\n]+")


def escape(text: str) -> Markdown:
    """Return text that reads as it is written, wherever it stands; its lines stay lines."""
    lines = (line.strip() for line in text.split("\n"))
    return Markdown("<br>".join(_escape_line(line) for line in lines if line))


def _escape_line(line: str) -> str:
    inner = _SPECIAL.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), line)
    return _BLOCK_START.sub(r"\1\\\2", inner)


def paragraphs(text: str) -> Markdown:
    """Return text as paragraphs, which blank lines divide."""
    return Markdown("\n\n".join(escape(part) for part in re.split(r"\n\s*\n", text) if part.strip()))


def code(text: str) -> Markdown:
    """Return text in the typeface of code, where Markdown has a way to write it so in a table."""
    return Markdown(f"`{text}`") if _CODE.fullmatch(text) and text.strip() == text else escape(text)


def with_code(text: str) -> Markdown:
    """Return a sentence of a rule, in which backticks mark code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markdown(
        "".join(code(part) if index % 2 and part else _escape_line(part) for index, part in enumerate(parts))
    )


def link(label: str, address: str) -> Markdown:
    """Return a link; the label is escaped, the address is ours."""
    return Markdown(f"[{show(label)}]({address})")


def show(value: object) -> Markdown:
    """Return a value as Markdown: what is Markdown already as it is, everything else escaped."""
    return value if isinstance(value, Markdown) else escape(str(value))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Markdown:
    """Return a table; a cell without text holds a dash."""
    lines = [_row(map(show, headings)), _row(":---" for _ in headings)]
    lines.extend(_row(show(cell) or "–" for cell in row) for row in rows)  # noqa: RUF001  a dash is meant
    return Markdown("\n".join(lines))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def fill(text: Text, /, **values: object) -> Text:
    """Fill in a text that is Markdown; what is put in comes out as Markdown, in the text's language."""
    return text.format({name: value if isinstance(value, Text) else show(value) for name, value in values.items()})
