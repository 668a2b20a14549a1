"""`archspec init`: a start that passes and builds."""

from pathlib import Path

import pytest
import yaml

from archspec.cli import main
from archspec.cli.init import spec_name


@pytest.mark.parametrize("language", ["en", "pt-BR"])
def test_a_new_project_passes_and_builds(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first three commands of a newcomer succeed."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "My Shop", "--lang", language]) == 0
    assert "Next: archspec check 'My Shop/specs/'" in capsys.readouterr().out
    assert main(["check", "My Shop/specs", "--fail-on", "low", "--fail-on-unknown"]) == 0
    assert main(["build", "My Shop/specs", "-o", "out"]) == 0
    assert (tmp_path / "out/my-shop/findings.json").is_file()


def test_the_project_has_a_workflow_and_a_hook(tmp_path: Path) -> None:
    """Both call check, with one verdict: what comes from a stranger runs no code, and the hook says what CI will."""
    assert main(["init", str(tmp_path)]) == 0
    workflow = yaml.safe_load((tmp_path / ".github/workflows/architecture.yml").read_text("utf-8"))
    assert workflow["jobs"]["check"]["steps"][-1]["run"] == "archspec check specs/ --no-python"
    hook = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    assert hook["entry"] == "archspec check specs/ --no-python"


def test_existing_files_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of the user's is overwritten, and the output says so."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/architecture.yaml").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "specs/architecture.yaml").read_text("utf-8") == "mine"
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["kept", "wrote", "wrote", "wrote"]


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the way is an error, not a traceback."""
    (tmp_path / "specs").write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("folder", "name"),
    [("My Shop", "my-shop"), ("2024_plan", "plan"), ("---", "my-platform"), ("é", "my-platform"), ("a" * 60, "a" * 40)],
)
def test_a_folder_names_its_spec(folder: str, name: str) -> None:
    """What cannot stand in a name is left out."""
    assert spec_name(folder) == name
