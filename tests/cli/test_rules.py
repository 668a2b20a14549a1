"""`archspec rules`, `explain` and `schema`."""

import json

import pytest

from archspec import Check, all_rules
from archspec.cli import main
from archspec.cli.rules import find_rule
from archspec.loading.schema import spec_schema


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each, in both languages."""
    for language, title in (("en", "The internet reaches a data store"), ("pt-BR", "A internet alcança")):
        assert main(["rules", "--lang", language]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == [check.id for check in all_rules()]
        assert title in lines[0]


def test_rules_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Other tools get the same as data."""
    assert main(["rules", "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)
    assert rules[0]["id"] == "AAC-NET-001"
    assert rules[0]["waivable"] is False
    assert len(rules) == len(all_rules())


@pytest.mark.parametrize("check", all_rules(), ids=lambda check: check.id)
def test_explain_says_everything(check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    """Why, how, a spec that fails, one that passes, and the sources; in both languages."""
    for language, fails in (("en", "Fails"), ("pt-BR", "Falha")):
        assert main(["explain", check.id, "--lang", language]) == 0
        output = capsys.readouterr().out
        assert check.title.in_language("en" if language == "en" else "pt-BR") in output
        assert fails in output.splitlines()
        assert all(reference in output for reference in check.references)


@pytest.mark.parametrize("name", ["aac-net-001", "internet_reaches_data", "internet-reaches-data", " AAC-NET-001 "])
def test_a_rule_is_found_by_id_or_name(name: str) -> None:
    """Case and hyphens do not matter."""
    assert find_rule(name, all_rules()).id == "AAC-NET-001"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("AAC-NET-0001", "did you mean 'AAC-NET-001'?"),
        ("public_buckett", "did you mean 'public_bucket'?"),
        ("zzz", "archspec rules lists them"),
    ],
)
def test_an_unknown_rule_is_suggested(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and the nearest name."""
    assert main(["explain", name]) == 2
    assert capsys.readouterr().err == f"archspec: there is no rule {name!r}; {hint}\n"


def test_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """People who installed by pip get the schema from the command."""
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == spec_schema()
