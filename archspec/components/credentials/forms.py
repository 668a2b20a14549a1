"""Credentials that are known by their form, whatever the setting is called."""

import re
from functools import cache
from typing import Final

from archspec.components.base import facts_file
from archspec.components.credentials.values import is_literal, is_opaque, is_password

_JWT: Final = r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"
_PRIVATE_KEY: Final = r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY"
_BCRYPT_AND_KIN: Final = r"\$(?:2[abxy]|apr1|argon2(?:id|i|d)|[156y])\$[A-Za-z0-9./=,$+-]{20,}"
_REFERRED: Final = r"\$\{[^{}]*\}|\$(?!\{)"
_IN_ADDRESS: Final = (  # user:password@ of a URL, each perhaps a reference with a default
    rf"[a-z][a-z0-9+.-]{{0,30}}://(?:{_REFERRED}|[^/\s:$])*:(?P<password>(?:{_REFERRED}|[^/\s@$])+)@"
)
_ADDRESS: Final = re.compile(_IN_ADDRESS)
_IN_DSN: Final = r":[^\s/@:]{1,256}@(?:tcp|unix)\("  # the same, as drivers of Go write it
_BEARER: Final = re.compile(r"\b(?:Basic|Bearer) +([A-Za-z0-9+/=._~-]{8,})", re.IGNORECASE)
_PASSWORD_FIELD: Final = re.compile(
    r"(?:(?<![A-Za-z])pass|pass(?:word|wd|phrase)|pwd|senha|secret|(?:shared|secret)_?access_?key|account_?key|private_?key|api_?key"
    r"|(?:access|auth|refresh)_?token)(?:[\"']?\s?=\s?|[\"']\s?:\s?)[\"']?(?P<value>\$\{[^}]*\}|[^\"'\s;&,{}]{3,})"
    r"|--[a-z-]{0,20}(?:pass|password)[ =](?P<option>[^\s-]\S{2,})",
    re.IGNORECASE,
)
"""A password among other things: connection strings of ADO, JDBC and libpq, JSON, options of a command."""

_TOKEN_FIELD: Final = re.compile(
    r"(?:[?&](?:token|sig|signature|key|code|x-amz-signature)=|\"(?:auth|token)\"\s?:\s?\")(?P<value>[^\"'\s;&,]{16,})",
    re.IGNORECASE,
)
"""A token among other things: the query of a signed URL, JSON."""


def credential(text: str) -> bool:
    """Tell whether a text has the form of a credential that is one under any name."""
    known = _vendors("secret").search(text) or _others().search(text)
    return known is not None or _has_address_password(text) or _has_bearer(text) or _has_field(text)


def browser_credential(text: str) -> bool:
    """Tell whether a text has the form of a key or token that also browsers receive."""
    return _vendors("browser").search(text) is not None


def is_made_public(text: str) -> bool:
    """Tell whether a text is a key or an id that its vendor means to be seen."""
    return _vendors("public").fullmatch(text) is not None


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
def _others() -> re.Pattern[str]:
    return re.compile(f"{_PRIVATE_KEY}|{_BCRYPT_AND_KIN}|{_IN_DSN}")


def _has_address_password(text: str) -> bool:
    if "://" not in text:
        return False
    return any(is_literal(found["password"]) for found in _ADDRESS.finditer(text))


def _has_bearer(text: str) -> bool:
    found = _BEARER.findall(text) if " " in text else ()
    return any("=" in token or any(character.isdigit() for character in token) for token in found)


def _has_field(text: str) -> bool:
    if not any(sign in text for sign in ("=", '"', "'", "--")):
        return False
    passwords = (found["value"] or found["option"] for found in _PASSWORD_FIELD.finditer(text))
    tokens = (found["value"] for found in _TOKEN_FIELD.finditer(text))
    return any(is_literal(value) and is_password(value) for value in passwords) or any(
        is_opaque(value) for value in tokens
    )
