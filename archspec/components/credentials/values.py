"""What a value looks like: a credential of a known form, random text, or something plain."""

import math
import re
from collections import Counter
from functools import cache
from typing import Final

from archspec.components.base import facts_file

_JWT: Final = r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
_PRIVATE_KEY: Final = r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY"
_PASSWORD_HASH: Final = r"\$(?:2[abxy]|apr1|argon2(?:id|i|d)|[156y])\$[A-Za-z0-9./=,$+-]{20,}"
_IN_ADDRESS: Final = r"[a-z][a-z0-9+.-]{0,30}://[^/\s:]{0,256}:[^/\s@]+@"  # user:password@ of a URL
_IN_DSN: Final = r"[\w.-]{1,64}:[^\s/@]{1,256}@(?:tcp|unix)\("  # the same, as drivers of Go write it
_BEARER: Final = re.compile(r"\b(?:Basic|Bearer) +([A-Za-z0-9+/=._~-]{8,})", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"(?:pass(?:word|wd|phrase)?|pwd|requirepass|senha|secret|shared_?access_?key|account_?key|private_?key|api_?key"
    r"|(?:access|auth|refresh)_?token|x-amz-signature|[?&](?:token|sig|signature|key)|\"auth)"
    r"[\"']?(?:\s?[=:]\s?|\s)[\"']?(?P<value>[^\"'\s;&,]{3,})",
    re.IGNORECASE,
)
"""A password among other things: connection strings of ADO, JDBC and libpq, JSON, options, the query of a URL."""

_NO_VALUE: Final = re.compile(
    r"|null|nil|none|undefined|n/?a|true|false|yes|no|on|off|enabled|disabled|required|optional|sim|n[aã]o", re.IGNORECASE
)
_REFERENCE: Final = re.compile(
    r"\$\{[\w.]+(?::?\?[^}]*)?\}|\$\(.*\)|\$[A-Za-z_]\w*|\{\{.*\}\}|\{[\w.]+\}|<[^<>]*>|#\{.*\}|%[\w.]+%"
    r"|(?:arn|op|vault|ssm|file|env|secretsmanager|awssm|gcpsm|keyvault|sops|doppler):.*",
    re.DOTALL,
)
_MASKED: Final = re.compile(r"(?:[\w-]{0,20}[-_])?(?:[xX]{3,}|[*•.?_-]{3,})")
_NUMBER: Final = re.compile(
    r"[+-]?[0-9][0-9._,:/ ()*+-]*%?|(?:[0-9.]+ ?(?:[kmgt]i?b?|ms|[smhdwy]|secs?|seconds?|mins?|minutes?|hours?|days?|weeks?)[ ]?)+",
    re.IGNORECASE,
)
_LONG_NUMBER: Final = re.compile(r"[0-9]{4,}")
_PLACE: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*|(?:\.{0,2}|~|[A-Za-z]:|%[\w.]+%)[/\\][\w ./\\@~+:*-]*"
    r"|[\w./%-]+\.(?:pem|key|crt|cer|der|p12|pfx|jks|keystore|pub|asc|gpg|txt|json|ya?ml|toml|ini|conf|env|csv|png|jpg|js|css|html|db)"
    r"|[a-z_][a-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){2,}",
    re.IGNORECASE,
)
"""Where something is: a URL, a path, a file, a class."""

_PLAIN_DATA: Final = re.compile(
    r"sha(?:1|256|384|512)[-:=]|data:|-----BEGIN (?:CERTIFICATE|PUBLIC KEY|RSA PUBLIC)|ssh-|ecdsa-|MI[IG]|LS0tLS1CRUdJTiBDRVJU|[a-z][a-z0-9+.-]*://"
)
"""How digests, pictures, certificates and public keys start (also in base64), and addresses."""

_OPAQUE: Final = re.compile(
    r"\*?[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|(?=[^0-9]*[0-9])(?=[^a-zA-Z]*[a-zA-Z])[A-Za-z0-9+/_=-]{20,}"
)
_USER_AND_PASSWORD: Final = re.compile(r"[^\s:/@,]{1,64}:(?![0-9]+$)[^\s:/,]+")
_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_=-]{24,}")
_RANDOM_BITS: Final = 4.0
"""Entropy per character above which a token reads as random; English and paths stay below (measured, bits)."""

_CHANGES: Final = 0.28
"""Share of neighbours that differ in kind (lower, upper, digit) above which no person wrote a token: random letters and
digits have 0.40 and more, words in camel case about 0.2 (measured)."""


def credential(text: str) -> bool:
    """Tell whether a text has the form of a credential that is one under any name."""
    if any(start in text for start in _starts("secret")) and _vendors("secret").search(text):
        return True
    return _has_address_password(text) or _has_bearer(text) or _has_field(text) or _others().search(text) is not None


def browser_credential(text: str) -> bool:
    """Tell whether a text has the form of a key or token that also browsers receive."""
    return ("eyJ" in text or any(start in text for start in _starts("browser"))) and bool(_vendors("browser").search(text))


def is_made_public(text: str) -> bool:
    """Tell whether a text starts as keys do that their vendors publish."""
    return text.startswith(_starts("public"))


def is_literal(text: str) -> bool:
    """Tell whether a text is a value at all: not nothing, a reference to another, or a mask."""
    return not (_NO_VALUE.fullmatch(text) or _REFERENCE.fullmatch(text) or _MASKED.fullmatch(text))


def is_number(text: str) -> bool:
    """Tell whether a text is a number, a time or a size."""
    return _NUMBER.fullmatch(text) is not None


def is_long_number(text: str) -> bool:
    """Tell whether a text is four digits or more: a password of digits."""
    return _LONG_NUMBER.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Tell whether a text says where something is."""
    return _PLACE.fullmatch(text) is not None and not ("://" not in text and _is_random(text))


def is_opaque(text: str) -> bool:
    """Tell whether a text is one long run of letters and digits, in which no word is to be expected."""
    return _OPAQUE.fullmatch(text) is not None and not is_place(text) and not _PLAIN_DATA.match(text)


def is_user_and_password(text: str) -> bool:
    """Tell whether a text is `user:password`."""
    return _USER_AND_PASSWORD.fullmatch(text) is not None and not _PLAIN_DATA.match(text)


def has_random_text(text: str) -> bool:
    """Tell whether a text, which is no address, digest or public data, has a long random token in it."""
    if len(text) < 24 or is_place(text) or _PLAIN_DATA.search(text):  # noqa: PLR2004  shorter than any such token
        return False
    return any(_is_random(token) for token in _TOKEN.findall(text))


def mentions_long_token(text: str) -> bool:
    """Tell whether a text has a long token of letters and digits with much entropy: many identifiers do, too."""
    return any(_entropy(token) > _RANDOM_BITS and _mixed(token) for token in _TOKEN.findall(text))


@cache
def known_forms() -> re.Pattern[str]:
    """Return one pattern for every credential that is known by its form alone."""
    forms = (_vendors("secret"), _vendors("browser"), _others(), re.compile(_IN_ADDRESS))
    return re.compile("|".join(form.pattern for form in forms))


@cache
def _vendors(which: str) -> re.Pattern[str]:
    forms = [re.escape(form["start"]) + form["then"] for form in facts_file("secret_values")[which]]
    return re.compile("|".join([_JWT, *forms] if which == "browser" else forms))


@cache
def _starts(which: str) -> tuple[str, ...]:
    return tuple(form["start"] for form in facts_file("secret_values")[which])


@cache
def _others() -> re.Pattern[str]:
    return re.compile("|".join((_PRIVATE_KEY, _PASSWORD_HASH, _IN_DSN)))


def _has_address_password(text: str) -> bool:
    found = re.findall(_IN_ADDRESS, text) if "://" in text else ()
    return any(is_literal(match[match.rindex(":") + 1 : -1]) for match in found)


def _has_bearer(text: str) -> bool:
    return any(any(character.isdigit() for character in token) or "=" in token for token in _BEARER.findall(text))


def _has_field(text: str) -> bool:
    return any(is_literal(found["value"]) and not is_number(found["value"]) for found in _FIELD.finditer(text))


def _is_random(token: str) -> bool:
    if not (_mixed(token) and any(character.islower() for character in token)):
        return False
    return _entropy(token) > _RANDOM_BITS and _changes(token) > _CHANGES


def _changes(token: str) -> float:
    pairs = [(one, other) for one, other in zip(token, token[1:], strict=False) if one.isalnum() and other.isalnum()]
    return sum(_kind(one) != _kind(other) for one, other in pairs) / max(len(pairs), 1)


def _kind(character: str) -> str:
    return "digit" if character.isdigit() else "upper" if character.isupper() else "lower"


def _mixed(token: str) -> bool:
    return bool(re.search("[0-9]", token) and re.search("[A-Za-z]", token))


def _entropy(text: str) -> float:
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values())
