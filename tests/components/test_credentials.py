"""Secrets in settings, measured on variables that people really write; the labels are in `tests/data/settings.toml`."""

import re
from collections.abc import Iterable, Iterator
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archspec.components.base import facts_file
from archspec.components.credentials import (
    MASK,
    exposes_secret,
    looks_secret,
    mask_credentials,
    names_secret,
)
from tests.components.settings_corpus import FILE, Entry, entries

CORPUS = entries()


def _rates(part: Iterable[Entry]) -> tuple[float, float]:
    """Return precision and recall."""
    judged = [(entry.secret, exposes_secret(entry.name, entry.value)) for entry in part]
    right = judged.count((True, True))
    return right / (right + judged.count((False, True))), right / (right + judged.count((True, False)))


def _named(names: Iterable[Entry]) -> list[str]:
    return [f"{entry.name} ({entry.source})" for entry in names]


def test_the_corpus_is_large_and_mixed() -> None:
    """Many names of many sources, half of them held out, and no variable labelled twice."""
    assert len(CORPUS) >= 1000
    assert len({entry.source for entry in CORPUS}) >= 30
    assert 0.35 < sum(entry.secret for entry in CORPUS) / len(CORPUS) < 0.65
    assert 0.35 < sum(entry.held_out for entry in CORPUS) / len(CORPUS) < 0.65
    # A sampled file may repeat what a document has.
    written = [(entry.name, entry.value) for entry in CORPUS if not entry.sampled]
    assert len(set(written)) == len(written)


def test_the_corpus_has_no_credential_in_its_text() -> None:
    """What a scanner of code hosts would stop is put together at load time."""
    text = FILE.read_text("utf-8")
    for form in facts_file("secret_values")["secret"]:
        assert re.search(re.escape(form["start"]) + form["then"], text) is None, form["vendor"]


def test_secrets_are_found_and_the_rest_is_left_alone() -> None:
    """Nineteen of twenty findings are secrets, and nineteen of twenty secrets are found."""
    precision, recall = _rates(CORPUS)
    assert precision >= 0.95
    assert recall >= 0.95


def test_what_no_word_list_was_fitted_to_is_judged_as_well() -> None:
    """The held-out half, which the sample of public repositories belongs to."""
    precision, recall = _rates(entry for entry in CORPUS if entry.held_out)
    assert precision >= 0.95
    assert recall >= 0.95


def test_what_is_harmless_beyond_debate_has_no_finding() -> None:
    """Not one."""
    assert _named(e for e in CORPUS if e.label == "must_not_flag" and exposes_secret(e.name, e.value)) == []


def test_what_is_missed_or_debated_is_known() -> None:
    """The mistakes that are left, by name: a new one is to be looked at, and so is one that is gone."""
    wrong = [entry for entry in CORPUS if exposes_secret(entry.name, entry.value) != entry.secret]
    assert {entry.name for entry in wrong} == {
        "BUNDLE_ENTERPRISE__CONTRIBSYS__COM",  # a user with a password, under the name of a host
        "OPENAI_API_KEY",  # `user_provided`, a word of LibreChat's
        "PUSHER_APP_KEY",  # public, and named as Laravel names its secret one
        "WA_BUSINESS_TOKEN_WEBHOOK",  # a word, under a name that reads as an address
    }


JOINED = [
    "DB PASSWORD",
    "ADMIN PASSWORD",
    "PG PASSWD",
    "STRIPE API KEY",
    "SESSION SECRET",
    "APP PRIVATE KEY",
    "DB SENHA",
]
NOT_SECRET = ["MAX TOKENS", "COMPASS HOST", "LOG LEVEL", "CACHE TTL", "SORT KEY", "TOKENIZER MODEL"]


def _spellings(words: str) -> Iterator[str]:
    parts = words.split()
    yield from (
        "_".join(parts),
        "_".join(parts).lower(),
        "-".join(parts).lower(),
        ".".join(parts).lower(),
        "__".join(parts),
    )
    capital = "".join(part.capitalize() for part in parts)
    yield from (capital, capital[0].lower() + capital[1:], "".join(parts), "".join(parts).lower())


@pytest.mark.parametrize("name", [spelling for words in JOINED for spelling in _spellings(words)])
def test_a_name_of_a_secret_may_be_spelt_in_any_way(name: str) -> None:
    """Snake, kebab and camel case, dots, and no separator at all."""
    assert exposes_secret(name, "correct horse")
    assert names_secret(name)


@pytest.mark.parametrize("name", [spelling for words in NOT_SECRET for spelling in _spellings(words)])
def test_other_names_are_harmless_in_any_spelling(name: str) -> None:
    """The same for names that only resemble one."""
    assert not exposes_secret(name, "ordinary")


WORDS = st.lists(
    st.sampled_from(["DB", "API", "APP", "MAIN", "REDIS", "PASSWORD", "TOKEN", "SECRET", "KEY"]), min_size=1, max_size=4
)
SECRETS = st.sampled_from(
    ["DB_PASSWORD", "AUTH_TOKEN", "CLIENT_SECRET", "API_KEY", "SMTP_PASS", "SENHA_BANCO", "JWT_SECRET"]
)
PLAIN_WORDS = st.from_regex("[a-z]{4,12}", fullmatch=True)


@given(
    WORDS, st.sampled_from(["URL", "URI", "ENDPOINT"]), PLAIN_WORDS, st.from_regex("(/[a-z]{1,9}){0,3}", fullmatch=True)
)
def test_the_address_of_a_secret_is_none(words: list[str], suffix: str, host: str, path: str) -> None:
    """Whatever the name said before."""
    assert not exposes_secret("_".join([*words, suffix]), f"https://{host}.example.com{path}")


@given(
    SECRETS,
    st.sampled_from(["ARN", "FILE", "PATH", "NAME", "TTL", "HEADER", "LENGTH", "DAYS", "PREFIX", "ROTATION"]),
    PLAIN_WORDS,
)
def test_a_fact_about_a_secret_is_none(name: str, suffix: str, value: str) -> None:
    """Where it is, how long it lives, how it is sent."""
    assert not exposes_secret(f"{name}_{suffix}", value)


@given(SECRETS, PLAIN_WORDS)
def test_a_word_beside_the_name_of_a_secret_is_one(name: str, value: str) -> None:
    """A default password in plain text is what then works; words that say nothing are no values."""
    said_nothing = {
        "null",
        "none",
        "true",
        "false",
        "undefined",
        "enabled",
        "disabled",
        "required",
        "optional",
        "include",
        "omit",
    }
    assert exposes_secret(name, value) is (value not in said_nothing and set(value) != {"x"})


@given(st.from_regex("[A-Z]{2,8}(_[A-Z]{2,8}){0,2}", fullmatch=True), PLAIN_WORDS)
def test_a_private_key_is_a_secret_under_any_name(name: str, body: str) -> None:
    """As are passwords in addresses."""
    assert exposes_secret(name, f"-----BEGIN EC PRIVATE KEY-----\n{body}")
    assert exposes_secret(name, f"postgres://app:{body}0@db.internal/app")


@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_judged(name: str, value: str) -> None:
    """Without an error; and what a finding would say is masked where there is only the value or only the name."""
    exposes_secret(name, value)
    looks_secret(value)
    names_secret(name)
    assert mask_credentials(mask_credentials(value)) == mask_credentials(value)


@pytest.mark.parametrize(
    ("name", "value", "exposed"),
    [
        ("DSN", "postgres://app:${DB_PASSWORD}@db/app", False),
        ("DSN", "postgres://${USER:-app}:${DB_PASSWORD}@db/app", False),
        ("DSN", "postgres://app:${DB_PASSWORD:-hunter2}@db/app", True),
        ("DB_PASSWORD", "${DB_PASSWORD:-}", False),
        ("DB_PASSWORD", "${DB_PASSWORD:-hunter2}", True),
        ("CONNECTION", "Server=sql;User Id=sa;Password=${DB_PASSWORD}", False),
        ("CONNECTION", "Server=sql;User Id=sa;Password=hunter2", True),
        ("CONFIG", '{"db": {"password": "hunter2"}}', True),
        ("CONFIG", '{"minPasswordLength": 12, "password": true}', False),
        ("COMMAND", "redis-server --requirepass hunter2", True),
        ("COMMAND", "mysqldump --password=hunter2 app", True),
        ("COMMAND", "npm run compass build", False),
        ("GREETING", "Esqueceu sua senha? A senha nova chega por e-mail", False),
        ("GREETING", "please pass through the gate", False),
        ("CACHE_KEY", "user:profile", False),
        ("CACHE_KEY", "products-by-category-2024-v2", False),
        ("BASIC_AUTH", "admin:hunter2", True),
        ("BASIC_AUTH", "gateway:8080", False),
        ("SENHA_EMAIL", "hunter2", True),
        ("PASSWORD_EMAIL", "noreply", False),
        ("DB_PASSWORD", "12345678", True),
        ("DB_PASSWORD", "0", False),
        ("TOKENS", "128000", False),
        ("KMS_KEY", "1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f", False),
        ("SALT_MASTER", "salt.example.com", False),
        ("CORS_CREDENTIALS", "include", False),
        ("CALLBACK", "https://example.com/in?token={token}", False),
        ("IMAGE", "example.com/api:1.2@sha256:" + "0f" * 32, False),
        ("CERTIFICATE", "-----BEGIN CERTIFICATE-----\nMIID", False),
    ],
)
def test_neighbours_of_the_corpus(name: str, value: str, *, exposed: bool) -> None:
    """Cases that no document has, a step away from those that one has."""
    assert exposes_secret(name, value) is exposed


@pytest.mark.parametrize(
    "name", ["MAX_TOKENS", "PASSWORD_MIN_LENGTH", "PWD", "db_password", "x-api-key", "ACCESS_KEYS"]
)
def test_a_message_masks_by_the_name_alone(name: str) -> None:
    """Where a message has no value to judge, it rather hides one too many."""
    assert names_secret(name)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("at redis://:hunter2@cache:6379/0 now", f"at {MASK}cache:6379/0 now"),
        ("key AKIA" + "A" * 16 + ".", f"key {MASK}."),
        ("glpat-" + "a1" * 10, MASK),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_a_text_keeps_what_is_around_a_credential(text: str, masked: str) -> None:
    """Only the credential is masked."""
    assert mask_credentials(text) == masked


HOSTILE = [
    "a",
    "://",
    "a:",
    "${",
    "${a}",
    "$",
    "a.",
    "eyJ",
    "password=",
    "--pass-",
    "1s",
    "((",
    "Basic ",
    "aB1",
    "{{",
    "<",
    "%a%/",
    "?key=a",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_value_is_read_quickly_with_the_length(piece: str) -> None:
    """Sixteen times what a setting may have is read as that, and no pattern starts over at each character."""

    def seconds(count: int) -> float:
        text = (piece * count)[:count] + "!"
        start = process_time()
        for name in ("DB_PASSWORD", "ROUTING_KEY", "PLAIN", text):
            exposes_secret(name, text)
        mask_credentials(text[:4096])
        return process_time() - start

    seconds(64)
    assert seconds(65_536) < 2
