"""`--no-python`: what comes from a stranger runs no code."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from click.shell_completion import ShellComplete

import archspec
from archspec import SpecError
from archspec.cli import main
from archspec.cli.commands import cli


@pytest.fixture
def python_spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a Python spec that leaves a file where it is run."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "shop.py"
    path.write_text(
        "from pathlib import Path\nfrom archspec import Architecture\nPath(__file__).with_name('ran').touch()\n"
        "architecture = Architecture(name='shop', title='Shop', language='en', region='sa-east-1')\n",
        encoding="utf-8",
    )
    return path


COMMANDS: Final = (["check"], ["build", "-o", "out"], ["build", "-o", "out", "--check"], ["plan"], ["synth", "-o", "o"])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_runs_a_python_spec_when_told_not_to(
    python_spec: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, a reason, and nothing has run."""
    assert main([*command, "shop.py", "--no-python"]) == 2
    message = "is a Python spec, which runs code, and --no-python refuses it; name a YAML or JSON spec instead"
    assert capsys.readouterr().err == f"shop.py:1:1: {message}\n"
    assert not python_spec.with_name("ran").exists()


def test_every_command_that_takes_specs_takes_the_option() -> None:
    """A command that is added and forgets it fails here."""
    context = cli.make_context("archspec", ["check", "x"], resilient_parsing=True)
    commands = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    options = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in commands.items()
        if command and any(str(parameter.metavar).startswith("SPEC") for parameter in command.params)
    }
    assert options.keys() == {"check", "build", "plan", "synth"}
    assert [name for name, has in options.items() if "--no-python" not in has] == []


def test_a_python_spec_runs_where_it_may(python_spec: Path) -> None:
    """Without the option; the file it leaves is what the other tests look for."""
    assert main(["check", "shop.py"]) == 0
    assert python_spec.with_name("ran").exists()


@pytest.mark.parametrize("read", [archspec.load, lambda path, **options: archspec.load_all([path], **options)])
def test_the_functions_take_the_same_wish(python_spec: Path, read: Callable[..., object]) -> None:
    """For programs that read specs of strangers."""
    with pytest.raises(SpecError, match="is a Python spec"):
        read(python_spec, python=False)
    assert not python_spec.with_name("ran").exists()


@pytest.mark.parametrize("name", ["spec.yaml", "spec.json", "spec.PY", "spec.pyw", "spec"])
def test_a_link_makes_nothing_python(python_spec: Path, name: str) -> None:
    """The name that was given decides how a file is read."""
    python_spec.with_name(name).symlink_to("shop.py")
    with pytest.raises(SpecError):
        archspec.load(name)
    assert not python_spec.with_name("ran").exists()


@pytest.mark.parametrize("command", ["check", "build", "plan", "synth"])
def test_a_pressed_key_runs_nothing(python_spec: Path, command: str) -> None:
    """Completion of --env reads the spec on the line, unless that would run it."""
    completion = ShellComplete(cli, {}, "archspec", "_ARCHSPEC_COMPLETE")
    completion.get_completions([command, "shop.py", "--env"], "")
    completion.get_completions([command, "shop.py"], "--env=")
    assert not python_spec.with_name("ran").exists()
