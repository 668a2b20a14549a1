"""`archspec build`, as a user types it."""

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from archspec.build import products
from archspec.cli import main
from archspec.cli.commands import cli

AS_OF = ["--as-of", "2026-11-24"]
SMALL = """archspec: 1
name: small
title: Small
language: en
region: us-east-1
components:
  api: {kind: fargate_service, cluster: main, image: {repository: api, tag: "1"}, why: Serves.}
"""
TEXTS = ["--only", "mermaid,docs,findings"]


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a compliant spec in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    return Path("small.yaml")


def _edit(spec: Path, old: str, new: str) -> None:
    text = spec.read_text("utf-8")
    assert old in text
    spec.write_text(text.replace(old, new), encoding="utf-8")


def _lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    output = capsys.readouterr()
    assert output.err == ""
    return output.out.splitlines()


def test_a_spec_has_two_lines(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was done, and what check says; nothing on standard error where that is no terminal."""
    assert main(["build", spec.name, *TEXTS, *AS_OF]) == 0
    written, verdict = _lines(capsys)
    assert written.startswith("build/small: ")
    assert written.endswith(" written")
    assert verdict == "  18 applicable rules, 1 component, 1 environment: 0 failures, 0 waived, 0 unknown, 10 passed."
    assert main(["build", spec.name, *TEXTS, *AS_OF]) == 0
    assert _lines(capsys)[0] == written.replace("written", "unchanged")


def test_quiet_says_nothing(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where all is well."""
    assert main(["build", spec.name, *TEXTS, "-q"]) == 0
    assert _lines(capsys) == []


def test_everything_is_written_before_the_verdict(spec: Path) -> None:
    """The exit code is check's, with its options."""
    _edit(spec, "why: Serves.", "why: Serves., tasks: {min: 1}")
    assert main(["build", spec.name, *TEXTS]) == 1
    assert Path("build/small/findings.json").is_file()
    assert main(["build", spec.name, *TEXTS, "--fail-on", "critical"]) == 0


@pytest.mark.parametrize("only", [["--only", "mermaid,findings"], ["--only", "mermaid", "--only", "findings"]])
def test_only_takes_commas_and_repeats(spec: Path, only: list[str]) -> None:
    """Both spellings name the same products."""
    assert main(["build", spec.name, *only]) == 0
    assert {path.name for path in Path("build/small").iterdir()} == {"mermaid", "findings.json", "manifest.json"}


def test_an_unknown_product(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written."""
    assert main(["build", spec.name, "--only", "mermiad"]) == 2
    assert "there is no product 'mermiad'; did you mean 'mermaid'?" in capsys.readouterr().err
    assert not Path("build").exists()


def test_a_skipped_product_is_named(
    spec: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it; asked for, it is an error."""
    monkeypatch.setattr(products, "installed_version", lambda name: None if name == "pygraphviz" else "1")
    assert main(["build", spec.name]) == 0
    assert _lines(capsys)[1] == "  diagrams: skipped, needs pip install 'archspec-aws[diagrams]'"
    assert not Path("build/small/diagrams").exists()
    assert main(["build", spec.name, "--check"]) == 0
    assert _lines(capsys)[:2] == [
        "build/small: current",
        "  diagrams: not compared, needs pip install 'archspec-aws[diagrams]'",
    ]
    assert main(["build", spec.name, "--only", "mermaid,diagrams"]) == 2
    assert capsys.readouterr().err == "archspec: --only: diagrams needs pip install 'archspec-aws[diagrams]'\n"


def test_check_finds_what_is_stale(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each stale file has a line, and the last one is the command that makes them current."""
    arguments = [spec.name, "-o", "my out", *TEXTS, *AS_OF]
    assert main(["build", *arguments, "-q"]) == 0
    assert main(["build", *arguments, "--check", "-q"]) == 0
    assert _lines(capsys) == []
    _edit(spec, "{kind: fargate_service", "{kind: fargate_service, label: Shop")
    Path("my out/small/findings.json").unlink()
    assert main(["build", *arguments, "--check", "-q"]) == 1
    *stale, last = _lines(capsys)
    assert "missing my out/small/findings.json" in stale
    assert "changed my out/small/mermaid/logical.en.mmd" in stale
    assert {line.split()[0] for line in stale} == {"missing", "changed"}
    assert last == (
        f"{len(stale)} files are stale; run: "
        "archspec build small.yaml -o 'my out' --as-of 2026-11-24 --only mermaid,docs,findings"
    )
    assert not Path("my out/small/findings.json").exists()
    assert main(["build", *arguments, "-q"]) == 0
    assert main(["build", *arguments, "--check"]) == 0
    assert _lines(capsys)[0] == "my out/small: current"


def test_check_gives_the_verdict_of_current_outputs(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stale outputs are 1; where there are none, findings decide as in a build."""
    _edit(spec, "why: Serves.", "why: Serves., tasks: {min: 1}")
    assert main(["build", spec.name, *TEXTS, *AS_OF]) == 1
    assert main(["build", spec.name, *TEXTS, *AS_OF, "--check"]) == 1
    assert main(["build", spec.name, *TEXTS, *AS_OF, "--check", "--fail-on", "never"]) == 0
    Path("build/small/findings.json").unlink()
    capsys.readouterr()
    assert main(["build", spec.name, *TEXTS, *AS_OF, "--check", "--fail-on", "never"]) == 1
    assert _lines(capsys)[-1].startswith("1 file is stale; run: archspec build small.yaml --as-of")


def test_one_broken_spec_of_two(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other is built, and nothing of the broken one is touched."""
    other = Path("other.yaml")
    other.write_text(SMALL.replace("name: small", "name: other"), encoding="utf-8")
    assert main(["build", spec.name, other.name, *TEXTS, *AS_OF]) == 0
    before = {path: path.read_bytes() for path in Path("build/other").rglob("*") if path.is_file()}
    _edit(spec, "title: Small", "title: Smaller")
    _edit(other, "title: Small", "titles: Small")
    capsys.readouterr()
    for check in ([], ["--check"]):
        assert main(["build", spec.name, other.name, *TEXTS, *AS_OF, *check]) == 2
        output = capsys.readouterr()
        assert "other.yaml:3:1: unknown field 'titles'; did you mean 'title'?" in output.err
        assert "build/small: " in output.out
        assert "build/other" not in output.out
    assert {path: path.read_bytes() for path in Path("build/other").rglob("*") if path.is_file()} == before
    assert "Smaller" in Path("build/small/docs/en/architecture.md").read_text("utf-8")


def test_a_picture_that_cannot_be_drawn(
    spec: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and stops nothing else; where it was asked for by name, the exit code tells of it."""
    monkeypatch.setattr(products, "installed_version", lambda name: None if name == "pygraphviz" else "1")
    tasks = "tasks: {min: 30, max: 30}"
    service = f'{{kind: fargate_service, cluster: c, image: {{repository: ab, tag: "1"}}, {tasks}, port: 80, why: A.}}'
    head = SMALL[: SMALL.index("components")]
    parts = f"components: {{a: {service}, b: {service}}}\nconnections: {{a -> b: {{}}}}\n"
    spec.write_text(f"{head}views: {{logical: {{replicas: boxes}}}}\n{parts}", encoding="utf-8")
    for check in ([], ["--check"]):
        assert main(["build", spec.name, *AS_OF, *check]) == 0
        output = capsys.readouterr()
        left_out = "build/small/mermaid/logical.en.mmd: left out: the logical view of 'Small"
        assert output.err.startswith(left_out)
        assert "has 900 arrows, and Mermaid draws at most 500; " in output.err
        assert output.out.startswith("build/small: ")
        assert main(["build", spec.name, *AS_OF, *check, "--only", "mermaid"]) == 2
        assert capsys.readouterr().err.startswith(left_out)
    assert Path("build/small/docs/en/architecture.md").is_file()


def test_a_folder_inside_a_file(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the path, whether it is the folder itself or one above."""
    Path("file").write_bytes(b"")
    assert main(["build", spec.name, *TEXTS, "-o", "file"]) == 2
    assert "'file' is a file" in capsys.readouterr().err
    assert main(["build", spec.name, *TEXTS, "-o", "file/below"]) == 2
    assert capsys.readouterr().err == "archspec: file/below/small: cannot be read: Not a directory\n"


@contextmanager
def _without_privileges() -> Iterator[None]:
    """Be an ordinary user for a while: root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that every user can reach; those of pytest are its own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written(open_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names what, and the old files stay."""
    spec, out = open_folder / "small.yaml", open_folder / "out"
    spec.write_text(SMALL, encoding="utf-8")
    assert main(["build", str(spec), *TEXTS, "-o", str(out), *AS_OF, "-q"]) == 0
    before = (out / "small/findings.json").read_bytes()
    folders = [out, *(path for path in out.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    with _without_privileges():
        code = main(["build", str(spec), *TEXTS, "-o", str(out), "--as-of", "2026-11-25", "-q"])
    for folder in folders:
        folder.chmod(0o755)
    assert code == 2
    assert capsys.readouterr().err == f"archspec: {out}/small/manifest.json: cannot be written: Permission denied\n"
    assert (out / "small/findings.json").read_bytes() == before


def test_a_folder_that_may_not_be_read(open_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is assumed about what is in it."""
    spec, out = open_folder / "small.yaml", open_folder / "out"
    spec.write_text(SMALL, encoding="utf-8")
    (out / "small").mkdir(parents=True)
    (out / "small").chmod(0)
    with _without_privileges():
        codes = [main(["build", str(spec), *TEXTS, "-o", str(out), "-q", *check]) for check in ([], ["--check"])]
    assert codes == [2, 2]
    assert capsys.readouterr().err.splitlines() == [f"archspec: {out}/small: cannot be read: Permission denied"] * 2


def test_a_link_out_of_the_folder(spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written where a link leads."""
    Path("elsewhere").mkdir()
    Path("build/small").mkdir(parents=True)
    Path("build/small/mermaid").symlink_to("../../elsewhere")
    assert main(["build", spec.name, *TEXTS]) == 2
    message = "build/small/mermaid: cannot be written: is a link; remove it, or write to another folder"
    assert capsys.readouterr().err == f"archspec: {message}\n"
    assert list(Path("elsewhere").iterdir()) == []


def _on_a_terminal(arguments: list[str]) -> str:
    """Return what a command writes to standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "archspec", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs) as process:  # noqa: S603
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert process.returncode == 0
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1024)
    except OSError:  # Linux says so when the other end is closed.
        return b""


def test_progress_is_shown_on_a_terminal(spec: Path) -> None:
    """On one line, which is empty again in the end."""
    shown = _on_a_terminal(["build", spec.name, *TEXTS])
    assert "\rsmall: mermaid\x1b[K" in shown
    assert "\rwrote build/small/findings.json\x1b[K" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")
    assert _on_a_terminal(["build", spec.name, *TEXTS, "--as-of", "2027-01-01", "-q"]) == ""


@pytest.mark.parametrize(
    ("typed", "offered"), [("me", ["mermaid"]), ("docs,d", ["docs,diagrams", "docs,docs"]), ("x", [])]
)
def test_products_are_completed(typed: str, offered: list[str]) -> None:
    """The last of the names, with those before it kept."""
    completion = ShellComplete(cli, {}, "archspec", "_ARCHSPEC_COMPLETE")
    assert [item.value for item in completion.get_completions(["build", "specs", "--only"], typed)] == offered


def test_help_lists_the_products(capsys: pytest.CaptureFixture[str]) -> None:
    """Names are what --only takes."""
    assert main(["build", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(product.name in shown for product in products.PRODUCTS)
    assert "--check" in shown
