"""Reading Markdown with a CommonMark parser that knows GitHub's tables."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER: Final = MarkdownIt("gfm-like", {"linkify": False})
TAGS: Final = {"<br>": "\n", "<wbr>": "", "<code>": "", "</code>": ""}
"""The only HTML of documents, and what a reader sees of it."""


def texts(tokens: list[Token]) -> str:
    """Return what a reader sees, with a line break where one is drawn."""
    parts = []
    for token in tokens:
        if token.children:
            parts.append(texts(token.children))
        elif token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type == "html_inline":
            assert token.content in TAGS, "no other HTML may come through"
            parts.append(TAGS[token.content])
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)


def headings(page: str) -> list[str]:
    """Return every heading, as text."""
    tokens = PARSER.parse(page)
    return [texts([tokens[i + 1]]) for i, token in enumerate(tokens) if token.type == "heading_open"]


def rows(page: str) -> list[list[str]]:
    """Return every row of every table, as texts."""
    found: list[list[str]] = []
    tokens = PARSER.parse(page)
    for i, token in enumerate(tokens):
        if token.type == "tr_open":
            found.append([])
        elif token.type in {"td_open", "th_open"}:
            found[-1].append(texts([tokens[i + 1]]))
    return found


def plain(text: str) -> str:
    """Return a text as documents show it: lines without blanks at their ends, blank lines left out."""
    return "\n".join(stripped for line in text.split("\n") if (stripped := line.strip()))
