"""JSON text to a tree."""

import json
import re
from functools import partial
from typing import Final, NoReturn

from archspec.errors import Position, Problem, SpecError
from archspec.loading.found import Found, FoundProblems
from archspec.loading.quoting import Quote, duplicate_key, quoted
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence, end_of
from archspec.loading.yaml_tree import MAX_DEPTH, MAX_NODES

_TOKEN: Final = re.compile(r'[\s,:]*+("(?:[^"\\]|\\.)*+"|[\[\]{}]|[^\s,:\[\]{}"]+)', re.DOTALL)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONSTANTS: Final = frozenset({"NaN", "Infinity", "-Infinity"})
_MOST_DIGITS: Final = 400
_HALF_CHARACTER: Final = "holds half of a surrogate pair; write the whole character"
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_REASONS: Final = {
    "Expecting property name enclosed in double quotes": "a key in double quotes belongs here",
    "Expecting value": "a value belongs here",
    "Expecting ',' delimiter": "a comma or a closing bracket belongs here",
    "Expecting ':' delimiter": "a colon belongs between a key and its value",
    "Extra data": "nothing may follow the end of the spec; remove it",
    "Invalid control character at": "a text ends on its line; add the closing quote, or write \\n for a line break",
    "Unterminated string starting at": "this text is never closed; add the quote",
    "Invalid \\escape": "this backslash starts no escape; write two",
}
"""What the standard library says, in words that tell what to do."""


def read_json(text: str, file: str, quote: Quote = quoted) -> Node | None:
    """Return the tree of a JSON text, or None when it is blank.

    Raises:
        SpecError: The text is not JSON as RFC 8259 has it, or a key repeats.

    """
    if not text.strip():
        return None
    reader = _Reader(text, file, quote)
    reader.check_syntax()
    root = reader.read()
    if reader.found:
        raise reader.found.error()
    return root


class _Reader:
    """Walks the tokens of a text the standard library has found to be JSON."""

    def __init__(self, text: str, file: str, quote: Quote) -> None:
        self.text = text
        self.file = file
        self._quote = quote
        self.found = FoundProblems()
        self._line = 1
        self._line_start = 0
        self._counted = 0
        self._offset = 0

    def check_syntax(self) -> None:
        """Refuse what is not JSON, and what is too large to read."""
        self._check_limits()
        try:
            json.loads(self.text)
        except json.JSONDecodeError as error:
            if (comma := self._trailing_comma(error.pos)) is not None:
                self._refuse(comma, "is not JSON: nothing follows this comma; remove it")
            self._refuse(error.pos, f"is not JSON: {_REASONS.get(error.msg.strip(), error.msg)}")

    def _check_limits(self) -> None:
        depth = nodes = end = 0
        # What no token matches is not JSON, and is left to the standard library to explain.
        while (match := _TOKEN.match(self.text, end)) is not None:
            token, end = match[1], match.end()
            nodes += 1
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
            if depth > MAX_DEPTH:
                self._refuse(
                    match.start(1), f"is nested more than {MAX_DEPTH} levels deep; a spec needs no more than ten"
                )
            if nodes > MAX_NODES:
                self._refuse(match.start(1), f"holds more than {MAX_NODES:,} values; split the architecture")
            if token in _CONSTANTS:
                self._refuse(match.start(1), f"is not JSON: {token} is no value; write a number, or remove the key")
            if len(token) > _MOST_DIGITS and token[0] in "-0123456789":
                self._refuse(match.start(1), f"holds a number of {len(token)} digits; write a smaller one")

    def _trailing_comma(self, stop: int) -> int | None:
        """Return where the comma before a closing bracket is; versions of Python disagree on where to stop."""
        start = len(self.text[:stop].rstrip().removesuffix(","))
        comma = _TRAILING_COMMA.match(self.text, start)
        return comma.start() if comma else None

    def read(self) -> Node:
        """Return the next value."""
        offset, token = self._next()
        line, column = self._place(offset)
        if token.startswith("{"):
            return Map(self._entries(), self.file, line, column)
        if token.startswith("["):
            items = []
            while not self._closes("]"):
                items.append(self.read())
            return Sequence(tuple(items), self.file, line, column)
        value = json.loads(token)
        self._check_text(value, line, column)
        return Scalar(value, self.file, line, column)

    def _entries(self) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not self._closes("}"):
            offset, token = self._next()
            line, column = self._place(offset)
            key = json.loads(token)
            self._check_text(key, line, column)
            value = self.read()
            if key in entries:
                place = Position(self.file, line, column)
                self.found.add(Found(place, partial(duplicate_key, key, entries[key].line, self._quote)))
            else:
                entries[key] = Entry(self.file, line, column, value)
        return entries

    def _check_text(self, value: object, line: int, column: int) -> None:
        if isinstance(value, str) and _SURROGATE.search(value):
            self.found.add(Found(Position(self.file, line, column), lambda: _HALF_CHARACTER))

    def _next(self) -> tuple[int, str]:
        match = _TOKEN.match(self.text, self._offset)
        assert match is not None, "check_syntax has seen a whole JSON text"  # noqa: S101  narrows the type
        self._offset = match.end()
        return match.start(1), match[1]

    def _closes(self, bracket: str) -> bool:
        before = self._offset
        _, token = self._next()
        if token != bracket:
            self._offset = before
        return token == bracket

    def _place(self, offset: int) -> tuple[int, int]:
        # Only what lies between this token and the one before: a line may be as long as the file.
        breaks = self.text.count("\n", self._counted, offset)
        if breaks:
            self._line += breaks
            self._line_start = self.text.rfind("\n", self._counted, offset) + 1
        self._counted = offset
        return self._line, offset - self._line_start + 1

    def _refuse(self, offset: int, message: str) -> NoReturn:
        raise SpecError([Problem(end_of(self.text[:offset], self.file), message)])
