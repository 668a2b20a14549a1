"""What each environment is deployed from, among the outputs of a build."""

from datetime import date
from pathlib import Path

import pytest

import archspec
from archspec.build.build import Outcome, build
from archspec.build.outputs import Changes
from archspec.cli import main
from tests.folders import files_in

pytestmark = pytest.mark.slow

AS_OF = date(2026, 11, 24)
SPEC = """archspec: 1
name: notes
title: Notes
language: en
region: eu-west-1
domain: example.com
components:
  files: {kind: s3_bucket, why: Keeps attachments.}
  records:
    kind: rds_instance
    engine: postgres
    engine_version: "17.9"
    instance_class: db.t4g.medium
    database_name: notes
    why: Keeps notes.
"""
ENVIRONMENTS = """environments:
  production: {account: "111122223333"}
  staging: {account: "444455556666"}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small spec with two environments, in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    path = Path("notes.yaml")
    path.write_text(SPEC + ENVIRONMENTS, encoding="utf-8")
    return path


def _build(spec: Path, *, only: tuple[str, ...] = ("cdk",), told: list[str] | None = None) -> Outcome[Changes]:
    (outcome,) = build(
        [archspec.load(spec)], Path("build"), as_of=AS_OF, only=only, progress=([] if told is None else told).append
    ).specs
    return outcome


def _changes(outcome: Outcome[Changes]) -> Changes:
    assert isinstance(outcome.result, Changes)
    return outcome.result


def test_they_are_what_synth_writes(spec: Path) -> None:
    """For each environment, byte by byte; and a build writes nothing beside the spec."""
    _build(spec)
    assert sorted(path.name for path in Path().iterdir()) == ["build", "notes.yaml"]
    for environment in ("production", "staging"):
        assert main(["synth", spec.name, "--env", environment, "-o", environment, "-q"]) == 0
        synthesized = files_in(Path(environment))
        del synthesized[".archspec.json"]
        assert files_in(Path("build/notes", environment, "cdk.out")) == synthesized


def test_a_spec_without_environments_has_one(spec: Path) -> None:
    """In a folder called as the lock file calls it."""
    spec.write_text(SPEC, encoding="utf-8")
    written = _changes(_build(spec)).written
    assert "default/cdk.out/manifest.json" in written
    assert all(name.startswith("default/cdk.out/") for name in written)


def test_they_are_made_again_only_where_something_changed(spec: Path) -> None:
    """Nothing is made where nothing changed; the lock file, which may forbid an assembly, counts as well."""
    _build(spec)
    told: list[str] = []
    assert not _changes(_build(spec, told=told)).written
    assert told == []
    assert main(["synth", spec.name, "--env", "production", "-o", "cdk.out", "-q"]) == 0
    assert not _changes(_build(spec, told=told)).written
    assert told == ["notes: cdk"]


def test_what_holds_data_is_not_replaced(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The assembly that would is left out, and an earlier one removed, so that nobody deploys it for the new spec."""
    _build(spec)
    assert main(["synth", spec.name, "--env", "production", "-o", "cdk.out", "-q"]) == 0
    spec.write_text(spec.read_text("utf-8").replace("database_name: notes", "database_name: texts"), encoding="utf-8")
    outcome = _build(spec)
    assert list(outcome.refused) == ["production/cdk.out"]
    reason = outcome.refused["production/cdk.out"]
    assert reason.startswith("would delete or replace what holds data: Main/Records")
    assert reason.endswith('DBName changes from "notes" to "texts"; archspec synth says how to go on')
    assert not Path("build/notes/production").exists()
    assert Path("build/notes/staging/cdk.out/manifest.json").is_file()
    assert main(["build", spec.name, "--as-of", AS_OF.isoformat(), "--only", "cdk", "-q"]) == 2
    assert capsys.readouterr().err == f"build/notes/production/cdk.out: left out: {reason}\n"


def test_what_cannot_be_deployed_is_left_out(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pictures, documents and findings are there all the same."""
    text = spec.read_text("utf-8")
    spec.write_text(
        text.replace("components:\n", "components:\n  entry: {kind: application_load_balancer}\n", 1), "utf-8"
    )
    outcome = _build(spec, only=("mermaid", "cdk", "findings"))
    assert list(outcome.refused) == ["production/cdk.out", "staging/cdk.out"]
    assert {name.split("/")[0] for name in _changes(outcome).written} == {"mermaid", "findings.json"}
    assert main(["plan", spec.name, "--env", "staging"]) == 2
    problem = capsys.readouterr().err.strip().partition(" ")[2]
    assert outcome.refused["staging/cdk.out"] == f"components.entry: {problem}"
    assert problem.startswith("'entry' has no certificate to serve HTTPS with")
