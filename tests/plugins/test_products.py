"""A product of another distribution, by its entry point."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

import archspec
from archspec.build.build import build
from archspec.build.inputs import inputs_digest
from archspec.build.outputs import Changes
from archspec.build.plugin_products import plugin_product
from archspec.build.selection import select
from archspec.build.subject import Subject
from archspec.checks import check
from archspec.errors import UsageError
from archspec.loading import Spec

Install = Callable[..., None]

AS_OF: Final = date(2026, 11, 24)
_MODULE: Final = """
from archspec.build.products import DocumentProduct
PRODUCT = DocumentProduct(name="names", write=lambda subject: iter([("names.txt", b"small")]))
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    """Return a spec without components."""
    path = tmp_path / "small.yaml"
    path.write_text("archspec: 1\nname: small\ntitle: Small\nlanguage: en\nregion: us-east-1\n", encoding="utf-8")
    return archspec.load(path)


def _install(install: Install, tmp_path: Path, **points: str) -> None:
    (tmp_path / "site" / "acme_names.py").write_text(_MODULE, encoding="utf-8")
    install("acme-names", "archspec.products", **points)


def _build(spec: Spec, folder: Path, *only: str) -> Changes:
    (outcome,) = build([spec], folder, as_of=AS_OF, only=only).specs
    assert isinstance(outcome.result, Changes)
    return outcome.result


def test_a_build_makes_it_where_it_is_named(install: Install, spec: Spec, tmp_path: Path) -> None:
    """And one of everything else leaves its files alone."""
    _install(install, tmp_path, names="acme_names:PRODUCT")
    assert _build(spec, tmp_path / "out", "names").written == ("names.txt",)
    again = _build(spec, tmp_path / "out", "findings", "names")
    assert "names.txt" in again.unchanged


def test_a_whole_build_leaves_its_files(install: Install, tmp_path: Path) -> None:
    """It was not named, and is still installed."""
    _install(install, tmp_path, names="acme_names")
    assert select(()).leaves("names")
    assert not select(()).leaves("nobody")


def test_the_version_of_its_distribution_decides_the_inputs(install: Install, spec: Spec, tmp_path: Path) -> None:
    """Another version makes other files."""
    subject = Subject.of(spec, check(spec, as_of=AS_OF))
    _install(install, tmp_path, names="acme_names")
    product = plugin_product("names")
    assert product is not None
    before = inputs_digest(product, subject)
    metadata = tmp_path / "site" / "acme_names-1.2.dist-info" / "METADATA"
    metadata.write_text("Metadata-Version: 2.4\nName: acme-names\nVersion: 2\n", encoding="utf-8")
    install("acme-nothing", "archspec.products")
    assert inputs_digest(product, subject) != before


def test_what_is_no_product_is_refused(install: Install, tmp_path: Path) -> None:
    """With the distribution to mend."""
    _install(install, tmp_path, other="acme_names:PRODUCT", docx="json:dumps")
    with pytest.raises(UsageError, match=r"'other' of acme-names 1.2: acme_names:PRODUCT is called 'names'"):
        plugin_product("other")
    with pytest.raises(UsageError, match=r"'docx' of acme-names 1.2: json:dumps is no product"):
        plugin_product("docx")


def test_a_built_in_product_is_not_replaced(install: Install, tmp_path: Path) -> None:
    """It is not looked for among the entry points; whoever looks for another hears of it."""
    _install(install, tmp_path, docs="acme_names")
    assert plugin_product("docs") is None
    with pytest.raises(UsageError, match=r"'docs' of acme-names 1.2: archspec has its own 'docs'"):
        plugin_product("names")
