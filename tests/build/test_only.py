"""Building some products, and leaving the files of the others alone."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

import pytest

import archspec
from archspec.build import products
from archspec.build.build import build, compare
from archspec.build.manifest import MANIFEST, UNKNOWN_INPUTS, Manifest, Record, read_manifest, sha256
from archspec.build.outputs import Changes, Difference
from archspec.build.products import DocumentProduct
from archspec.build.selection import select
from archspec.errors import UsageError
from archspec.loading import Spec
from tests.build.killing import tree
from tests.regenerate import ROOT

AS_OF: Final = date(2026, 11, 24)
LATER: Final = date(2026, 11, 25)
SPEC: Final = """archspec: 1
name: small
title: Small
language: en
region: us-east-1
translations: {pt-BR: small.pt.yaml}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    """Return a spec in two languages."""
    (tmp_path / "small.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "small.pt.yaml").write_text("title: Pequeno", encoding="utf-8")
    return archspec.load(tmp_path / "small.yaml")


@pytest.fixture
def english(spec: Spec, tmp_path: Path) -> Spec:
    """Return the same spec in one language."""
    del spec
    (tmp_path / "english.yaml").write_text(SPEC[: SPEC.index("translations")], encoding="utf-8")
    return archspec.load(tmp_path / "english.yaml")


def _build(spec: Spec, folder: Path, *only: str, as_of: date = AS_OF) -> Changes:
    (outcome,) = build([spec], folder, as_of=as_of, only=only).specs
    assert isinstance(outcome.result, Changes)
    return outcome.result


def _compare(spec: Spec, folder: Path, *only: str, as_of: date = AS_OF) -> Difference:
    (outcome,) = compare([spec], folder, as_of=as_of, only=only).specs
    assert isinstance(outcome.result, Difference)
    return outcome.result


def _owners(folder: Path) -> set[str]:
    return {name.split("/")[0].removesuffix(".json") for name in tree(folder)} - {"manifest"}


def test_only_the_named_products_are_made(spec: Spec, tmp_path: Path) -> None:
    """Each has its own folder."""
    changes = _build(spec, tmp_path / "out", "findings", "mermaid")
    assert _owners(changes.folder) == {"mermaid", "findings"}
    assert set(read_manifest(changes.folder).products) == {"mermaid", "findings"}


def test_products_of_earlier_builds_stay(spec: Spec, english: Spec, tmp_path: Path) -> None:
    """They stay ours, as they are; what the built product no longer gives is removed."""
    out = tmp_path / "out"
    before = tree(_build(spec, out).folder)
    changes = _build(english, out, "docs", as_of=LATER)
    after = tree(changes.folder)
    assert {name for name in before if name not in after} == {name for name in before if name.startswith("docs/pt-BR/")}
    assert all(after[name] == before[name] for name in after if name.startswith(("mermaid/", "diagrams/", "findings")))
    assert {file.split("/")[0] for file in (*changes.written, *changes.unchanged, *changes.removed)} == {"docs"}
    # A full build still knows them for its own.
    removed = _build(english, out, as_of=LATER).removed
    assert removed
    assert all(name.split(".")[-2] == "pt-BR" for name in removed)
    assert tree(changes.folder) == tree(_build(english, tmp_path / "fresh", as_of=LATER).folder)


def test_one_product_after_the_other_gives_the_same(spec: Spec, tmp_path: Path) -> None:
    """In the order in which documents find their pictures."""
    parts = [_build(spec, tmp_path / "parts", product.name) for product in products.PRODUCTS]
    assert tree(parts[-1].folder) == tree(_build(spec, tmp_path / "whole").folder)


def test_a_product_that_is_no_more_is_removed_by_a_whole_build(spec: Spec, tmp_path: Path) -> None:
    """As is a file of no product; a build of some products leaves both."""
    folder = _build(spec, tmp_path / "out").folder
    manifest = read_manifest(folder)
    extra = {"old/a.txt": manifest.files["findings.json"], "b.txt": manifest.files["findings.json"]}
    for name in extra:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((folder / "findings.json").read_bytes())
    record = manifest.products["findings"].model_copy(update={"files": ("old/a.txt",)})
    products_then = {**manifest.products, "old": record}
    known = Manifest(version=1, files={**manifest.files, **extra}, products=products_then)
    (folder / MANIFEST).write_bytes(known.to_json())
    assert _build(spec, tmp_path / "out", "mermaid").removed == ()
    assert set(_compare(spec, tmp_path / "out").extra) == set(extra)
    assert set(_build(spec, tmp_path / "out").removed) == set(extra)


def test_another_product_after_an_unfinished_one(spec: Spec, tmp_path: Path) -> None:
    """Of the product whose build was killed stays what it wrote, which is not trusted but still ours."""
    out = tmp_path / "out"
    folder = _build(spec, out, "findings").folder
    manifest = read_manifest(folder)
    written, not_written = "mermaid/logical.en.mmd", "mermaid/logical.pt-BR.mmd"
    (folder / "mermaid").mkdir()
    (folder / written).write_bytes(b"flowchart")
    mermaid = Record(inputs=UNKNOWN_INPUTS, files=(written, not_written))
    unfinished = {written: sha256(b"flowchart"), not_written: sha256(b"")}
    killed = manifest.model_copy(
        update={"products": {**manifest.products, "mermaid": mermaid}, "unfinished": unfinished}
    )
    (folder / MANIFEST).write_bytes(killed.to_json())
    assert _build(spec, out, "docs").removed == ()
    assert read_manifest(folder).products["mermaid"].files == (written,)
    _build(spec, out, "mermaid")
    for name in ("findings", "mermaid", "docs"):
        _build(spec, tmp_path / "fresh", name)
    _build(spec, out, "docs")
    assert tree(folder) == tree(tmp_path / "fresh/small")


def test_a_name_of_no_product() -> None:
    """The error suggests one, and lists all."""
    with pytest.raises(UsageError, match=r"'mermiad'; did you mean 'mermaid'\? There are mermaid, .*findings\."):
        select(["docs", "mermiad"])
    with pytest.raises(UsageError, match=r"no product ''; choose from mermaid, .*findings$"):
        select([""])


def test_asked_for_and_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is the command that installs it."""
    monkeypatch.setattr(products, "installed_version", lambda name: None if name == "pygraphviz" else "1")
    with pytest.raises(UsageError, match=r"--only: diagrams needs pip install 'archspec-aws\[diagrams\]'"):
        select(["docs", "diagrams"])


def test_not_installed_and_not_asked_for(spec: Spec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left out and named; what an earlier build made of it stays, and is not compared."""
    out = tmp_path / "out"
    before = tree(_build(spec, out).folder)
    monkeypatch.setattr(products, "installed_version", lambda name: None if name == "pygraphviz" else "1")
    result = build([spec], out, as_of=AS_OF)
    assert [product.name for product in result.skipped] == ["diagrams"]
    folder = out / "small"
    assert {name: content for name, content in tree(folder).items() if name != MANIFEST} == {
        name: content for name, content in before.items() if name != MANIFEST
    }
    picture = next(folder.glob("diagrams/*"))
    picture.write_bytes(b"edited")
    assert not _compare(spec, out)


def test_documents_are_made_after_what_they_show() -> None:
    """A picture is there when the page that links to it is made."""
    kinds = [isinstance(product, DocumentProduct) for product in products.PRODUCTS]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("product", [product for product in products.PRODUCTS if product.extra])
def test_the_command_installs_what_is_missing(product: products.Product) -> None:
    """The extra that is named has every library the product needs."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert product.extra is not None
    assert {re.split("[<>=]", requirement)[0] for requirement in extras[product.extra]} >= set(product.libraries)


def test_every_product_has_a_name_of_its_own() -> None:
    """Names are what `--only` takes, with commas between them."""
    names = [product.name for product in products.PRODUCTS]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)
    assert select([]).chosen == products.PRODUCTS
