"""Rules that come from a Python file, or that another distribution offers."""

import json
from pathlib import Path

import pytest

from archspec.cli import main

SPEC = """\
archspec: 1
name: site
title: Site
language: en
region: sa-east-1
components:
  files: {kind: s3_bucket, why: Kept.}
waivers: []
"""
RULES = '''\
"""The rules of the house."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks import Check, Fault, Inspection, Observation, Rules, Severity
from archspec.checks.base import observed
from words import TAG


def _tags(inspection: Inspection) -> Iterator[Observation]:
    for name, component in inspection.components:
        yield observed(name, "tags", passed=TAG in component.tags)


untagged_component: Final = Check(
    id="ACME-TAGS-001",
    slug="untagged_component",
    severity=Severity.HIGH,
    title=Text(en="Component without an owner", pt="Componente sem dono"),
    message=Text(en="{component} has no tag that says whose it is", pt="{component} não diz de quem é"),
    why=Text(en="Nobody pays for what is nobody's.", pt="Ninguém paga pelo que não é de ninguém."),
    fix=Text(en="Add the tag `owner`.", pt="Acrescente a tag `owner`."),
    references=("HOUSE-7",),
    fault=Fault(
        edit={"components": {"$storage": {"tags": {}}}},
        repair={"components": {"$storage": {"tags": {"owner": "ana"}}}},
        findings=(("ACME-TAGS-001", "storage"),),
    ),
    observe=_tags,
)

RULES: Final = Rules((untagged_component,))
'''


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder with a spec, a file of rules and its neighbour."""
    monkeypatch.chdir(tmp_path)
    _write("site.yaml", SPEC)
    _write("house.py", RULES)
    _write("words.py", 'TAG = "owner"\n')


def _write(name: str, text: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def _offer(distribution: str, *points: str) -> None:
    """Install a distribution that offers rules, as a folder beside its code."""
    _write(f"{distribution}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    _write(f"{distribution}-1.0.dist-info/entry_points.txt", "\n".join(["[archspec.rules]", *points]))


def _refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["check", "site.yaml", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line.removeprefix("archspec: ")


def _findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    main(["check", "site.yaml", "--format", "json", *arguments])
    return [(found["rule"], found["result"]) for found in json.loads(capsys.readouterr().out)["findings"]]


def test_the_rules_of_a_file_run_beside_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    """They find, they count, and nothing but the rule tells where they come from."""
    assert main(["check", "site.yaml"]) == 0
    assert "14 applicable rules" in capsys.readouterr().out
    assert main(["check", "site.yaml", "--rules", "house.py", "-v"]) == 1
    printed = capsys.readouterr().out
    assert "[HIGH] ACME-TAGS-001  Component without an owner" in printed
    assert "15 applicable rules" in printed
    assert "house" not in printed


def test_every_format_tells_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    """References that archspec does not know stay as they are."""
    main(["check", "site.yaml", "--rules", "house.py", "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["rule"], found["file"], found["line"]) == ("ACME-TAGS-001", "site.yaml", 7)
    assert found["references"] == [{"framework": None, "id": "HOUSE-7", "url": None}]
    main(["check", "site.yaml", "--rules", "house.py", "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    rules, (result,) = run["tool"]["driver"]["rules"], run["results"]
    assert rules[result["ruleIndex"]]["id"] == "ACME-TAGS-001"
    for output in ("junit", "github", "text"):
        assert main(["check", "site.yaml", "--rules", "house.py", "--format", output]) == 1
        assert "ACME-TAGS-001" in capsys.readouterr().out


def test_their_findings_can_be_waived(capsys: pytest.CaptureFixture[str]) -> None:
    """The waiver names a rule that is there while the file is."""
    waiver = "{rule: ACME-TAGS-001, component: files, reason: Soon., owner: ana, expires: 2026-12-20}"
    _write("site.yaml", SPEC.replace("[]", f"[{waiver}]"))
    day = ("--as-of", "2026-11-24")
    assert _findings(capsys, "--rules", "house.py", *day) == [("ACME-TAGS-001", "waived")]
    assert _findings(capsys, *day) == [("AAC-GOV-002", "fail")]


def test_they_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Before the rules about exceptions."""
    assert main(["rules", "--rules", "house.py"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()][-3:] == [
        "ACME-TAGS-001",
        "AAC-GOV-001",
        "AAC-GOV-002",
    ]
    assert main(["explain", "untagged-component", "--rules", "house.py"]) == 0
    assert "  HOUSE-7" in capsys.readouterr().out.splitlines()


def test_a_distribution_is_asked_by_name(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """And only then; installed code is no file that --no-python refuses."""
    monkeypatch.syspath_prepend(".")
    _offer("acme-rules", "acme = acme_rules", "house = acme_rules:RULES")
    _write("acme_rules.py", RULES)
    assert _findings(capsys) == []
    for name in ("acme", "house"):
        assert _findings(capsys, "--rules", name, "--no-python") == [("ACME-TAGS-001", "fail")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "house.py: has no RULES; end with RULES = Rules((...,)), from archspec.checks"),
        ("RULES = []", "house.py: RULES is of type list; end with RULES = Rules((...,)), from archspec.checks"),
        (
            "from archspec.checks import Rules\nRULES = Rules((1,))",
            (
                "house.py: RULES holds something other than values of Check; end with RULES = Rules((...,)),"
                " from archspec.checks"
            ),
        ),
        ("x = 1\nx = = 2", "house.py:2: is not Python: invalid syntax"),
        ("x = '\0'", "house.py:1: is not Python: source code string cannot contain null bytes"),
        ("x = 1 / 0", "house.py: raises ZeroDivisionError: division by zero"),
        ("raise SystemExit(1)", "house.py: exits; a file of rules only defines them, so remove the exit"),
        ("print('hello')", "house.py: prints 'hello'; a file of rules only defines them, so remove the print"),
        (RULES.replace("ACME-TAGS-001", "T1"), "house.py: 'T1' is not the id of a rule, such as ACME-TAGS-001"),
        (
            RULES.replace("ACME-TAGS-001", "AAC-DB-001"),
            "house.py: there is another rule AAC-DB-001 (AAC-DB-001, unencrypted_database_storage); rename this one",
        ),
        (
            RULES.replace('slug="untagged_component"', 'slug="public_bucket"'),
            "house.py: there is another rule public_bucket (AAC-S3-001, public_bucket); rename this one",
        ),
        (
            RULES.replace("$storage", "$warehouse"),
            (
                "house.py: the fault of ACME-TAGS-001 cannot be shown: no kind is called 'warehouse' and has the fields"
                " that the fault sets"
            ),
        ),
        (
            RULES.replace("TAG in component.tags", "component.nothing"),
            "house.py: ACME-TAGS-001 raises AttributeError: 'S3Bucket' object has no attribute 'nothing'",
        ),
        (
            RULES.replace("{component} has", "{somebody} has"),
            "house.py: ACME-TAGS-001 raises KeyError: 'somebody'",
        ),
    ],
)
def test_a_mistake_in_a_file_is_told(text: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As the author's, in one line."""
    _write("house.py", text)
    assert _refused(capsys, "--rules", "house.py") == message


def test_a_file_has_to_be_there_and_to_be_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    """It runs code; and it is read once."""
    assert _refused(capsys, "--rules", "none.py") == "none.py:1:1: cannot be read: No such file or directory"
    message = "house.py: runs code, which --no-python refuses; leave one of the options out"
    assert _refused(capsys, "--rules", "house.py", "--no-python") == message
    twice = "there is another rule ACME-TAGS-001 (ACME-TAGS-001, untagged_component); rename this one"
    assert _refused(capsys, "--rules", "house.py", "--rules", "house.py") == f"house.py: {twice}"


def test_a_mistake_in_a_distribution_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the name it was asked by."""
    monkeypatch.syspath_prepend(".")
    _offer("acme-rules", "acme = acme_gone", "bare = words", "both = words")
    _offer("other-rules", "both = words")
    assert _refused(capsys, "--rules", "acne") == (
        "no distribution offers rules called 'acne', and a file's name ends in .py; did you mean 'acme'?"
    )
    assert _refused(capsys, "--rules", "acme") == (
        "acme (acme_gone): cannot be imported: ModuleNotFoundError: No module named 'acme_gone'"
    )
    assert _refused(capsys, "--rules", "bare") == (
        "bare (words): has no RULES; end with RULES = Rules((...,)), from archspec.checks"
    )
    assert _refused(capsys, "--rules", "both") == (
        "acme-rules and other-rules both offer rules called 'both'; uninstall one"
    )
