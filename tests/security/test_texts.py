"""Texts: what no field takes, whichever it is, and what is ordinary text in some language."""

from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from archspec.architecture import Architecture
from archspec.components.fields import Label, Line, Prose, SettingText
from archspec.components.texts import text_refusal
from tests.security.text_fields import OVERLAYS, Leaf, leaves, number_leaves, text_leaves

REFERENCES: Final = (
    "{{resolve:ssm:/shop/key}}",
    "{{resolve:ssm-secure:/shop/key:1}}",
    "{{resolve:secretsmanager:prod/db:SecretString:password}}",
    "before {{resolve:ssm:a}} after",
    "{{Resolve:ssm:a}}",
    "{{ resolve : ssm : a }}",
    "{{{resolve:ssm:a}}}",
    "{{\tresolve:ssm:a",
)
TOKENS: Final = (
    "${Token[TOKEN.60]}",
    "${Token[AWS.Region.4]}",
    "x${Token[AWS::StackName.7]}y",
    "${Token[",
    "${token[TOKEN.60]}",
    "${ Token [TOKEN.60]}",
    "#{Token[TOKEN.60]}",
    "#{TOKEN[TOKEN.60]}",
    "${Recorded[000000000000.0]}",
    "-1.8881545897087736e+289",
    "x-1.8881545897e+289y",
)
CONTROLS: Final = ("\x00", "\x07", "\x08", "\r", "\x0b", "\x1b[31m", "\x7f", "\x85", "\x9b2J", "\u2028", "\u2029")
DIRECTIONS: Final = tuple("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN: Final = (
    *"\xad\u034f\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u2060\u2061\u2064\u206a\u3164\ufe00\ufe0e\ufe0f\ufeff\uffa0",
    *"\ufff9\U0001bca0\U0001d173\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef",
)
NO_CHARACTERS: Final = ("\ud800", "\udfff", "\ufdd0", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff")
HOSTILE: Final = (*REFERENCES, *TOKENS, *CONTROLS, *DIRECTIONS, *UNSEEN, *NO_CHARACTERS, "x" * 5000)
ONE_OF_EACH: Final = (REFERENCES[0], *TOKENS[::6], "\x1b[31m", "\u202e", "\u200b", "\ud800")
CARRIERS: Final = (
    "{}",
    "a{}b",
    "/{}",
    "a{}",
    "a.{}.example.com",
    "10.0.0.0/16{}",
    "fe80::%{}/64",
    "vpc-0123456789abcdef0{}",
    "sha256:{}",
    "arn:aws:acm:us-east-1:111122223333:certificate/{}",
    "arn:aws:secretsmanager:sa-east-1:111122223333:secret:{}",
    "arn:aws:ssm:sa-east-1:111122223333:parameter/{}",
    "a -> b #{}",
)
"""What closed fields take around a text, so that it is the text that is refused and not the form alone."""


def accepted(leaf: Leaf, value: object) -> bool:
    """Tell whether a field takes a value."""
    try:
        leaf.adapter.validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("leaf", text_leaves(), ids=lambda leaf: leaf.name)
def test_no_field_takes_a_hostile_text(leaf: Leaf) -> None:
    """Every field with text has a closed form or the rules of free text, and a new field cannot forget them."""
    texts = [carrier.replace("{}", hostile) for hostile in HOSTILE for carrier in CARRIERS[:3]]
    texts += [carrier.replace("{}", hostile) for hostile in ONE_OF_EACH for carrier in CARRIERS[3:]]
    assert [text for text in texts if accepted(leaf, text)] == []


@pytest.mark.parametrize("leaf", number_leaves(), ids=lambda leaf: leaf.name)
def test_no_field_takes_a_number_that_stands_for_a_value(leaf: Leaf) -> None:
    """The CDK keeps values in huge negative numbers; every number is bounded on both sides."""
    token = int(-1.8881545897087736e289)
    assert [number for number in (token, -(10**30), -1, 2**53, 10**30) if accepted(leaf, number)] == []


def test_every_field_is_text_a_number_or_closed() -> None:
    """The walk meets no type that it would pass over."""
    known = {id(leaf) for leaf in (*text_leaves(), *number_leaves())}
    every = leaves()
    rest = {leaf.name for leaf in every if leaf.base not in {str, int} and id(leaf) not in known}
    assert rest <= {
        "Architecture.connections[key]",
        "Decision.date",
        "Waiver.connection",
        "Waiver.expires",
        f"{OVERLAYS}[value]",
    }
    assert len(text_leaves()) > 100


@pytest.mark.parametrize("text", HOSTILE[:-1], ids=ascii)
def test_each_refusal_has_its_rule(text: str) -> None:
    """One sentence, which says what is wrong and what to do."""
    refusal = text_refusal(f"a{text}b") or ""
    assert refusal.startswith("holds ")
    assert "; " in refusal


@pytest.mark.parametrize(
    "text",
    [
        "Ação & reação: não há 100 % — «certeza»",
        "שלום עולם",
        "مرحبا بالعالم",
        "می\u200cخواهم",  # noqa: RUF001  ordinary Persian
        "क्\u200dष और क्\u200cष",
        "日本語の名前と한국어",
        "e\u0301 o\u0302\u0323",
        "👩\u200d👩\u200d👧 🏳\ufe0f\u200d🌈 ❤\ufe0f 1\ufe0f\u20e3 🇧🇷 👍🏽 ©\ufe0f",
        "{{ braces }} {{resolve}} ${x} ${AWS::Region} #{x} ]} %s",
        '{"Ref": "Api", "Fn::GetAtt": ["Api", "Arn"]}',
        "Token[TOKEN.1] Recorded[1] $Token[1]",
        "1e+289 and -1.5e+289",
        "__proto__ constructor toString",
        "C:\\temp\\new 'quoted' \"twice\" `thrice`",
        "a\xa0b\u3000c",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("kind", [Label, Line, Prose, SettingText], ids=["label", "line", "prose", "setting"])
def test_ordinary_text_is_taken_as_it_is(text: str, kind: Any) -> None:  # noqa: ANN401  a type with annotations
    """Whatever the language, and whatever other tools take for syntax."""
    assert TypeAdapter(kind).validate_python(text) == text


@pytest.mark.parametrize(
    "text", ["\ufe0f", "1\ufe0f", "a\u200d👧", "👩\u200da", "می\u200c", "\u200cم", "👩\u200d\u200d👧"]
)
def test_joiners_and_styles_stand_where_they_do_something(text: str) -> None:
    """Elsewhere they only make two texts that look the same."""
    assert "which nobody sees there" in (text_refusal(text) or "")


def test_settings_may_be_blank_and_span_lines() -> None:
    """A variable may be empty, and a certificate in one has lines; a label has neither."""
    setting, label = TypeAdapter(SettingText), TypeAdapter(Label)
    for text in ("", " ", "one\n\ttwo\n"):
        assert setting.validate_python(text) == text
        with pytest.raises(ValidationError):
            label.validate_python(text)


def test_an_architecture_made_in_python_is_held_to_the_same() -> None:
    """No way in goes round the rules."""
    with pytest.raises(ValidationError, match="CloudFormation replaces by a secret"):
        Architecture(name="a", title="{{resolve:ssm:a}}", language="en", region="sa-east-1")
