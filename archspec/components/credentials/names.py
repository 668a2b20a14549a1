"""What the name of a setting says of its value, word by word."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import Enum, auto
from functools import cache
from typing import Final

from archspec.components.base import facts_file

_PART: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_A-Za-z]+")
_POINTERS: Final = frozenset({"url", "arn", "name", "path", "file", "ttl", "header", "id"})
"""Last words after which a message shows a value: what points at a secret is none."""


class Says(Enum):
    """What a name says of its value."""

    PASSWORD = auto()
    """A secret, which may be of digits."""
    TOKEN = auto()
    """A secret, unless it is a number: how many, how long."""
    KEY = auto()
    """Perhaps a secret: a key may be a column's name."""
    AUTH = auto()
    """The same; or a user with a password."""
    PUBLIC = auto()
    """Made to be seen."""
    HARMLESS = auto()
    """A fact about a secret, or a resource with a random name."""
    NOTHING = auto()
    """Neither."""


def what_name_says(name: str) -> Says:
    """Return what a name says of its value: the last word that can be secret, and the words around it."""
    words = _words(name)
    if _is_public(words):
        return Says.PUBLIC
    if _listed("phrases").search(" ".join(words)):
        return Says.TOKEN
    last = max((index for index, word in enumerate(words) if word in _telling()), default=None)
    if last is None:
        return Says.HARMLESS if words and words[-1] in _list("things") else Says.NOTHING
    word, after = words[last], frozenset(words[last + 1 :])
    if words[0] in _list("before") or after & _list("after"):
        return Says.HARMLESS
    if after & _list("owners") and word not in _list("portuguese"):
        return Says.AUTH if word in _list("pair") else Says.KEY
    return _of_word(word, after.union(words[:last]))


def _of_word(word: str, others: AbstractSet[str]) -> Says:
    counts = word in _list("countable")
    if counts and _list("counting") & others:
        return Says.HARMLESS
    qualified = word in _list("key") and (_list("key_qualifiers") & others or _list("secret") & others)
    if word in _list("secret") or qualified:
        return Says.TOKEN if counts else Says.PASSWORD
    return Says.AUTH if word in _list("pair") else Says.KEY


def contains_secret_word(name: str) -> bool:
    """Tell whether a name has a word for secrets at all, and does not end as a pointer to one does."""
    words = _words(name)
    if not words or words[-1] in _POINTERS:
        return False
    there = frozenset(words)
    return bool(_list("secret") & there or (_list("key") & there and _list("key_qualifiers") & there))


def _is_public(words: Sequence[str]) -> bool:
    if not _list("never_public").isdisjoint(words):
        return False
    line = " ".join(words)
    starts = line.startswith(tuple(f"{start} " for start in _list("public_starts")))
    return starts or not _list("public").isdisjoint(words) or _listed("public_phrases").search(line) is not None


def _words(name: str) -> list[str]:
    """Return the words of a name in lower case, whichever way it joins them."""
    parts = (part.lower() for part in _PART.findall(name))
    return [word for part in parts for word in _apart(part)]


def _apart(part: str) -> list[str]:
    """Return the words of one part: `pgpassword` is two, `secretary` and `compass` are one."""
    if part in _whole():
        return [part]
    if part.endswith("pass") and part.removesuffix("pass") in _list("joined_pass"):
        return [part.removesuffix("pass"), "pass"]
    found = _joined().fullmatch(part)
    if found is None or not (found["back"] == "" or found["back"] in _whole()):
        return [part]
    words = [found["front"], *_halves(found["word"]), found["back"]]
    return [word for word in words if word]


def _halves(word: str) -> list[str]:
    return [word.removesuffix("key"), "key"] if word.endswith("key") and word != "key" else [word]


@cache
def _telling() -> frozenset[str]:
    return _list("secret") | _list("key") | _list("opaque") | _list("pair")


@cache
def _whole() -> frozenset[str]:
    return _telling() | _list("after") | _list("owners") | _list("not_joined")


@cache
def _joined() -> re.Pattern[str]:
    words = "|".join(sorted(_list("joined"), key=len, reverse=True))
    return re.compile(f"(?P<front>.*?)(?P<word>{words})(?P<back>.*)")


@cache
def _listed(which: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_list(which)))})\b")


@cache
def _list(which: str) -> frozenset[str]:
    return frozenset(facts_file("secret_names")[which])
