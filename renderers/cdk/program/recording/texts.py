"""Values of the CDK inside ordinary Python strings."""

import re
import secrets
from collections.abc import Iterator
from typing import Final

from renderers.cdk.program.errors import RecordError
from renderers.cdk.program.programs import Constant, Expression, JoinedText

# Like the CDK's own tokens: JSON leaves it as it is, and a change of case breaks it, which is noticed by the number.
_MARK: Final = re.compile(r"\$\{Recorded\[(\d{12})\.(\d+)\]\}")
# Of all recordings in this process, to tell a value of another one from text that only looks like one.
_issued: Final[set[str]] = set()


class Texts:
    """The values that were put into texts, each behind a mark that only this recording can read."""

    def __init__(self) -> None:
        """Begin with no values."""
        self._expressions: list[Expression] = []
        # Nobody can guess it, so no text of a specification passes for a value of the CDK.
        self._secret = f"{secrets.randbelow(10**12):012d}"
        _issued.add(self._secret)

    def mark(self, expression: Expression) -> str:
        """Return a text that stands for a value, wherever it is put."""
        self._expressions.append(expression)
        return f"${{Recorded[{self._secret}.{len(self._expressions) - 1}]}}"

    def expression(self, text: str) -> Expression:
        """Return a text with the values that were put into it."""
        parts = tuple(self._parts(str.__str__(text)))
        match parts:
            case ():
                return Constant("")
            case (str(constant),):
                return Constant(constant)
            case (expression,) if not isinstance(expression, str):
                return expression
            case _:
                return JoinedText(parts)

    def _parts(self, text: str) -> Iterator[str | Expression]:
        end = 0
        for mark in _MARK.finditer(text):
            if mark[1] in _issued:
                yield from self._constant(text[end : mark.start()])
                yield self._marked(mark[1], int(mark[2]))
                end = mark.end()
        yield from self._constant(text[end:])

    def _constant(self, text: str) -> Iterator[str]:
        if self._secret in text:
            raise RecordError("a text made by the CDK was cut apart or changed: it can only be put into others")
        if text:
            yield text

    def _marked(self, secret: str, index: int) -> Expression:
        if secret != self._secret:
            raise RecordError("a text holds a value of another stack, which a program cannot reach")
        return self._expressions[index]

    def plain(self, text: str, where: str) -> str:
        """Return a text that must not hold a value of the CDK."""
        text = str.__str__(text)
        if self._secret in text or any(mark[1] in _issued for mark in _MARK.finditer(text)):
            raise RecordError(f"{where}: a value made by the CDK is not known yet, and this text must be")
        return text
