"""What gives a secret away: the name of a setting, or the look of its value."""

import math
import re
from collections import Counter
from typing import Final

_NAME: Final = re.compile(
    r"(?:^|_)(?:PASS(?:WORD|WD|PHRASE)?|PWD|SECRETS?|TOKENS?|CREDENTIALS?|APIKEY|PRIVATEKEY"
    r"|(?:API|PRIVATE|ACCESS|ENCRYPTION|SIGNING|MASTER|SECRET|AUTH)_KEYS?)(?:$|_)(?!.*(?:URL|ARN|NAME|PATH|FILE|TTL|HEADER|ID)$)",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(
    r"(?:AKIA|ASIA)[A-Z0-9]{16}"  # AWS access key ids
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}"
    r"|sk_live_[A-Za-z0-9]{10,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[A-Za-z0-9_-]{30,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"  # JSON web tokens
    r"|[a-z][a-z0-9+.-]{0,30}://[^/\s:@]*:[^/\s@]+@",  # passwords in connection strings
)
_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_=-]{24,}")
_RANDOM_BITS: Final = 4.0
"""Entropy per character above which a token reads as random; English and paths stay below (measured, bits)."""

_MOST_READ: Final = 4096
"""Characters looked at: as many as a setting may have, so that no text takes long to judge."""

MASK: Final = "****"


def names_secret(name: str) -> bool:
    """Tell whether a setting's name says that its value is secret."""
    return _NAME.search(name[:_MOST_READ]) is not None


def looks_secret(value: str) -> bool:
    """Tell whether a value has the form of a known credential, or is a long random token."""
    read = value[:_MOST_READ]
    if _VALUE.search(read):
        return True
    return any(_entropy(token) > _RANDOM_BITS and _mixed(token) for token in _TOKEN.findall(read))


def mask_credentials(text: str) -> str:
    """Return a text with each known form of credential masked."""
    return _VALUE.sub(MASK, text)


def _mixed(token: str) -> bool:
    return bool(re.search("[0-9]", token) and re.search("[A-Za-z]", token))


def _entropy(text: str) -> float:
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values())
