"""Markdown (CommonMark with GitHub's tables): the only place where text of a spec enters a document."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Final

from archspec.bilingual import Text


class Markdown(str):
    """Text that is Markdown already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell a template that escapes what it prints that nothing is left to escape."""
        return self


_BREAK: Final = "<wbr>"
"""A place where a line may be broken; it also parts what programs would make a link of."""
# Formulas end at a tag (docs.github.com, "Writing dollar signs in line with mathematical expressions").
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": f"&#36;{_BREAK}"}

# Signs with a meaning anywhere in a line: in CommonMark and GitHub's additions, in Python-Markdown and the extensions
# that sites load (attr_list, pymdownx), in kramdown or in MyST. Templates (Jinja2, Liquid) are filled in before a page
# is read as Markdown, in code too; whatever opens one begins with a brace.
_SIGN: Final = r"""[\\`*_\[\]#&<>{|~^$]|=(?==)|(?<=\))=$|\+(?=\+[\w"'])|[!?](?=[1-9])"""
# Signs that make a link or a picture of the text around them: `//host`, `:emoji:`, `@name`, `who@host`, `www.host`,
# `host.tld`. No escape helps where they are looked for in the finished text, as GitHub does
# (https://github.com/github/cmark-gfm/issues/278), but a tag between does.
_BREAK_AFTER: Final = r"/(?=/)|:(?=[\w+-]+:)|@(?=\S)"
_BREAK_BEFORE: Final = r"(?<=[wW]{3})\.|(?<=\S)\.(?=[^\W\d_]{2})"
_SPECIAL: Final = re.compile(rf"(?P<before>{_BREAK_BEFORE})|(?P<after>{_BREAK_AFTER})|{_SIGN}")
# At the start of a text these would begin a list, an admonition, a definition or a comment, or draw a line.
_BLOCK_START: Final = re.compile(r"^(\d*)([.)](?=\s|$)|[-+](?![0-9A-Za-z])|!(?=!)|\?(?=\?)|[:%])")
# What CommonMark, Python-Markdown and kramdown all read after a backslash; before others, some show it. No brackets,
# since `\[` begins a formula (pymdownx.arithmatex) and `\]:` ends what kramdown takes for the name of a link, and no
# backticks, between which kramdown sees no end of a cell.
_BACKSLASHED: Final = frozenset("\\*_#-+.)!")
# Between backticks stands neither a table's line, nor a brace that may open a template, an inclusion or a mark of a
# critic, nor the name of a language at the start (pymdownx.inlinehilite), nor a backslash at the end (Python-Markdown's
# tables).
_CODE: Final = re.compile(r"(?!#!|:::)(?:[^`|{]|\{(?=\w))+(?<!\\)")
# The links between pages are marked with control characters, so no text may bring its own.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def escape(text: str) -> Markdown:
    """Return text that reads as it is written, wherever it stands; its lines stay lines."""
    return Markdown("<br>".join(map(_escape_line, _lines(text))))


def _lines(text: str) -> list[str]:
    return [line for part in _printable(text).split("\n") if (line := part.strip())]


def _printable(text: str) -> str:
    return _CONTROL.sub(_REPLACEMENT, text)


def _escape_line(line: str) -> str:
    return _BLOCK_START.sub(lambda match: match[1] + _escaped(match[2]), _escape_inner(line))


def _escape_inner(text: str) -> str:
    return _SPECIAL.sub(lambda match: _parted(match, _escaped), text)


def _parted(match: re.Match[str], write: Callable[[str], str]) -> str:
    """Return a sign as it is written, or with a break where it would make a link of its neighbours."""
    if match["before"]:
        return f"{_BREAK}{match[0]}"
    return f"{match[0]}{_BREAK}" if match["after"] else write(match[0])


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign in _BACKSLASHED else _entity(sign)


def _entity(sign: str) -> str:
    return _NAMED.get(sign, f"&#{ord(sign)};")


def paragraphs(text: str) -> Markdown:
    """Return text as paragraphs, which blank lines divide."""
    return Markdown("\n\n".join(escape(part) for part in re.split(r"\n\s*\n", text) if part.strip()))


def code(text: str) -> Markdown:
    """Return text in the typeface of code: between backticks, or as HTML where they would not keep it as it is."""
    shown = _lines(text)
    if len(shown) == 1 and _CODE.fullmatch(shown[0]):
        return Markdown(f"`{shown[0]}`")
    return Markdown(f"<code>{'<br>'.join(map(_escape_code, shown))}</code>" if shown else "")


def _escape_code(line: str) -> str:
    # Backslashes would be shown, since kramdown takes the inside of the tag for HTML.
    return _SPECIAL.sub(lambda match: _parted(match, _entity), line)


def with_code(text: str) -> Markdown:
    """Return a sentence of a rule, in which backticks mark code."""
    parts = _printable(text).split("`")
    if len(parts) % 2 == 0 or "" in parts[1:-1]:
        return escape(text)
    return Markdown(_with_code(text, begins=True))


def sentence(parts: Iterable[str]) -> Markdown:
    """Return a sentence of which some parts are Markdown already; in the others, backticks mark code."""
    written: list[str] = []
    for part in parts:
        written.append(part if isinstance(part, Markdown) else _with_code(part, begins=not written))
    return Markdown("".join(written))


@lru_cache(maxsize=4096)  # The texts of kinds are few, and said of every component.
def _with_code(text: str, *, begins: bool) -> str:
    """Return a text in which every second piece is code; only the first of all can begin a block."""
    pieces = _printable(text).split("`")
    written = [_escape_line(pieces[0]) if begins else _escape_inner(pieces[0]), *map(_escape_inner, pieces[1:])]
    written[1::2] = map(code, pieces[1::2])
    return "".join(written)


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
