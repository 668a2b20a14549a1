"""`docs/comparison.md` says what `tests/comparison/results.json` holds."""

import json
import re
from typing import Any

import pytest

from tests.comparison.peers import FAULTS, INPUTS, written_lines
from tests.regenerate import ROOT
from tests.renderers.markdown_reader import rows

PAGE = (ROOT / "docs/comparison.md").read_text("utf-8")
RESULTS: Any = json.loads((ROOT / "tests/comparison/results.json").read_text("utf-8"))
TOOLS = RESULTS["tools"]
ROWS = {
    "archspec": "archspec",
    "AWS CDK alone": "cdk",
    "Cloudwright": "cloudwright",
    "LikeC4": "likec4",
    "mingrammer/diagrams": "diagrams",
}


def _table(heading: str) -> list[list[str]]:
    return rows(PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0])


def test_the_page_has_date_and_versions() -> None:
    """Both are those of the run."""
    assert RESULTS["date"] in PAGE
    for name in ("aws-cdk-lib", "cdk-nag", "cfn-lint", "cdk-dia"):
        assert f"{name} {RESULTS['versions'][name]}" in PAGE
    for name, version in {
        "Cloudwright": "cloudwright-ai",
        "LikeC4": "likec4",
        "mingrammer/diagrams": "diagrams",
    }.items():
        assert f"| {name} | {RESULTS['versions'][version]} |" in PAGE


@pytest.mark.parametrize("name", ROWS)
def test_what_came_of_it(name: str) -> None:
    """Lines, resources and what cfn-lint says."""
    tool = TOOLS[ROWS[name]]
    [row] = [row for row in _table("What was written, and what came of it") if row[0] == name]
    template = tool["produced"].get("CloudFormation", {"resources": "none", "security groups and their rules": "none"})
    numbers = [tool["lines"], template["resources"], template["security groups and their rules"]]
    assert row[1:4] == list(map(str, numbers))
    lint = tool["produced"].get("cfn-lint")
    if lint is not None:
        assert re.findall(r"\d+", row[4]) == [str(lint.get(level, 0)) for level in ("Error", "Warning")]


def test_lines_of_the_inputs_are_still_those() -> None:
    """Who edits an input runs the comparison again."""
    inputs = {"cloudwright": "cloudwright.yaml", "likec4": "architecture.c4", "diagrams": "picture.py"}
    for name, file in inputs.items():
        assert written_lines(INPUTS / file) == TOOLS[name]["lines"]


def test_which_faults_each_sees() -> None:
    """A cell names the rules that the run found, or says that nothing was."""
    table = _table("Which planted faults each sees")[-len(FAULTS) :]
    for row, fault in zip(table, FAULTS, strict=True):
        for cell, tool in zip(
            row[1:], map(TOOLS.get, ("archspec", "cdk", "cloudwright", "likec4", "diagrams")), strict=True
        ):
            found = [said for how, says in tool["with_fault"].items() if how.startswith(fault) for said in says]
            rules = {said.split(": ")[-1].split()[0] for said in found}
            assert all(rule in cell for rule in rules), (fault, tool["tool"])
            assert bool(rules) != cell.startswith(("nothing", "has no words"))


def test_what_they_say_of_the_reference() -> None:
    """The counts of findings."""
    theirs = TOOLS["cdk"]["without_fault"]
    ours = TOOLS["archspec"]["produced"]["cdk-nag"]
    assert TOOLS["archspec"]["without_fault"] == TOOLS["likec4"]["without_fault"] == []
    assert f"| {len(theirs)} findings of {len(_rules(theirs))} rules |" in PAGE
    assert f"| {len(ours)} findings of {len(_rules(ours))} rules, all among those {len(_rules(theirs))};" in PAGE
    assert _rules(ours) < _rules(theirs)
    assert f"| {len(TOOLS['cloudwright']['without_fault'])} statements by 5 commands" in PAGE


def _rules(findings: list[str]) -> set[str]:
    return {finding.split()[0].partition("[")[0] for finding in findings}
