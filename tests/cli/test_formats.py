"""`archspec check --format`: what other programs read."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from archspec.checks import all_rules
from archspec.cli import main
from tests.regenerate import ROOT
from tests.renderers.markdown_reader import rows

VIOLATIONS = ROOT / "tests" / "golden" / "violations.yaml"
AS_OF = ("--as-of", "2026-11-24")
BROKEN = "archspec: 1\nname: broken\ntitles: Broken\nlanguage: en\nregion: sa-east-1\n"
HOSTILE = "Owner: 100%, ::error file=x::a\\r\\n<b>| x"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a spec that breaks rules and a file that is no spec, as the working directory."""
    (tmp_path / ".git").mkdir()
    specs = tmp_path / "specs"
    specs.mkdir()
    (specs / "shop.yaml").write_text(VIOLATIONS.read_text("utf-8"), encoding="utf-8")
    (specs / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    for file in ("saas_enterprise.en.yaml",):
        (specs / file).write_bytes((ROOT / "specs" / file).read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def _printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["check", *arguments, *AS_OF]) in {1, 2}
    return capsys.readouterr().out


def _json(capsys: pytest.CaptureFixture[str], output: str) -> Any:  # noqa: ANN401  JSON
    return json.loads(_printed(capsys, "specs/shop.yaml", "--format", output))


@pytest.mark.usefixtures("repository")
def test_sarif_has_a_result_for_each_finding(capsys: pytest.CaptureFixture[str]) -> None:
    """Rules by their index, levels by severity, waivers as suppressions, places below the root."""
    findings = _json(capsys, "json")["findings"]
    [run] = _json(capsys, "sarif")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [check.id for check in all_rules()]
    assert len(run["results"]) == len(findings)
    levels = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
    for result, finding in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
        assert result["partialFingerprints"] == {"archspec/v1": finding["fingerprint"]}
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": finding["file"], "uriBaseId": "%SRCROOT%"}
        assert place["region"] == {"startLine": finding["line"], "startColumn": finding["column"]}
        match finding["result"]:
            case "unknown":
                assert (result["kind"], result["level"]) == ("open", "none")
            case "waived":
                assert [suppression["status"] for suppression in result["suppressions"]] == ["accepted"]
            case _:
                assert (result["kind"], result["level"]) == ("fail", levels[finding["severity"]])
                assert "suppressions" not in result


@pytest.mark.usefixtures("repository")
def test_sarif_tells_of_a_spec_that_cannot_be_used(capsys: pytest.CaptureFixture[str]) -> None:
    """The run has not succeeded, and each mistake has its place."""
    [run] = json.loads(_printed(capsys, "specs", "--format", "sarif"))["runs"]
    [invocation] = run["invocations"]
    assert not invocation["executionSuccessful"]
    lines = [
        notification["locations"][0]["physicalLocation"]["region"]["startLine"]
        for notification in invocation["toolExecutionNotifications"]
    ]
    assert lines == [1, 3]


@pytest.mark.usefixtures("repository")
def test_junit_counts_what_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    """A suite for each environment and each broken file, with a case for each finding, passes included."""
    findings = json.loads(_printed(capsys, "specs/shop.yaml", "--format", "json", "--all"))["findings"]
    root = ET.fromstring(_printed(capsys, "specs", "--format", "junit"))  # noqa: S314  our own text
    names = [suite.get("name") for suite in root]
    assert names == ["specs/shop.yaml production", "specs/shop.yaml staging", "specs/broken.yaml"]
    results = [finding["result"] for finding in findings]
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) == results.count("fail")
    skipped = results.count("unknown") + results.count("waived")
    assert int(root.attrib["skipped"]) == len(root.findall(".//skipped")) == skipped
    assert int(root.attrib["errors"]) == len(root.findall(".//error")) == 2
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase")) == len(findings) + 2


@pytest.mark.usefixtures("repository")
def test_github_annotates_failures_at_their_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One command a line, the most severe first; what is waived or unknown is in the summary only."""
    failures = [finding for finding in _json(capsys, "json")["findings"] if finding["result"] == "fail"]
    lines = _printed(capsys, "specs/shop.yaml", "--format", "github").splitlines()
    assert len(lines) == len(failures)
    for line, finding in zip(lines, failures, strict=True):
        level = "error" if finding["severity"] in {"critical", "high"} else "warning"
        place = f"file={finding['file']},line={finding['line']},col={finding['column']},title={finding['rule']} "
        assert line.startswith(f"::{level} {place}")


def test_github_encodes_what_it_says(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text of a spec adds no command, and no property to one."""
    spec = repository / "specs" / "100%, a:b.yaml"
    spec.write_text(BROKEN.replace("titles: Broken", f'title: "{HOSTILE}"\nregoin: "{HOSTILE}"'), encoding="utf-8")
    lines = _printed(capsys, str(spec), "--format", "github").splitlines()
    assert len(lines) == 2
    command = re.compile(r"::error file=specs/100%25%2C a%3Ab\.yaml,line=[0-9]+,col=[0-9]+,title=archspec::[^\r\n]+")
    assert all(command.fullmatch(line) for line in lines)


def test_the_job_summary_is_appended(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where GitHub names a file for it, it gets the findings as a table after what others wrote."""
    summary = repository / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    findings = _json(capsys, "json")["findings"]
    _printed(capsys, "specs/shop.yaml", "--format", "github")
    text = summary.read_text("utf-8")
    assert text.startswith("# Before\n## ")
    told = {(rule, message) for _severity, rule, message, _fix, _place in rows(text)[1:]}
    assert told == {(finding["rule"], f"{finding['message']} ({finding['environment']})") for finding in findings}
