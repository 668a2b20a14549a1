"""The types of fields: what each takes, and the words with which it refuses."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from archspec.components.arns import SecretArn
from archspec.components.credentials import looks_secret
from archspec.components.fields import (
    AccountId,
    Boolean,
    Cidr,
    Date,
    DomainName,
    Hostname,
    Integer,
    Label,
    Line,
    Plain,
    Prose,
    Tags,
    UrlPath,
)


def _refusal(kind: Any, value: object) -> str:  # noqa: ANN401  a type with annotations
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(value)
    (details,) = raised.value.errors()
    return str(details["ctx"]["error"]) if details["type"] == "value_error" else details["type"]


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Integer, Plain("10"), 10),
        (Integer, Plain("-3"), -3),
        (Integer, 7, 7),
        (Boolean, Plain("true"), True),
        (Boolean, Plain("False"), False),
        (Boolean, True, True),
        (Line, Plain("no"), "no"),
        (Line, Plain("7.10"), "7.10"),
        (Date, "2027-03-31", date(2027, 3, 31)),
        (Date, date(2027, 3, 31), date(2027, 3, 31)),
        (Prose, "one\n\ttwo", "one\n\ttwo"),
        (Label, "Ação — 日本", "Ação — 日本"),
        (Cidr, "10.0.0.0/16", "10.0.0.0/16"),
        (Cidr, "2600::/12", "2600::/12"),
        (Hostname, "@", "@"),
        (Hostname, "api.v2", "api.v2"),
        (DomainName, "example.com.br", "example.com.br"),
        (AccountId, "111122223333", "111122223333"),
        (UrlPath, "/healthz?", None),
    ],
)
def test_what_a_field_takes(kind: Any, written: object, value: object) -> None:  # noqa: ANN401  a type with annotations
    """YAML scalars without quotes become what the field is; None marks what is refused."""
    if value is None:
        assert _refusal(kind, written)
    else:
        assert TypeAdapter(kind).validate_python(written) == value


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (Integer, "10", "int_type"),
        (Integer, Plain("1.5"), "int_type"),
        (Integer, True, "int_type"),
        (Boolean, "true", "bool_type"),
        (Boolean, Plain("yes"), "bool_type"),
        (Line, 3, "string_type"),
        (Line, "one\ntwo", "spans lines; keep it to one line"),
        (Line, "one\ttwo", "spans lines; keep it to one line"),
        (Line, "\x07", "holds a control character; keep to printable text"),
        (Line, "a\u2028b", "holds a control character; keep to printable text"),
        (Line, " \u00a0 ", "is empty; write the text or remove the field"),
        (Line, "x" * 201, "string_too_long"),
        (Label, "x" * 81, "string_too_long"),
        (Prose, "x" * 4001, "string_too_long"),
        (Date, "2027-3-31", "is not a calendar date; write year-month-day, as in 2027-03-31"),
        (Date, "2027-02-30", "is not a calendar date; write year-month-day, as in 2027-03-31"),
        (Date, "2027-W13-3", "is not a calendar date; write year-month-day, as in 2027-03-31"),
        (Date, 20270331, "is not a calendar date; write year-month-day, as in 2027-03-31"),
        (Cidr, "ten", "is not an address range; write it as in 10.0.0.0/16"),
        (Cidr, "10.0.0.1/16", "has bits set after its prefix or no prefix; write 10.0.0.0/16"),
        (Cidr, "10.0.0.1", "has bits set after its prefix or no prefix; write 10.0.0.1/32"),
        (Cidr, "FD00::/8", "has bits set after its prefix or no prefix; write fd00::/8"),
        (AccountId, "1", 'is not an AWS account id; write its 12 digits in quotes, as in "111122223333"'),
        (DomainName, "example", "is not a domain name, such as example.com"),
    ],
)
def test_what_a_field_refuses(kind: Any, value: object, message: str) -> None:  # noqa: ANN401  a type with annotations
    """Each with its rule."""
    assert _refusal(kind, value) == message


def test_a_secret_is_an_arn_and_never_itself() -> None:
    """The message says what to write in its place."""
    assert _refusal(SecretArn, "hunter2").endswith("and never the secret itself")


def test_tags_of_aws_are_reserved() -> None:
    """Keys that start with `aws:` are its own."""
    assert "the prefixes aws: and archspec: are reserved" in _refusal(Tags, {"aws:name": "x"})


@pytest.mark.parametrize(
    ("value", "secret"),
    [
        ("AKIAIOSFODNN7EXAMPLE", True),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1", False),
        ("abcdefghijklmnopqrstuvwxyzabcdef", False),
        ("3f9cQ7zLx0Pw8RtY2uVbN6mK1sD4", True),
        ("a sentence of words and 3f9cQ7zLx0Pw8RtY2uVbN6mK1sD4", True),
    ],
)
def test_random_text_is_taken_for_a_secret(value: str, *, secret: bool) -> None:
    """Many different characters, letters and digits both, in one long word."""
    assert looks_secret(value) is secret
