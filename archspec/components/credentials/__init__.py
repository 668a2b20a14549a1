"""What gives a secret away: the name of a setting and its value, judged together."""

from typing import Final, assert_never

from archspec.components.credentials.forms import browser_credential, credential, is_made_public, known_forms
from archspec.components.credentials.names import Says, contains_secret_word, what_name_says
from archspec.components.credentials.values import (
    has_random_text,
    is_literal,
    is_masked,
    is_number,
    is_opaque,
    is_password,
    is_place,
    is_user_and_password,
    mentions_long_token,
)

MASK: Final = "****"

_MOST_READ: Final = 4096
"""Characters looked at: as many as a setting may have, so that no text takes long to judge."""


def exposes_secret(name: str, value: str) -> bool:
    """Tell whether a setting gives a secret away.

    A credential known by its form is one under any name. Otherwise the name decides what a value has to look like:
    beside `DB_PASSWORD` any word is a secret, beside `ROUTING_KEY` only what is no word, beside `QUEUE_URL` nothing.
    """
    read = value[:_MOST_READ].strip().strip("\"'")
    says = what_name_says(name[:_MOST_READ])
    if is_masked(read) or is_made_public(read):
        return False
    if credential(read) or (says is not Says.PUBLIC and browser_credential(read)):
        return True
    return is_literal(read) and _fits(says, read)


def _fits(says: Says, value: str) -> bool:
    match says:
        case Says.PASSWORD:
            return is_password(value)
        case Says.TOKEN:
            return not (is_number(value) or is_place(value))
        case Says.KEY:
            return is_opaque(value)
        case Says.AUTH:
            return is_opaque(value) or is_user_and_password(value)
        case Says.NOTHING:
            return has_random_text(value)
        case Says.PUBLIC | Says.HARMLESS:
            return False
        case _:
            assert_never(says)


def names_secret(name: str) -> bool:
    """Tell whether a name alone suggests a secret, so that a message masks its value: rather once too often."""
    return contains_secret_word(name[:_MOST_READ])


def looks_secret(value: str) -> bool:
    """Tell whether a value alone may be one, so that a message masks it: a credential's form, or a long mixed token."""
    read = value[:_MOST_READ]
    return known_forms().search(read) is not None or credential(read) or mentions_long_token(read)


def mask_credentials(text: str) -> str:
    """Return a text with each known form of credential masked."""
    return known_forms().sub(MASK, text)
