"""What a value looks like that has no credential's form: nothing, a number, a place, random text."""

import math
import re
from collections import Counter
from itertools import pairwise
from typing import Final

_NO_VALUE: Final = re.compile(
    r"|null|nil|none|undefined|n/?a|true|false|yes|no|on|off|enabled|disabled|required|optional|include|same-origin|omit|sim|n[aã]o",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"\$\{[\w.]+(?::?\?[^}]*|:?-)?\}|\$\(.*\)|\$[A-Za-z_]\w*|\{\{.*\}\}|\{[\w.]+\}|<[^<>]*>|#\{.*\}|%[\w.]+%"
    r"|(?:arn|op|vault|ssm|file|env|secretsmanager|awssm|gcpsm|keyvault|sops|doppler):.*",
    re.DOTALL,
)
_MASKED: Final = re.compile(r"(?:[\w-]{0,20}[-_])?(?:[xX]{3,}|[*•.?_-]{3,})")
_UNIT: Final = "[kmgt]i?b?|ms|[smhdwy]|secs?|seconds?|mins?|minutes?|hours?|days?|weeks?"
_NUMBER: Final = re.compile(rf"[+-]?[0-9][0-9._,:/ ()*+-]*%?|\([0-9*+ ()]+|(?:[0-9.]+ ?(?:{_UNIT}) ?)+", re.IGNORECASE)
_LONGEST_NUMBER: Final = 40
"""Characters of a number, with those of an expression such as `(1000 * 60 * 60 * 24) * 7`."""

_LONG_NUMBER: Final = re.compile(r"[0-9]{4,}")
_PLACE: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*"
    r"|[\w./%-]+\.(?:pem|key|crt|cer|der|p12|pfx|jks|keystore|pub|asc|gpg|txt|json|ya?ml|toml|ini|conf|env|csv|png|jpg|js|css|html|db)"
    r"|(?:[a-z0-9-]+\.)+(?:com|net|org|io|br|dev|app|internal|local)(?::[0-9]+)?",
    re.IGNORECASE,
)
"""Where something is: a URL, a file, a host."""

_CLASS: Final = re.compile(r"[a-z_][a-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){2,}")

_PATH: Final = re.compile(r"(?:\.{0,2}|~|[A-Za-z]:|%[\w.]+%)[/\\][\w ./\\@~+:*-]*")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=]{24,}")
_PLAIN_DATA: Final = re.compile(
    r"data:|-----BEGIN (?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC)|ssh-|ecdsa-|MI[IG]|LS0tLS1CRUdJTiBDRVJU"
)
"""How pictures, certificates and public keys start (also in base64)."""

_DIGEST_OR_URL: Final = re.compile(r"sha(?:1|256|384|512)[-:=]|[a-z][a-z0-9+.-]*://")

_HEX: Final = re.compile(r"\*?[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ONE_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_=.:-]{16,}")
_USER_AND_PASSWORD: Final = re.compile(r"[^\s:/@,]{1,64}:(?![0-9]+$)[^\s:/,]+")
_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_=-]{24,}")
_RANDOM_BITS: Final = 4.0
"""Entropy per character above which a token reads as random; English and paths stay below (measured, bits)."""

_CHANGES: Final = 0.28
"""Share of neighbours that differ in kind (lower, upper, digit) above which no person wrote a token: random letters and
digits have 0.40 and more, words in camel case about 0.2 (measured)."""


def is_masked(text: str) -> bool:
    """Tell whether a text stands for one that is not shown: `****`, `xxxx`, `sk_xxxx`."""
    return _MASKED.fullmatch(text) is not None


def is_literal(text: str) -> bool:
    """Tell whether a text is a value at all: not nothing, a reference to another, or a mask."""
    return not (_NO_VALUE.fullmatch(text) or _REFERENCE.fullmatch(text) or is_masked(text))


def is_number(text: str) -> bool:
    """Tell whether a text is a number, a time or a size; what no counter holds is none."""
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Tell whether a text says where something is."""
    if _PLACE.fullmatch(text) or (_CLASS.fullmatch(text) and _changes(text) < _CHANGES):
        return True
    return _PATH.fullmatch(text) is not None and not (_BASE64.fullmatch(text) and _is_random(text))


def is_password(text: str) -> bool:
    """Tell whether a text may be a password: anything but a place or a number, unless that has four digits or more."""
    return _LONG_NUMBER.fullmatch(text) is not None or not (is_number(text) or is_place(text))


def is_opaque(text: str) -> bool:
    """Tell whether a text is one long run of characters that no person wrote."""
    if is_place(text) or _PLAIN_DATA.match(text) or _DIGEST_OR_URL.match(text):
        return False
    return bool(_HEX.fullmatch(text) or (_ONE_TOKEN.fullmatch(text) and _mixed(text) and _changes(text) > _CHANGES))


def is_user_and_password(text: str) -> bool:
    """Tell whether a text is `user:password`."""
    return _USER_AND_PASSWORD.fullmatch(text) is not None


def has_random_text(text: str) -> bool:
    """Tell whether a text, which is no address, digest or public data, has a long random token in it."""
    if is_place(text) or _PLAIN_DATA.match(text) or _DIGEST_OR_URL.search(text):
        return False
    return any(_is_random(token) for token in _TOKEN.findall(text))


def mentions_long_token(text: str) -> bool:
    """Tell whether a text has a long token of letters and digits with much entropy: many identifiers do, too."""
    return any(_entropy(token) > _RANDOM_BITS and _mixed(token) for token in _TOKEN.findall(text))


def _is_random(token: str) -> bool:
    if not (_mixed(token) and any(character.islower() for character in token)):
        return False
    return _entropy(token) > _RANDOM_BITS and _changes(token) > _CHANGES


def _changes(token: str) -> float:
    pairs = [(one, other) for one, other in pairwise(token) if one.isalnum() and other.isalnum()]
    return sum(_kind(one) != _kind(other) for one, other in pairs) / max(len(pairs), 1)


def _kind(character: str) -> str:
    return "digit" if character.isdigit() else "upper" if character.isupper() else "lower"


def _mixed(token: str) -> bool:
    return bool(re.search("[0-9]", token) and re.search("[A-Za-z]", token))


def _entropy(text: str) -> float:
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values())
