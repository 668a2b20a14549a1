"""Keys and values as messages show them: short, on one line, and never a secret."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from pydantic import BaseModel

from archspec.components.credentials import MASK, looks_secret, mask_credentials, names_secret
from archspec.components.fields import Plain
from archspec.errors import Path

Quote: TypeAlias = Callable[[str], str]
"""How a text of a file is shown: `quoted`, or `masked`."""

_LONGEST: Final = 60
_MOST_BITS: Final = 200
_BARE: Final = re.compile("[A-Za-z_][A-Za-z0-9_-]{0,39}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,40}([.][0-9]{1,20})?")
_SECRET_MAPS: Final = frozenset({"secrets", "environment"})
_VOCABULARIES: Final = frozenset({"tls_policy", "minimum_tls"})
"""Fields whose names from AWS are long and mixed enough to pass for random tokens."""


def quoted(text: str) -> str:
    """Return a text in quotes, cut where it is long; what looks like a credential is masked."""
    return MASK if looks_secret(text) else _cut(text)


def masked(text: str) -> str:
    """Return what stands for a text of a file that nobody may see the text of."""
    del text
    return MASK


def _cut(text: str) -> str:
    return repr(str(text) if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def value_shown(path: Path, value: object) -> str:
    """Return the value at a path: quoted text, a bare number, the name of a collection, or a mask."""
    if isinstance(value, BaseModel | Mapping | list | tuple):
        return "a list" if isinstance(value, list | tuple) else "a map"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if _is_secret(path):
        return MASK
    if not isinstance(value, str):
        return "a huge number" if isinstance(value, int) and value.bit_length() > _MOST_BITS else repr(value)
    if isinstance(value, Plain) and _NUMBER.fullmatch(value):
        return str(value)
    return mask_credentials(_cut(value)) if path[-1:] and path[-1] in _VOCABULARIES else quoted(value)


def _is_secret(path: Path) -> bool:
    return any(part in _SECRET_MAPS or (isinstance(part, str) and names_secret(part)) for part in path)


def dotted(path: Path) -> str:
    """Return a path as text: names joined by dots, indexes in brackets, anything unusual quoted."""
    return "".join(_part(part) for part in path).removeprefix(".")


def _part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _BARE.fullmatch(part) and not looks_secret(part) else f".{quoted(part)}"


def duplicate_key(key: str, first_line: int, quote: Quote = quoted) -> str:
    """Return the message for a key that an earlier line has."""
    return f"duplicate key {quote(key)}; the first one is on line {first_line}, keep one of them"


def tidy(message: str) -> str:
    """Return a message as one printable line without credentials, whatever it quotes."""
    line = "".join(character if character.isprintable() else " " for character in message)
    return mask_credentials(line)
