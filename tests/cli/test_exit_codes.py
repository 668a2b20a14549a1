"""What the shell is told, and that nobody meets a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

import archspec.cli.check as check_module
from archspec.cli import main


def test_a_missing_file_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    """One line on standard error, exit code 2."""
    assert main(["check", "no/such.yaml"]) == 2
    assert capsys.readouterr().err == "no/such.yaml:1:1: does not exist; name a spec file, or a folder of them\n"


@pytest.mark.parametrize(
    "arguments",
    [["checks"], ["check"], ["check", "x.yaml", "--fail-on", "bad"], ["check", "x.yaml", "--as-of", "31/03/2027"]],
)
def test_bad_arguments_are_unusable(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Click explains, and the exit code is 2."""
    assert main(arguments) == 2
    assert "Error" in capsys.readouterr().err


def test_a_misspelled_command_is_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    """Commands that were not imported are suggested too."""
    assert main(["synht"]) == 2
    assert "No such command 'synht'. Did you mean 'synth'?" in capsys.readouterr().err


def test_help_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """Help teaches by example."""
    assert main(["--help"]) == 0
    assert "archspec check specs/" in capsys.readouterr().out
    assert main(["check", "--help"]) == 0
    assert "Examples:" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is the distribution's."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("archspec ")


def test_a_fault_of_ours_is_admitted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 3, a sentence, and the traceback on request only."""

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("wires crossed")

    monkeypatch.setattr(check_module, "load_each", fail)
    assert main(["check", "x.yaml"]) == 3
    error = capsys.readouterr().err
    assert "a fault of archspec, not of your spec: RuntimeError: wires crossed" in error
    assert "Traceback" not in error
    assert main(["check", "x.yaml", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_has_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is 130."""

    def interrupt(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_module, "load_each", interrupt)
    assert main(["check", "x.yaml"]) == 130


def test_a_reader_that_leaves_is_no_error() -> None:
    """`archspec rules | head -1` ends quietly."""
    command = f"{sys.executable} -m archspec schema | head -c 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert (done.returncode, done.stderr) == (0, "")


def test_module_runs_as_the_command() -> None:
    """`python -m archspec` is the same program."""
    done = subprocess.run([sys.executable, "-m", "archspec", "rules"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("AAC-NET-001")


def test_nothing_is_written_on_unusable_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken spec leaves no output behind."""
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text("archspec: 1\nname: [", encoding="utf-8")
    assert main(["build", "broken.yaml"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["broken.yaml"]
