"""Labels and ids in Graphviz's notation: the only place where text of a spec enters a picture."""

import html
import re
import unicodedata
from typing import Final, TypeAlias

_LINE: Final = 18
"""How many characters a line of a label holds, unless one word is longer."""

Attributes: TypeAlias = dict[str, str | int]
"""Of an element in an HTML-like label."""


def wrap(text: str, width: int = _LINE) -> tuple[str, ...]:
    """Return the lines of a label; joined by spaces they are the label again."""
    words = text.split(" ")
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def escape(text: str) -> str:
    """Return text for inside an HTML-like label, where Graphviz shows it as it is."""
    # Graphviz refuses an empty element, and cannot measure a line of nothing but signs without a width.
    has_width = any(unicodedata.category(sign)[0] in "LNPS" for sign in text)
    visible = text if has_width else f"{text}\N{NO-BREAK SPACE}"
    # A backslash calls for the name of the box or the graph there, as in a plain label.
    return html.escape(visible).replace("\\", "\\\\")


def element(tag: str, *content: str, **attributes: str | int) -> str:
    """Return an element of an HTML-like label; its content is markup already."""
    opening = "".join([tag, *(f' {name.upper().replace("_", "-")}="{value}"' for name, value in attributes.items())])
    return f"<{opening}>{''.join(content)}</{tag}>"


def label(markup: str) -> str:
    """Return markup as the value of a `label` attribute."""
    return f"<{markup}>"


def node_id(name: str) -> str:
    """Return the id of a box: no colon in it, which would begin a port."""
    return f"n_{_plain(name)}"


def group_id(name: str) -> str:
    """Return the name of a frame's cluster; frames of one label are clusters of their own."""
    return f"cluster_{_plain(name)}"


def filler_id(name: str) -> str:
    """Return the id of the unseen box that keeps an empty frame open."""
    return f"f_{_plain(name)}"


def _plain(name: str) -> str:
    """Write what is no letter, digit or underscore as its code point between capitals, which ids of a spec lack."""
    return re.sub(r"[^a-z0-9_]", lambda sign: f"X{ord(sign[0]):x}X", name)
