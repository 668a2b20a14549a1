"""What the name of a setting says of its value, word by word."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import cache, lru_cache
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
    PUBLIC = auto()
    """Made to be seen."""
    HARMLESS = auto()
    """A fact about a secret, or a resource with a random name."""
    NOTHING = auto()
    """Neither."""


@lru_cache(maxsize=4096)
def what_name_says(name: str) -> Says:
    """Return what a name says of its value: the last word that can be secret, and the words around it."""
    words = _words(name)
    if _is_public(words):
        return Says.PUBLIC
    if _has_phrase(words, "phrases"):
        return Says.TOKEN
    telling = _set("secret") | _set("key") | _set("opaque")
    last = max((index for index, word in enumerate(words) if word in telling), default=None)
    if last is None:
        return Says.HARMLESS if words and words[-1] in _set("things") else Says.NOTHING
    if words[0] in _set("before") or _set("after") & set(words[last + 1 :]):
        return Says.HARMLESS
    return _of_word(words[last], words[:last] + words[last + 1 :])


def _of_word(word: str, others: Sequence[str]) -> Says:
    counts = word in _set("countable")
    if counts and _set("counting") & set(others):
        return Says.HARMLESS
    qualified = word in _set("key") and (_set("key_qualifiers") | _set("secret")) & set(others)
    if word in _set("secret") or qualified:
        return Says.TOKEN if counts else Says.PASSWORD
    return Says.KEY


def contains_secret_word(name: str) -> bool:
    """Tell whether a name has a word for secrets at all, and does not end as a pointer to one does."""
    words = _words(name)
    if not words or words[-1] in _POINTERS:
        return False
    keys = _set("key") & set(words) and _set("key_qualifiers") & set(words)
    return bool(keys or _set("secret") & set(words))


def _is_public(words: Sequence[str]) -> bool:
    if _set("never_public") & set(words):
        return False
    if _set("public") & set(words) or _has_phrase(words, "public_phrases"):
        return True
    return any(words[: start.count(" ") + 1] == start.split() for start in _set("public_starts"))


def _has_phrase(words: Sequence[str], phrases: str) -> bool:
    line = f" {' '.join(words)} "
    return any(f" {phrase} " in line for phrase in _set(phrases))


def _words(name: str) -> list[str]:
    """Return the words of a name in lower case, whichever way it joins them."""
    parts = (part.lower() for part in _PART.findall(name))
    return [word for part in parts for word in _apart(part)]


def _apart(part: str) -> list[str]:
    """Return the words of one part: `pgpassword` is two, `secretary` and `compass` are one."""
    if part in _set("secret") | _set("key") | _set("opaque") | _set("after") | _set("not_joined"):
        return [part]
    if part.endswith("pass") and part.removesuffix("pass") in _set("joined_pass"):
        return [part.removesuffix("pass"), "pass"]
    found = _joined().fullmatch(part)
    if found is None or not (found["back"] == "" or found["back"] in _set("after")):
        return [part]
    words = [found["front"], *_halves(found["word"]), found["back"]]
    return [word for word in words if word]


def _halves(word: str) -> list[str]:
    return [word.removesuffix("key"), "key"] if word.endswith("key") and word != "key" else [word]


@cache
def _joined() -> re.Pattern[str]:
    words = "|".join(sorted(_set("joined"), key=len, reverse=True))
    return re.compile(f"(?P<front>.*?)(?P<word>{words})(?P<back>.*)")


@cache
def _set(which: str) -> frozenset[str]:
    return frozenset(facts_file("secret_names")[which])
