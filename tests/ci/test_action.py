"""`action.yml`: its shape, and its shell steps, run one by one as GitHub runs them."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.shell import HOSTILE, MARK, Done, build_wheel, lend_dependencies, make_repository, offline, run_step
from tests.regenerate import ROOT

ACTION: Any = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
INPUTS: dict[str, dict[str, str]] = ACTION["inputs"]


def _step(name: str) -> dict[str, Any]:
    [step] = [step for step in STEPS if step.get("id") == name]
    return step


def _filled(step: dict[str, Any], inputs: dict[str, str], **github: str) -> dict[str, str]:
    """Return the variables of a step, with the values that GitHub would put in place of its expressions."""
    values = {f"inputs.{name}": inputs.get(name, given["default"]) for name, given in INPUTS.items()}
    values |= {"steps.python.outputs.python-path": sys.executable, **github}
    return {name: values[text[3:-2].strip()] for name, text in step["env"].items()}


@dataclass(frozen=True, slots=True)
class Job:
    """A job in a scratch repository, with archspec installed by the action's own step."""

    repository: Path
    runner: Path
    output: Path = field(init=False)
    summary: Path = field(init=False)

    def __post_init__(self) -> None:
        """Make the files that GitHub makes for a step."""
        object.__setattr__(self, "output", self.repository.parent / "output.txt")
        object.__setattr__(self, "summary", self.repository.parent / "summary.md")
        self.output.touch()
        self.summary.touch()

    def check(self, **inputs: str) -> Done:
        """Run the step that checks, with inputs whose names have underscores for hyphens."""
        step = _step("check")
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        files = {"GITHUB_OUTPUT": str(self.output), "GITHUB_STEP_SUMMARY": str(self.summary)}
        variables = _filled(step, {"as-of": "2026-11-24", **named}) | files
        done = run_step(step["run"], self.repository, {"RUNNER_TEMP": str(self.runner), **variables})
        assert not list(self.repository.rglob(MARK))
        return done


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel."""
    folder = tmp_path_factory.mktemp("wheels")
    build_wheel(folder)
    return folder


@pytest.fixture(scope="module")
def runner(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the temporary folder of a runner in which the action's step has installed archspec."""
    folder = tmp_path_factory.mktemp("runner")
    repository = make_repository(tmp_path_factory.mktemp("install") / "repository")
    step = _step("install")
    [wheel] = wheels.iterdir()
    variables = _filled(step, {}, **{"github.action_path": str(wheel)})
    done = run_step(step["run"], repository, {"RUNNER_TEMP": str(folder), **variables, **offline(wheels)})
    assert done.code == 0, done.complaints
    assert not (repository / MARK).exists(), "a module of the working folder was run"
    lend_dependencies(folder / "archspec")
    return folder


@pytest.fixture
def job(runner: Path, tmp_path: Path) -> Job:
    """Return a job whose repository has a spec with planted faults."""
    return Job(make_repository(tmp_path / "repository"), runner)


def test_every_input_is_documented_and_used() -> None:
    """An input has a description and a default, reaches a step, and stands in the page about CI."""
    text = (ROOT / "action.yml").read_text("utf-8")
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    for name, given in INPUTS.items():
        assert given["description"].endswith(".")
        assert "default" in given
        assert f"${{{{ inputs.{name} }}}}" in text
        assert f"`{name}`" in page, f"docs/ci.md does not name the input {name}"
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(INPUTS)


def test_no_expression_stands_in_a_shell_line() -> None:
    """Inputs reach the shell as variables alone, and each variable of a step is used by it."""
    for step in STEPS:
        if "run" in step:
            assert "${{" not in step["run"]
            assert all(re.search(rf"\${{?{name}\b", step["run"]) for name in step["env"])


def test_what_others_wrote_is_pinned() -> None:
    """Actions of others are named by commit, with their version beside it."""
    used = re.findall(r"uses: (.*)", (ROOT / "action.yml").read_text("utf-8"))
    assert used
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", name) for name in used)


def test_our_own_workflow_uses_it() -> None:
    """The workflow names only inputs that exist, and gives no right but reading."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"] if step.get("uses") == "$/"]
    assert len(steps) == 1
    assert set(steps[0].get("with", {})) <= set(INPUTS)
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.slow
def test_a_version_is_a_release_and_nothing_else(wheels: Path, tmp_path: Path) -> None:
    """A release that exists is installed; no other text makes pip or the shell do something else."""
    repository = make_repository(tmp_path / "repository")
    step = _step("install")
    for version, code in {"0.1.0 --target=was-here": 1, HOSTILE[1]: 1, "0.1.0": 0}.items():
        variables = _filled(step, {"version": version}, **{"github.action_path": "/nowhere"})
        done = run_step(step["run"], repository, {"RUNNER_TEMP": str(tmp_path), **variables, **offline(wheels)})
        assert done.code == code, (version, done)
        assert not (repository / MARK).exists()
    assert (tmp_path / "archspec/bin/archspec").is_file()


@pytest.mark.slow
def test_findings_fail_the_job_at_their_lines(job: Job) -> None:
    """Without any input: annotations, a summary, and a failure; nothing for code scanning."""
    done = job.check()
    assert done.code == 1
    assert "::error file=specs/shop.yaml,line=66," in done.printed
    assert "AAC-NET-001" in job.summary.read_text("utf-8")
    assert job.output.read_text("utf-8") == ""


@pytest.mark.slow
def test_the_threshold_is_the_users(job: Job) -> None:
    """`never` fails on nothing, but on what is unknown where that is asked."""
    assert job.check(fail_on="never").code == 0
    assert job.check(fail_on="never", fail_on_unknown="true").code == 1
    assert job.check(fail_on="critical", environment="production").code == 1


@pytest.mark.slow
def test_code_scanning_gets_a_file(job: Job) -> None:
    """Also where the findings fail the job."""
    assert job.check(upload_sarif="true").code == 1
    name, _, path = job.output.read_text("utf-8").rstrip("\n").partition("=")
    assert name == "sarif"
    [run] = json.loads(Path(path).read_text("utf-8"))["runs"]
    assert "AAC-NET-001" in {result["ruleId"] for result in run["results"]}


@pytest.mark.slow
def test_output_goes_to_a_file(job: Job) -> None:
    """JUnit in a file with an awkward name, the summary as before, nothing in the log."""
    done = job.check(format="junit", output="it's $(touch was-here).xml")
    assert (done.code, done.printed) == (1, "")
    root = ET.parse(job.repository / "it's $(touch was-here).xml").getroot()  # noqa: S314  our own file
    assert root.tag == "testsuites"
    assert "AAC-NET-001" in job.summary.read_text("utf-8")


@pytest.mark.slow
def test_the_summary_can_be_left_out(job: Job) -> None:
    """With `summary: false`, the annotations are all."""
    assert "::error" in job.check(summary="false").printed
    assert job.summary.read_text("utf-8") == ""


@pytest.mark.slow
def test_specs_in_python_run_only_where_allowed(job: Job) -> None:
    """A spec in Python is refused unless an input says otherwise."""
    (job.repository / "spec.py").write_text("open('ran', 'x')\n", encoding="utf-8")
    assert job.check(specs="spec.py").code == 2
    assert not (job.repository / "ran").exists()
    job.check(specs="spec.py", allow_python="true")
    assert (job.repository / "ran").exists()


@pytest.mark.slow
def test_specs_are_named_a_line_each(job: Job) -> None:
    """Names with spaces, quotes and what a shell would run are names."""
    text = (job.repository / "specs/shop.yaml").read_text("utf-8")
    names = ["my specs/a.yaml", "my specs/it's $(touch was-here).yaml", "-v.yaml"]
    (job.repository / "my specs").mkdir()
    for number, name in enumerate(names):
        (job.repository / name).write_text(text.replace("name: violations", f"name: v{number}"), encoding="utf-8")
    done = job.check(specs="\n" + "\n".join(names) + "\n\n", format="json")
    assert done.code == 1
    assert json.loads(done.printed)["summary"]["specs"] == len(names)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["specs", "environment", "fail-on", "as-of", "format"])
def test_hostile_values_are_values(name: str, job: Job) -> None:
    """No text in an input passes the check or runs anything: it is refused as a value, or names nothing."""
    for value in HOSTILE:
        done = job.check(**{name.replace("-", "_"): value})
        assert done.code == 2, (value, done)
        assert done.complaints


@pytest.mark.slow
@pytest.mark.parametrize("value", ["True", *HOSTILE])
def test_only_true_is_true(value: str, job: Job) -> None:
    """Any other text leaves a switch off."""
    (job.repository / "spec.py").write_text("open('ran', 'x')\n", encoding="utf-8")
    done = job.check(
        specs="specs/\nspec.py",
        fail_on="never",
        fail_on_unknown=value,
        summary=value,
        upload_sarif=value,
        allow_python=value,
    )
    assert done.code == 2
    assert "spec.py" in done.complaints
    assert not (job.repository / "ran").exists()
    assert job.output.read_text("utf-8") + job.summary.read_text("utf-8") == ""


@pytest.mark.slow
def test_no_spec_is_a_mistake(job: Job) -> None:
    """An empty input checks nothing, and says so."""
    done = job.check(specs="\n\n")
    assert (done.code, done.complaints) == (2, "No spec is named in the input specs.\n")
