"""Access words: what the source of a connection may do with the data of its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from archspec.bilingual import Text


@dataclass(frozen=True, slots=True)
class Access:
    """A word that a connection's `access` may have."""

    word: str
    allows: frozenset[str]
    """The operations it stands for, in words that the target's permissions know."""
    text: Text
    """What the source does, as pages say it."""


READ_ONLY: Final = Access("read_only", frozenset({"read"}), Text(en="reads", pt="leitura"))
WRITE_ONLY: Final = Access("write_only", frozenset({"write"}), Text(en="writes", pt="escrita"))
READ_WRITE: Final = Access(
    "read_write", frozenset({"read", "write"}), Text(en="reads and writes", pt="leitura e escrita")
)
READ_OR_WRITE: Final = (READ_ONLY, WRITE_ONLY, READ_WRITE)
"""The words of a target whose data can be read, written, or both."""


def chosen(words: Sequence[Access], word: str | None) -> Access:
    """Return what a connection says, or the first of the words where it says nothing.

    Raises:
        LookupError: It is none of the words.

    """
    if word is None:
        return words[0]
    return next(known for known in words if known.word == word)


def together(words: Sequence[Access], one: Access, other: Access) -> Access:
    """Return the narrowest of the words that allows what two of them allow."""
    wide_enough = [known for known in words if known.allows >= one.allows | other.allows]
    return min(wide_enough, key=lambda known: len(known.allows))
