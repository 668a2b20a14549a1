r"""Texts as lines show them: nothing invisible, and nothing that a terminal or a CI system obeys.

A backslash marks what is not shown as it is: `\x1b` stands for an escape character, `\u202e` for one that turns text
around, `\::error::` for a line that began with two colons, and `#\#[error]` for two signs in front of a bracket.
"""

import json
import re
from collections.abc import Callable
from typing import Final

_IGNORED: Final = frozenset(
    code
    for first, last in (
        (0x034F, 0x034F),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)
"""Letters and marks that take no room: Default_Ignorable_Code_Point without what Python calls unprintable anyway.

Source: https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, Unicode 16.
"""
_EMOJI: Final = "\ufe0f"
"""Asks for the coloured form of the symbol before it."""

_AT_START: Final = re.compile(r"\A(\s*)(?=::)")
"""What GitHub's runner takes for `::error::...`: two colons, after any blanks.

Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs, TryParseV2.
"""
_ANYWHERE: Final = re.compile(r"##(?=\w*\[)")
"""What is obeyed anywhere in a line: `##[` by GitHub's runner, `##vso[` by Azure's agent, `##teamcity[` by TeamCity.

Sources: TryParse in the file above; Command.cs in https://github.com/microsoft/azure-pipelines-agent;
https://www.jetbrains.com/help/teamcity/service-messages.html. GitLab and Buildkite mark theirs with control characters.
"""


def legible(text: str) -> str:
    """Return a text for one line: what nobody would see is written as Python writes it in a literal."""
    return _replaced(text, _as_literal)


def without_invisible(text: str) -> str:
    """Return a text of the same length, with a replacement character for each that nobody would see."""
    return _replaced(text, lambda _character: "\ufffd")


def inert(line: str) -> str:
    """Return a line that no CI system takes for a command; a backslash breaks what one would obey."""
    return _AT_START.sub(r"\1\\", _ANYWHERE.sub(r"#\#", line))


def json_text(document: object, *, indent: int, only_ascii: bool) -> str:
    """Return a document as JSON, in which escapes stand for whatever a line would not show or a CI system obey."""
    text = json.dumps(document, ensure_ascii=only_ascii, indent=indent)
    # Outside its texts, JSON has none of these.
    lines = (_replaced(line, _as_json) for line in text.split("\n"))
    return _ANYWHERE.sub(r"#\\u0023", "\n".join(lines))


def _replaced(text: str, replace: Callable[[str], str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    pairs = zip(" " + text, text, strict=False)
    return "".join(character if _is_shown(character, before) else replace(character) for before, character in pairs)


def _is_shown(character: str, before: str) -> bool:
    if ord(character) in _IGNORED:
        return character == _EMOJI and _category(before).startswith("S")
    return character.isprintable() or _category(character) == "Zs"


def _category(character: str) -> str:
    # Most runs meet no such character, and the table takes a while to load.
    from unicodedata import category

    return category(character)


def _as_literal(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _as_json(character: str) -> str:
    return json.dumps(character)[1:-1]
