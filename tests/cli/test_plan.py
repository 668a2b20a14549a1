"""`archspec plan`, as a user types it."""

import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import archspec.cli.plan as plan_module
from archspec.cli import main
from archspec.cli.commands import cli

ROOT = Path(__file__).parents[2]
REFERENCE = "specs/saas_enterprise.yaml"
SMALL = """archspec: 1
name: small
title: Small
language: en
region: us-east-1
components:
  user: {kind: actor}
  files: {kind: s3_bucket}
  api: {kind: fargate_service, cluster: main, port: 80, image: {repository: api, tag: "1"}}
"""
WRONG = """connections:
  user->files: {}
  entry -> api: {paths: [/a, /b, /c, /d, /e, /f]}
network:
  existing: {vpc_id: vpc-00000001}
"""
ENTRY = "  entry: {kind: application_load_balancer}\n"
REASONS = """\
small.yaml:10:3: 'entry' has no certificate to serve HTTPS with; give it hostnames, or certificate: {existing: \
{arn: …}}, or write http: forward to serve plain HTTP
small.yaml:12:3: 'user -> files': opens 'files' to everybody, which its block_public_access refuses; remove the \
arrow, or serve the bucket through a distribution with origin access control
small.yaml:13:3: 'entry -> api': has 6 hosts and paths, and a listener rule takes 5; use patterns with *
small.yaml:15:3: network.existing.isolated_subnets: has no isolated subnets, where 'entry' runs; name one for each zone
small.yaml:15:3: network.existing.private_subnets: has no private subnets, where 'api' runs; name one for each zone
""".splitlines()
STAGING = "environments:\n  staging:\n    components:\n      api: {tasks: {min: 1}}\n"


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a spec without environments in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.mark.parametrize("environment", ["production", "staging"])
def test_the_plan_of_the_reference(
    environment: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file and the environment, then every section; as JSON, the document."""
    monkeypatch.chdir(ROOT)
    golden = ROOT / "tests/golden/plan"
    assert main(["plan", REFERENCE, "--env", environment]) == 0
    expected = (golden / f"{environment}.txt").read_text("utf-8")
    assert capsys.readouterr().out == f"{REFERENCE}  {environment}\n\n{expected}"
    assert main(["plan", REFERENCE, "--env", environment, "--format", "json"]) == 0
    assert capsys.readouterr().out == (golden / f"{environment}.json").read_text("utf-8")


def test_one_of_several_environments_has_to_be_chosen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message lists them, at the place where they are written."""
    monkeypatch.chdir(ROOT)
    assert main(["plan", REFERENCE]) == 2
    output = capsys.readouterr()
    line = (ROOT / REFERENCE).read_text("utf-8").splitlines().index("environments:") + 1
    message = "environments: there are production, staging; choose one with --env"
    assert (output.out, output.err) == ("", f"{REFERENCE}:{line}:1: {message}\n")


@pytest.mark.parametrize(
    ("name", "hint"), [("stagin", "did you mean 'staging'?"), ("x", "choose from production, staging")]
)
def test_an_unknown_environment_is_suggested(
    name: str, hint: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `check` does."""
    monkeypatch.chdir(ROOT)
    assert main(["plan", REFERENCE, "--env", name]) == 2
    assert capsys.readouterr().err == f"{REFERENCE}:1:1: there is no environment {name!r}; {hint}\n"


def test_without_environments_there_is_no_choice(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The architecture itself is planned, and stacks have no environment in their names."""
    assert main(["plan", spec.name]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "small.yaml"
    assert [line.split()[0] for line in lines[4:6]] == ["small-Registry", "small-Main"]
    assert main(["plan", spec.name, "--env", "production"]) == 2
    assert capsys.readouterr().err.endswith("there is no environment 'production'; there is none\n")


def test_the_only_environment_is_taken(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its changes are in the plan."""
    spec.write_text(SMALL + STAGING, encoding="utf-8")
    assert main(["plan", spec.name, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["environment"] == "staging"
    (floor,) = [alarm for alarm in document["alarms"] if alarm["metric"] == "RunningTaskCount"]
    assert floor["threshold"] == 1


def test_every_reason_is_a_line(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its place in the file, what it is about, and nothing on standard output."""
    spec.write_text(SMALL + ENTRY + WRONG, encoding="utf-8")
    assert main(["plan", spec.name]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.splitlines() == REASONS


def test_a_reason_of_an_environment_is_found_in_its_overlay(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it was written, not where it was not."""
    overlay = "environments:\n  staging:\n    network: {existing: {vpc_id: vpc-00000001}}\n"
    spec.write_text(SMALL + overlay, encoding="utf-8")
    assert main(["plan", spec.name, "--env", "staging"]) == 2
    assert capsys.readouterr().err.startswith("small.yaml:12:15: network.existing.private_subnets: has no private")


def test_errors_are_in_the_document_too(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other programs read them there, whether the spec is broken or cannot be deployed."""
    for text in (SMALL + ENTRY, SMALL.replace("port: 80", "prot: 80")):
        spec.write_text(text, encoding="utf-8")
        assert main(["plan", spec.name, "--format", "json"]) == 2
        output = capsys.readouterr()
        document = json.loads(output.out)
        assert list(document) == ["version", "errors", "omitted_errors"]
        places = [f"{e['file']}:{e['line']}:{e['column']}: {e['message']}" for e in document["errors"]]
        assert places == output.err.splitlines()
        assert len(places) == 1


def test_quiet_tells_failures_only(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says whether the spec can be deployed."""
    assert main(["plan", spec.name, "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    spec.write_text(SMALL + ENTRY, encoding="utf-8")
    assert main(["plan", spec.name, "-q"]) == 2
    output = capsys.readouterr()
    assert (output.out, len(output.err.splitlines())) == ("", 1)


def test_color_on_request(spec: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles are bold on terminals, or where asked for; the text is the same."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(["plan", spec.name, "-v"])
    plain = capsys.readouterr().out
    assert "\x1b[" not in plain
    main(["plan", spec.name, "--color", "always"])
    colored = capsys.readouterr().out
    assert "\x1b[1mSecurity groups\x1b[0m" in colored
    assert colored.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


def test_a_folder_of_several_specs_is_no_spec(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One is planned at a time."""
    Path("other.yaml").write_text(SMALL.replace("name: small", "name: other"), encoding="utf-8")
    assert main(["plan", spec.parent.as_posix()]) == 2
    assert "holds 2 specs; name one" in capsys.readouterr().err


def _completions(arguments: list[str], incomplete: str) -> list[str]:
    completion = ShellComplete(cli, {}, "archspec", "_ARCHSPEC_COMPLETE")
    return [item.value for item in completion.get_completions(arguments, incomplete)]


def test_environments_are_completed(spec: Path) -> None:
    """Those of the spec on the line; of none, or of a broken one, nothing."""
    reference = (ROOT / REFERENCE).as_posix()
    assert _completions(["plan", reference, "--env"], "") == ["production", "staging"]
    assert _completions(["plan", reference, "--env"], "st") == ["staging"]
    assert _completions(["plan", "-q", reference, "--env"], "st") == ["staging"]
    assert _completions(["plan", reference], "--env=st") == ["staging"]
    assert _completions(["synth", reference, "--env"], "p") == ["production"]
    assert _completions(["check", reference, "--env"], "") == ["production", "staging"]
    assert _completions(["check", reference], "--env=st") == ["staging"]
    assert _completions(["check", spec.name, reference, "--env"], "st") == ["staging"]
    assert _completions(["plan", spec.name, "--env"], "") == []
    assert _completions(["plan", "--env"], "") == []
    spec.write_text("archspec: 1\nname: [", encoding="utf-8")
    assert _completions(["plan", spec.name, "--env"], "") == []


def test_a_fault_of_ours_is_admitted(
    spec: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and the traceback on request."""

    def fail(*_args: object) -> None:
        raise RuntimeError("wires crossed")

    monkeypatch.setattr(plan_module, "plan_of", fail)
    assert main(["plan", spec.name]) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert main(["plan", spec.name, "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err
