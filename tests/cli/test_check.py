"""`archspec check`, as a user types it."""

import json
from pathlib import Path

import pytest

from archspec.cli import main
from tests.regenerate import ROOT

REFERENCE = str(ROOT / "specs/saas_enterprise.yaml")
AS_OF = ["--as-of", "2026-11-24"]
SMALL = """archspec: 1
name: small
title: Small
language: en
region: us-east-1
components:
  api: {kind: fargate_service, cluster: main, image: {repository: api, tag: "1"}, why: Serves.}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a compliant spec in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def _break(path: Path, old: str = "why: Serves.", new: str = "why: Serves., tasks: {min: 1}") -> None:
    path.write_text(SMALL.replace(old, new), encoding="utf-8")


def test_a_clean_spec_is_summed_up(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line says how much was looked at."""
    assert main(["check", spec.name]) == 0
    summary = " ".join(capsys.readouterr().out.split("\n\n")[-1].split())
    assert summary == "18 applicable rules, 1 component, 1 environment: 0 failures, 0 waived, 0 unknown, 10 passed."


def test_a_failure_shows_the_line_and_the_fix(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, the place, the line, and what to write."""
    _break(spec)
    assert main(["check", spec.name, "-q"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "small.yaml  Small",
        "",
        "[HIGH] AAC-ECS-001  Service runs too few tasks",
        "  api may fall to tasks.min 1; the least is 2.",
        "   --> small.yaml:7:105",
        '  7 | … main, image: {repository: api, tag: "1"}, why: Serves., tasks: {min: 1}}',
        "    |                                                                   ^^^^^^",
        "  Fix: Set `tasks.min` to 2 or more; an environment that may run fewer says so",
        "       in `policy.min_tasks`.",
        "",
    ]


def test_quiet_and_clean_is_silent(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to say is nothing said."""
    assert main(["check", spec.name, "-q"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("fail_on", "code"), [("critical", 0), ("high", 1), ("medium", 1), ("low", 1), ("never", 0)])
def test_fail_on_moves_the_threshold(spec: Path, fail_on: str, code: int) -> None:
    """The exit code compares with the severity asked for."""
    _break(spec)
    assert main(["check", spec.name, "--fail-on", fail_on]) == code


def test_unknown_counts_on_request(spec: Path) -> None:
    """A value chosen at deployment fails only where asked."""
    _break(spec, 'tag: "1"', "tag: {parameter: image_tag}")
    assert main(["check", spec.name]) == 0
    assert main(["check", spec.name, "--fail-on-unknown"]) == 1


def test_all_lists_passes(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--all` names each rule that passed, with its subject."""
    assert main(["check", spec.name, "--all"]) == 0
    assert "  pass AAC-NET-006  api" in capsys.readouterr().out.splitlines()


def test_json_is_the_documented_document(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One finding, with every field."""
    _break(spec)
    assert main(["check", spec.name, "--format", "json", *AS_OF]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    assert document["errors"] == []
    (finding,) = document["findings"]
    fingerprint = finding.pop("fingerprint")
    assert len(fingerprint) == 16
    assert [reference["id"] for reference in finding.pop("references")] == ["REL10-BP01"]
    assert finding == {
        "rule": "AAC-ECS-001",
        "severity": "high",
        "result": "fail",
        "environment": None,
        "component": "api",
        "resource": None,
        "message": "api may fall to tasks.min 1; the least is 2",
        "file": "small.yaml",
        "line": 7,
        "column": 105,
    }


def test_a_fingerprint_survives_edits_elsewhere(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lines above a finding do not change its name."""
    _break(spec)
    main(["check", spec.name, "--format", "json"])
    before = json.loads(capsys.readouterr().out)["findings"][0]
    spec.write_text("# a comment\n" + spec.read_text("utf-8"), encoding="utf-8")
    main(["check", spec.name, "--format", "json"])
    after = json.loads(capsys.readouterr().out)["findings"][0]
    assert (before["fingerprint"], before["line"] + 1) == (after["fingerprint"], after["line"])


def test_a_broken_spec_beside_a_good_one(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The good one is checked, the broken one explained, and the exit code is 2."""
    Path("broken.yaml").write_text(SMALL.replace("name: small", "name: broken").replace("cluster", "clusterr"), "utf-8")
    assert main(["check", spec.name, "broken.yaml", "--format", "json"]) == 2
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert len(document["errors"]) == len(output.err.splitlines()) > 0
    assert all(error["file"] == "broken.yaml" for error in document["errors"])


def test_environments_are_checked_together(capsys: pytest.CaptureFixture[str]) -> None:
    """The same finding in two environments is shown once, with both names."""
    assert main(["check", REFERENCE, *AS_OF, "--lang", "en"]) == 0
    output = " ".join(capsys.readouterr().out.split())
    assert output.count("AAC-ECS-011") == 1
    assert "(in production, staging)" in output


def test_one_environment(capsys: pytest.CaptureFixture[str]) -> None:
    """`--env` looks at that one only."""
    assert main(["check", REFERENCE, *AS_OF, "--env", "staging", "--format", "json"]) == 0
    assert {f["environment"] for f in json.loads(capsys.readouterr().out)["findings"]} == {"staging"}


def test_an_unknown_environment_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelled environment is unusable input."""
    assert main(["check", REFERENCE, "--env", "stagin"]) == 2
    assert capsys.readouterr().err.strip().endswith("there is no environment 'stagin'; did you mean 'staging'?")


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_the_clock_is_an_argument(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Near the end of a waiver the summary says so."""
    assert main(["check", REFERENCE, "--as-of", "2027-03-20", "--lang", language]) == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("! ")]
    assert len(notes) == 1
    assert "2027-03-31" in notes[0]


def test_the_language_is_the_specs_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Without `--lang` a Portuguese spec is answered in Portuguese."""
    assert main(["check", REFERENCE, *AS_OF]) == 0
    assert capsys.readouterr().out.strip().endswith("89 aprovações.")


def test_a_secret_is_not_shown(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the message nor the excerpt repeats what should not be there."""
    _break(spec, "why: Serves.", "environment: {DB_PASSWORD: hunter2-hunter2}, why: Serves.")
    assert main(["check", spec.name]) == 1
    main(["check", spec.name, "--format", "json"])
    output = capsys.readouterr()
    assert "hunter2" not in output.out + output.err
    assert "DB_PASSWORD: ****" in output.out


def test_color_on_request(spec: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour is for terminals, unless asked for."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    _break(spec)
    main(["check", spec.name])
    assert "\x1b[" not in capsys.readouterr().out
    main(["check", spec.name, "--color", "always"])
    assert "\x1b[" in capsys.readouterr().out


def test_lines_fit_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In 80 columns nothing is cut off."""
    monkeypatch.chdir(ROOT)
    for language in ("en", "pt-BR"):
        main(["check", "tests/golden/violations.yaml", *AS_OF, "-v", "--all", "--lang", language])
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines if len(line) > 80] == []


def test_the_second_spec_of_a_name_is_left_out(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first is built, and the message says which is in the way."""
    Path("twin.yaml").write_text(SMALL, encoding="utf-8")
    assert main(["build", spec.name, "twin.yaml", "-o", "out"]) == 2
    assert capsys.readouterr().err.startswith("twin.yaml:2:1: name: 'small' is the name of small.yaml too")
    assert Path("out/small/findings.json").is_file()
