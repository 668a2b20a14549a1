"""`archspec init`: a start that passes and builds."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from archspec.cli import main
from archspec.cli.starter import spec_name, spec_title


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
    assert _commands(tmp_path) == (
        "archspec check specs/ --no-python --format github",
        "archspec check specs/ --no-python",
    )
    assert (tmp_path / ".gitignore").read_text("utf-8").split() == ["/build/", "/cdk.out/"]


def test_the_workflow_runs_no_module_of_the_checkout(tmp_path: Path) -> None:
    """`python -m` looks for a module in the working folder first, where a stranger's pull request is."""
    assert main(["init", str(tmp_path)]) == 0
    workflow = yaml.safe_load((tmp_path / ".github/workflows/architecture.yml").read_text("utf-8"))
    assert not any(step.get("run", "").startswith("python") for step in workflow["jobs"]["check"]["steps"])


def _commands(root: Path) -> tuple[str, str]:
    """Return what the workflow and the hook of a repository run."""
    workflow = yaml.safe_load((root / ".github/workflows/architecture.yml").read_text("utf-8"))
    hook = yaml.safe_load((root / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]
    return workflow["jobs"]["check"]["steps"][-1]["run"], hook["entry"]


@pytest.mark.parametrize("folder", ["infra/shop", "docs: new #1", "it's"])
def test_workflow_and_hook_go_to_the_root_of_the_repository(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing reads them elsewhere; they name the specs from there, as a shell takes it."""
    (tmp_path / ".git").mkdir()
    project = tmp_path / folder
    project.mkdir(parents=True)
    monkeypatch.chdir(project)
    assert main(["init"]) == 0
    assert not (project / ".github").exists()
    workflow, hook = _commands(tmp_path)
    assert shlex.split(hook) == ["archspec", "check", f"{folder}/specs/", "--no-python"]
    assert shlex.split(workflow)[:4] == shlex.split(hook)
    files = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][0]["files"]
    assert re.search(files, f"{folder}/specs/architecture.yaml")
    assert not re.search(files, "specs/architecture.yaml")
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(hook)[1:]) == 0


def test_existing_files_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of the user's is overwritten, and the output says what to add to it."""
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs/architecture.yaml").write_text("mine", encoding="utf-8")
    (tmp_path / ".pre-commit-config.yaml").write_text("repos: []\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("/cdk.out/\n/build/\n*.pyc\n", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "specs/architecture.yaml").read_text("utf-8") == "mine"
    lines = capsys.readouterr().out.splitlines()
    said = [line.split()[0] for line in lines if line.startswith(("kept", "wrote"))]
    assert said == ["kept", "wrote", "wrote", "kept", "kept"]
    [at] = [number for number, line in enumerate(lines) if line.endswith(".pre-commit-config.yaml; add to it:")]
    assert lines[at + 1].split() == ["-", "repo:", "local"]


def test_the_second_time_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is there already needs no addition."""
    assert main(["init", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["init", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["kept"] * 5


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in the way is an error, not a traceback."""
    (tmp_path / "specs").write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["specs", ".github", ".github/workflows", "specs/architecture.yaml"])
def test_nothing_is_written_through_a_link(place: str, tmp_path: Path) -> None:
    """A folder of somebody else may hold links in the places of new files."""
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    (project / place).parent.mkdir(parents=True)
    (project / place).symlink_to(outside / "new" if place.endswith("yaml") else outside)
    main(["init", str(project)])
    assert not list(outside.iterdir())


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("My Shop", "my-shop"),
        ("2024_plan", "plan"),
        ("---", "my-platform"),
        ("Loja São João", "loja-sao-joao"),
        ("Straße", "strasse"),
        ("日本", "my-platform"),
        ("a" * 60, "a" * 40),
    ],
)
def test_a_folder_names_its_spec(folder: str, name: str) -> None:
    """Letters lose their accents; what cannot stand in a name is left out."""
    assert spec_name(folder) == name


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("loja-são_joão", "Loja são joão"),
        ("My Shop", "My Shop"),
        ("---", "My platform"),
        ("a\x1bb", "A b"),
        ("x" * 90, "X" + "x" * 39),
    ],
)
def test_a_folder_gives_its_spec_a_title(folder: str, title: str) -> None:
    """A title keeps its accents, and a name that would not do gives way to the spec's."""
    assert spec_title(folder) == title
