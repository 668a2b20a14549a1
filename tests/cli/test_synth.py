"""`archspec synth`, as a user types it; a few real syntheses, shared where a test only looks."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from archspec.cli import main
from tests.folders import files_in
from tests.regenerate import ROOT

pytestmark = pytest.mark.slow

SPEC = """archspec: 1
name: notes
title: Notes
language: en
region: eu-west-1
domain: example.com
components:
  dns: {kind: route53_zone, existing: {zone_id: Z0123456789}}
  files: {kind: s3_bucket, why: Keeps attachments.}
  records:
    kind: rds_instance
    engine: postgres
    engine_version: "17.9"
    instance_class: db.t4g.medium
    why: Keeps notes.
environments:
  production: {account: "111122223333"}
  staging: {account: "444455556666", components: {records: {deletion_protection: false, deletion_policy: delete}}}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small spec in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "notes.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


def _synth(*options: str, environment: str = "production") -> int:
    return main(["synth", "notes.yaml", "--env", environment, "-o", "cdk.out", *options])


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_assembly_and_a_lock_are_written_once(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first run writes both; the second finds nothing to do, and the third repairs what was touched."""
    assert _synth() == 0
    said = capsys.readouterr()
    assert "notes.lock.json: records what holds data in production; commit it\n" in said.out
    assert said.err == ""
    first = files_in(spec.parent)
    assert json.loads(first["cdk.out/manifest.json"])["artifacts"]
    assert set(json.loads(first["notes.lock.json"])["environments"]) == {"production"}

    assert _synth() == 0
    assert capsys.readouterr().out == "cdk.out: unchanged\n"

    template = next((spec.parent / "cdk.out").glob("*Main*.template.json"))
    template.write_text("{}", encoding="utf-8")
    assert _synth() == 0
    assert files_in(spec.parent) == first


def test_environments_share_a_lock(spec: Path) -> None:
    """Each environment has its own part of the file."""
    assert _synth() == 0
    assert _synth(environment="staging") == 0
    lock = json.loads((spec.parent / "notes.lock.json").read_bytes())
    assert list(lock["environments"]) == ["production", "staging"]
    names = [list(environment["resources"]) for environment in lock["environments"].values()]
    assert names[0] == names[1]


def test_losing_data_stops_until_it_is_accepted(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new database name is a new database; nothing is written before somebody says so."""
    assert _synth() == 0
    before = files_in(spec.parent / "cdk.out")
    _edit(spec, "    why: Keeps notes.", "    database_name: notes\n    why: Keeps notes.")
    capsys.readouterr()
    assert _synth() == 2
    error = capsys.readouterr().err
    assert '(AWS::RDS::DBInstance): DBName changes from "app" to "notes"' in error
    assert files_in(spec.parent / "cdk.out") == before

    accepted = error.rpartition("--accept-replacement ")[2].strip()
    assert _synth("--accept-replacement", accepted) == 0
    assert _synth("--accept-replacement", accepted) == 0


def test_a_renamed_component_keeps_its_resources(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Renaming alone would lose the bucket; with renamed_from nothing is lost."""
    assert _synth() == 0
    _edit(spec, "  files: {kind: s3_bucket,", "  attachments: {kind: s3_bucket,")
    assert _synth() == 2
    assert "(AWS::S3::Bucket): is no longer in the template" in capsys.readouterr().err
    _edit(spec, "  attachments: {kind: s3_bucket,", "  attachments: {kind: s3_bucket, renamed_from: files,")
    assert _synth() == 0


def test_accepting_what_is_not_lost_is_a_mistake(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An option that does nothing would hide a typing error in the next one."""
    del spec
    assert _synth("--accept-replacement", "Main/Nothing") == 2
    error = "archspec: --accept-replacement Main/Nothing: this change does not replace it; leave the option out\n"
    assert capsys.readouterr().err == error


def test_a_broken_lock_is_not_overwritten(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What holds data must not be forgotten because a merge went wrong."""
    lock = spec.parent / "notes.lock.json"
    lock.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert _synth() == 2
    assert capsys.readouterr().err.startswith("notes.lock.json:1:1: holds both sides of a merge; ")
    assert lock.read_text("utf-8") == "<<<<<<< HEAD\n"


def test_what_cannot_be_deployed_is_said_in_its_place(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan's refusals look like those of a spec: file, line, what, and what would help."""
    _edit(spec, "environments:\n", "  entry: {kind: application_load_balancer}\nenvironments:\n")
    assert _synth() == 2
    said = capsys.readouterr().err
    assert said.startswith("notes.yaml:16:3: ")
    assert "has no certificate to serve HTTPS with" in said
    assert not (spec.parent / "cdk.out").exists()


def test_several_environments_have_to_be_chosen_from(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody deploys to all of them by accident."""
    del spec
    assert main(["synth", "notes.yaml", "-o", "cdk.out"]) == 2
    assert capsys.readouterr().err.endswith("choose one with --env\n")


def test_the_validator_finds_nothing_in_the_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The CDK's own validator, with its findings as errors, passes the reference architecture."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "specs", "specs")
    out = ["-o", "cdk.out", "--validate"]
    assert main(["synth", "specs/saas_enterprise.yaml", "--env", "production", *out]) == 0, capsys.readouterr().err


def test_no_output_names_this_machine(spec: Path) -> None:
    """Neither the working directory nor Python's own folders are in any file."""
    assert _synth() == 0
    here = {str(spec.parent).encode(), sys.prefix.encode(), str(Path.home()).encode()}
    found = [
        name for name, content in files_in(spec.parent / "cdk.out").items() if any(part in content for part in here)
    ]
    assert found == []


def test_the_lock_of_the_reference_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that holds data in the reference architecture changes unseen."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "specs", "specs")
    for environment in ("production", "staging"):
        assert main(["synth", "specs/saas_enterprise.yaml", "--env", environment, "-o", f"out/{environment}"]) == 0
    lock = "specs/saas_enterprise.lock.json"
    assert Path(lock).read_bytes() == (ROOT / lock).read_bytes()
