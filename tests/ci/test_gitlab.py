"""`docs/ci/gitlab.yml`: its lines, run in order as GitLab runs them, in one shell."""

import json
import os
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.shell import HOSTILE, MARK, Done, make_repository, run_step
from tests.regenerate import ROOT

FILE: dict[str, Any] = yaml.safe_load((ROOT / "docs/ci/gitlab.yml").read_text("utf-8"))
BASE = FILE[".archspec"]


def _run(job: str, folder: Path, shell: str = "bash", **variables: str) -> Done:
    """Run a job's lines, but for the one that installs archspec: the tests' own is on the search path."""
    install, *lines = BASE["before_script"]
    assert install == 'pip install --quiet "archspec-aws==$ARCHSPEC_VERSION"'
    given = {**BASE["variables"], "ARCHSPEC_AS_OF": "2026-11-24", **variables}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = run_step("\n".join([*lines, *FILE[job]["script"]]), folder, {**given, "PATH": path}, shell=shell)
    assert not list(folder.rglob(MARK))
    return done


def test_every_variable_is_used() -> None:
    """Each is named by the lines, and in the page about CI."""
    lines = "\n".join([*BASE["before_script"], *(line for job in FILE.values() for line in job.get("script", ()))])
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    for name in BASE["variables"]:
        assert f"${name}" in lines
        assert f"`{name}`" in page
    assert BASE["variables"]["ARCHSPEC_VERSION"] in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_findings_are_tests_of_the_merge_request(shell: str, tmp_path: Path) -> None:
    """The file is written although the job fails, and the log shows the findings."""
    repository = make_repository(tmp_path / "repository")
    done = _run("archspec", repository, shell)
    assert done.code == 1
    assert "AAC-NET-001" in done.printed
    [report] = FILE["archspec"]["artifacts"]["reports"].values()
    suites = ET.parse(repository / report).getroot()  # noqa: S314  our own file
    assert "AAC-NET-001" in ET.tostring(suites, encoding="unicode")
    assert _run("archspec", repository, shell, ARCHSPEC_FAIL_ON="never").code == 0


@pytest.mark.slow
def test_vulnerabilities_come_from_a_job_that_succeeds(tmp_path: Path) -> None:
    """GitLab drops SARIF of a job that fails."""
    repository = make_repository(tmp_path / "repository")
    assert _run("archspec-sarif", repository, ARCHSPEC_ENVIRONMENT="production").code == 0
    [report] = FILE["archspec-sarif"]["artifacts"]["reports"].values()
    [run] = json.loads((repository / report).read_text("utf-8"))["runs"]
    assert {result["properties"]["environment"] for result in run["results"]} == {"production"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ARCHSPEC_SPECS", "ARCHSPEC_ENVIRONMENT", "ARCHSPEC_FAIL_ON", "ARCHSPEC_AS_OF"])
def test_hostile_values_are_values(name: str, tmp_path: Path) -> None:
    """No text in a variable passes the check or runs anything."""
    repository = make_repository(tmp_path / "repository")
    for value in HOSTILE:
        done = _run("archspec", repository, **{name: value})
        assert done.code == 2, (value, done)
