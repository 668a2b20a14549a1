"""Telling what a build would change."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

import archspec
from archspec.build.build import build, compare
from archspec.build.manifest import MANIFEST, read_manifest
from archspec.build.outputs import Difference
from archspec.errors import UsageError
from archspec.loading import Spec
from tests.build.killing import tree

AS_OF: Final = date(2026, 11, 24)
REFERENCE: Final = "specs/saas_enterprise.yaml"
ONLY: Final = ("mermaid", "docs", "findings")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the outputs of the reference."""
    out = tmp_path_factory.mktemp("built")
    build([archspec.load(REFERENCE)], out, as_of=AS_OF, only=ONLY)
    return out


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may change."""
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def _compare(out: Path, spec: Spec | None = None, as_of: date = AS_OF) -> Difference:
    before = tree(out)
    (outcome,) = compare([spec or archspec.load(REFERENCE)], out, as_of=as_of, only=ONLY).specs
    assert tree(out) == before, "comparing writes nothing"
    assert isinstance(outcome.result, Difference)
    return outcome.result


def test_nothing_would_change(out: Path) -> None:
    """After a build there is no difference."""
    assert not _compare(out)


def test_nothing_was_built(tmp_path: Path) -> None:
    """Everything is missing, and the folder stays away."""
    difference = _compare(tmp_path / "none")
    assert {name.split("/")[0] for name in difference.missing} == {"mermaid", "docs", "findings.json"}
    assert not difference.changed
    assert not (tmp_path / "none").exists()


def test_an_edited_output(out: Path) -> None:
    """A changed and a missing file are told apart, in order."""
    folder = out / "saas-enterprise"
    for name in ("mermaid/logical.en.mmd", "docs/en/architecture.md"):
        (folder / name).write_bytes(b"edited")
    (folder / "findings.json").unlink()
    difference = _compare(out)
    assert difference.changed == ("docs/en/architecture.md", "mermaid/logical.en.mmd")
    assert difference.missing == ("findings.json",)


def test_an_edited_spec(out: Path, tmp_path: Path) -> None:
    """Only the files whose content would change are listed, whatever had to be made to find out."""
    text = Path(REFERENCE).read_text("utf-8").replace("label: Cliente", "label: Freguês")
    (tmp_path / "edited.yaml").write_text(text, encoding="utf-8")
    shutil.copy("specs/saas_enterprise.en.yaml", tmp_path)
    difference = _compare(out, archspec.load(tmp_path / "edited.yaml"))
    assert "mermaid/logical.pt-BR.mmd" in difference.changed
    assert "mermaid/logical.en.mmd" not in difference.changed


def test_another_day(out: Path) -> None:
    """Documents and findings tell the day."""
    difference = _compare(out, as_of=date(2027, 6, 1))
    assert {name.split("/")[0] for name in difference.changed} == {"docs", "findings.json"}


def test_a_language_less(out: Path, tmp_path: Path) -> None:
    """What a build would remove is extra; a file of somebody else is not."""
    text = "\n".join(line for line in Path(REFERENCE).read_text("utf-8").splitlines() if "translations:" not in line)
    (tmp_path / "less.yaml").write_text(text, encoding="utf-8")
    (out / "saas-enterprise/docs/mine.md").write_bytes(b"mine")
    difference = _compare(out, archspec.load(tmp_path / "less.yaml"))
    known = read_manifest(out / "saas-enterprise").files
    assert set(difference.extra) == {name for name in known if "/en/" in name or ".en." in name}


def _remove(path: Path) -> None:
    path.unlink()


def _forget(path: Path) -> None:
    manifest = read_manifest(path.parent)
    files = {name: digest for name, digest in manifest.files.items() if name != "findings.json"}
    products = {name: record for name, record in manifest.products.items() if name != "findings"}
    path.write_bytes(manifest.model_copy(update={"files": files, "products": products}).to_json())


@pytest.mark.parametrize(("harm", "what"), [(_remove, "missing"), (_forget, "changed")])
def test_a_manifest_that_does_not_know_the_files(out: Path, harm: Callable[[Path], None], what: str) -> None:
    """A build would put its files on record again."""
    harm(out / "saas-enterprise" / MANIFEST)
    difference = _compare(out)
    assert getattr(difference, what) == (MANIFEST,)
    build([archspec.load(REFERENCE)], out, as_of=AS_OF, only=ONLY)
    assert not _compare(out)


def test_a_manifest_of_somebody_else(out: Path) -> None:
    """It is refused, as in a build."""
    (out / "saas-enterprise" / MANIFEST).write_bytes(b"{}")
    (outcome,) = compare([archspec.load(REFERENCE)], out, as_of=AS_OF, only=ONLY).specs
    assert isinstance(outcome.result, UsageError)
