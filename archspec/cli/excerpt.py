"""The line of a file a finding is about, with the part that matters underlined."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from archspec.cli.legible import without_invisible
from archspec.components.credentials import MASK

_LONGEST: Final = 4_000
"""A longer line is a file without line breaks, in which a few words show nothing."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file, and where in it the finding points; columns count from 0."""

    number: int
    text: str
    start: int
    end: int

    def fitted(self, width: int) -> "Excerpt":
        """Return the excerpt cut to a width around its underlined part."""
        if len(self.text) <= width:
            return self
        first = min(max(0, self.start - width // 3), len(self.text) - width)
        text = self.text[first : first + width]
        if first:
            text = "…" + text[1:]
        if first + width < len(self.text):
            text = text[:-1] + "…"
        return Excerpt(self.number, text, self.start - first, min(self.end - first, width))


def excerpt(text: str, line: int, column: int, *, sensitive: bool) -> Excerpt | None:
    """Return the excerpt at a place, counted from 1, or None where the file has no such line, or a very long one.

    A sensitive line is shown without its value.
    """
    lines = _lines(text)
    if not 1 <= line <= len(lines) or len(lines[line - 1]) > _LONGEST:
        return None
    content = without_invisible(lines[line - 1].expandtabs(1).rstrip("\r"))
    start = column - 1
    before = content[:start]
    in_flow = before.count("{") + before.count("[") > before.count("}") + before.count("]")
    end = start + _extent(content[start:], in_flow=in_flow)
    if sensitive:
        key, colon, _ = content[start:end].partition(":")
        # The indentation stays; what else the line holds before the field may be secret too.
        shown = " " * len(before) + key + (f": {MASK}" if colon else "")
        return Excerpt(line, shown, start, len(shown))
    return Excerpt(line, content, start, max(end, start + 1))


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """Return the lines of a file, which many findings may be about."""
    return text.split("\n")


def _extent(text: str, *, in_flow: bool) -> int:
    """Return how far a key and its value reach: to the end of a flow item, a comment or the line."""
    depth, quote = 0, ""
    for index, character in enumerate(text):
        before = text[index - 1] if index else " "
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"" and before in " [{:,":
            quote = character
        elif character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        ends_item = (
            in_flow
            and not quote
            and (depth < 0 or (depth == 0 and character == "," and text[index + 1 :][:1] in {" ", ""}))
        )
        if ends_item or (character == "#" and before == " " and not quote and index):
            return len(text[:index].rstrip())
    return len(text.rstrip())
