"""Labels and ids in Mermaid's notation: the only place where text of a spec enters a diagram."""

import re
from typing import Final

_EMPTY: Final = "#160;"
"""A space that does not break: Mermaid refuses an empty label."""

# What Mermaid takes literally inside quotes was measured with 35 labels of its own syntax, Markdown and HTML; all other
# ASCII goes in as a code point. Beyond ASCII only "ﬂ°" and "¶ß" are not shown as written: Mermaid marks code points
# with them internally and reads them to the last, however they are escaped. A brace means nothing to Mermaid in quotes,
# but opens what Jinja2 (mkdocs-macros) and Liquid (Jekyll) put in before a page is read, diagrams included.
_SPECIAL: Final = re.compile(r"[^A-Za-z0-9 .,:/()\[\]}=+?!'\u0080-\U0010ffff]")


def escape(text: str) -> str:
    """Return a line of text that Mermaid shows as it is, between quotes or to the end of a line."""
    return _SPECIAL.sub(_code_point, text) or _EMPTY


def label(*lines: str) -> str:
    """Return a quoted label of several lines.

    They are parted by a line break as such: with `<br/>`, Mermaid takes the label for HTML, reads the code points in it
    too early, and then finds formulas, icons and line breaks of its own in what they stand for.
    """
    return '"' + "\n".join(map(escape, lines)) + '"'


def _code_point(match: re.Match[str]) -> str:
    return f"#{ord(match[0])};"


def node_id(name: str) -> str:
    """Return the id of a box; a prefix keeps it apart from Mermaid's keywords."""
    return f"n_{_without_hyphens(name)}"


def group_id(name: str) -> str:
    """Return the id of a frame, which no box has."""
    return f"g_{_without_hyphens(name)}"


def _without_hyphens(name: str) -> str:
    """Write a hyphen, which begins an arrow, as a capital letter: ids of a spec have none."""
    return name.replace("-", "H")
