"""The Python spelling that jsii gives to a JavaScript name."""

import keyword
import re
from functools import cache
from typing import Final

_UNIT: Final = re.compile(r"(KiB|MiB|GiB)(?=$|[A-Z])")
_LOWER_THEN_UPPER: Final = re.compile(r"([a-z\d])([A-Z])")
_UPPER_THEN_WORD: Final = re.compile(r"([A-Z])([A-Z][a-z]+)")


@cache
def python_name(javascript: str) -> str:
    """Return the Python name of a property, method or parameter."""
    return _apart_from_keywords(_snake_case(javascript))


@cache
def python_constant(javascript: str) -> str:
    """Return the Python name of a constant of a class."""
    name = _snake_case(javascript)
    return f"{name}_".upper() if keyword.iskeyword(name) else name.upper()


def _snake_case(javascript: str) -> str:
    text = _UNIT.sub(lambda unit: unit[0].capitalize(), javascript)
    text = _LOWER_THEN_UPPER.sub(r"\1_\2", text)
    return _UPPER_THEN_WORD.sub(r"\1_\2", text).lower()


def _apart_from_keywords(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name
