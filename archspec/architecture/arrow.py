"""The key of a connection: who reaches whom."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Self, TypeAlias

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

_ID = "[a-z][a-z0-9_]{0,39}"
_ARROW: Final = re.compile(rf"({_ID})\s*->\s*({_ID})(?:\s+#({_ID}))?")


@dataclass(frozen=True, slots=True, order=True)
class Arrow:
    """A connection from one component to another; `name` tells a second one between the two from the first."""

    source: str
    target: str
    name: str | None = None

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `source -> target` or `source -> target #name`.

        Raises:
            ValueError: The text is neither.

        """
        if isinstance(text, cls):
            return text
        match = _ARROW.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise ValueError("is not an arrow; write source -> target, with the ids of two components")
        return cls(*match.groups())

    def __str__(self) -> str:
        """Write the arrow as specs do."""
        return f"{self.source} -> {self.target}" + (f" #{self.name}" if self.name else "")


ArrowKey: TypeAlias = Annotated[
    Arrow,
    PlainValidator(Arrow.parse),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": rf"^{_ID}\s*->\s*{_ID}(\s+#{_ID})?$"}),
]
