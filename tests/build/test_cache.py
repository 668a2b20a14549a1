"""Nothing is made twice from the same inputs, and nothing old is kept when an input has changed."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import archspec
from archspec.architecture import Architecture
from archspec.build import inputs, prepared, products, versions
from archspec.build.build import build
from archspec.build.manifest import MANIFEST
from archspec.build.selection import select
from archspec.build.subject import Subject
from archspec.errors import SpecError
from archspec.testing import architectures, spec_of
from tests.build.killing import tree

AS_OF: Final = date(2026, 11, 24)
TEXTS: Final = ["mermaid", "docs", "findings"]
"""What is made in milliseconds."""

SPEC: Final = """{
  "archspec": 1, "name": "shop", "title": "Shop", "language": "en", "region": "us-east-1",
  "components": {
    "customer": {"kind": "actor", "label": "Customer"},
    "api": {"kind": "fargate_service", "cluster": "main", "image": {"repository": "api", "tag": "1"}, "port": 80}
  },
  "connections": {},
  "environments": {"production": {"account": "111122223333"}},
  "translations": {"pt-BR": "shop.pt.json"}
}"""


class Shop:
    """A spec on disk with a folder for its outputs."""

    def __init__(self, folder: Path) -> None:
        """Start with what `SPEC` says."""
        self.folder = folder
        self.spec: dict[str, Any] = json.loads(SPEC)
        self.translation = {"title": "Loja"}
        self.as_of = AS_OF
        self.file = "shop.json"
        self.made: list[str] = []
        """The products that the last build had to make."""

    def build(self) -> list[str]:
        """Build, and return the products that had to be made."""
        self.made.clear()
        (self.folder / self.file).write_text(json.dumps(self.spec), encoding="utf-8")
        (self.folder / "shop.pt.json").write_text(json.dumps(self.translation), encoding="utf-8")
        spec = archspec.load(self.folder / self.file)
        build([spec], self.folder / "out", as_of=self.as_of, only=TEXTS)
        return list(self.made)

    def output(self, name: str) -> Path:
        """Return the path of an output."""
        return self.folder / "out/shop" / name


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Return a spec that has been built, and note what later builds make."""
    shop = Shop(tmp_path)

    def noted(product: products.Product, *arguments: Any) -> Any:  # noqa: ANN401  whatever `make` takes and gives
        shop.made.append(product.name)
        return products.make(product, *arguments)

    monkeypatch.setattr(prepared, "make", noted)
    assert shop.build() == TEXTS
    return shop


def test_nothing_changed(shop: Shop) -> None:
    """The second build makes nothing."""
    assert shop.build() == []


def _edit(path: str, value: object) -> Callable[[Shop], None]:
    def edit(shop: Shop) -> None:
        *above, last = path.split("/")
        target = shop.spec
        for key in above:
            target = target[key]
        target[last] = value

    return edit


def _reorder(shop: Shop) -> None:
    shop.spec["components"] = dict(reversed(shop.spec["components"].items()))


def _translate(shop: Shop) -> None:
    shop.translation["title"] = "Mercado"


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(_edit("title", "Store"), id="title"),
        pytest.param(_edit("components/customer/label", "Client"), id="label"),
        pytest.param(_edit("components/api/tasks", {"min": 3, "max": 9}), id="setting"),
        pytest.param(_edit("connections/customer -> api", {}), id="connection"),
        pytest.param(_edit("views", {"logical": {"replicas": "boxes"}}), id="view"),
        pytest.param(_edit("environments/production/policy", {"min_tasks": 1}), id="environment"),
        pytest.param(_edit("environments/staging", {}), id="new environment"),
        pytest.param(_edit("translations", {}), id="no translation"),
        pytest.param(_translate, id="translation"),
        pytest.param(_reorder, id="order"),
    ],
)
def test_an_edited_spec_is_made_again(shop: Shop, edit: Callable[[Shop], None]) -> None:
    """Whatever the spec or a translation says may be in a picture."""
    edit(shop)
    assert shop.build() == TEXTS
    assert shop.build() == []


def test_a_new_day_changes_no_picture(shop: Shop) -> None:
    """Verdicts depend on the day, pictures do not."""
    shop.as_of = AS_OF + timedelta(days=1)
    assert shop.build() == ["docs", "findings"]


def test_a_renamed_file_changes_no_picture(shop: Shop) -> None:
    """Findings name the file."""
    shop.file = "store.json"
    assert shop.build() == ["docs", "findings"]


def test_new_code_makes_everything_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to think of a version number."""
    monkeypatch.setattr(inputs, "code_digest", lambda: "other")
    assert shop.build() == TEXTS


def test_another_python_makes_everything_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its library wraps and sorts text."""
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert shop.build() == TEXTS


def test_another_library_makes_what_uses_it_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only documents are made with Jinja."""
    monkeypatch.setattr(inputs, "installed_version", lambda name: "99" if name == "Jinja2" else "1")
    assert "docs" in shop.build()
    monkeypatch.setattr(inputs, "installed_version", lambda name: "98" if name == "Jinja2" else "1")
    assert shop.build() == ["docs"]


def test_the_digest_of_the_code_follows_each_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code, data, names and new files count; bytecode does not."""
    package = tmp_path / "sample_package"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "data/facts.json").write_text("{}", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(versions, "_PACKAGES", ("sample_package",))
    digest = versions.code_digest.__wrapped__
    seen = [digest()]
    (package / "__pycache__").mkdir()
    (package / "__pycache__/a.pyc").write_text("", encoding="utf-8")
    assert digest() == seen[0]
    (package / "data/facts.json").write_text("[]", encoding="utf-8")
    seen.append(digest())
    (package / "data/facts.json").rename(package / "data/fact.json")
    seen.append(digest())
    (package / "module.py").write_text("", encoding="utf-8")
    seen.append(digest())
    assert len(set(seen)) == 4


def test_the_code_of_renderers_counts() -> None:
    """Both packages of the distribution are found, without an import."""
    names = {name for package in ("archspec", "renderers") for name, _ in versions._sources(package)}
    assert {"archspec/__init__.py", "renderers/mermaid/flowchart.py"} <= names
    assert "renderers/docs/templates/architecture.md.jinja" in names
    assert not any("__pycache__" in name for name in names)


def _rewrite(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _same_size(path: Path) -> None:
    path.write_bytes(b"x" + path.read_bytes()[1:])


def _link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize("touch", [_rewrite, _same_size, Path.unlink, _link])
def test_a_touched_output_is_made_again(shop: Shop, touch: Callable[[Path], None]) -> None:
    """The digest of each file is compared with the manifest's before it is trusted."""
    path = shop.output("mermaid/logical.en.mmd")
    before = path.read_bytes()
    touch(path)
    assert shop.build() == ["mermaid"]
    assert path.read_bytes() == before
    assert not path.is_symlink()


def test_a_manifest_that_is_gone_is_written_again(shop: Shop) -> None:
    """Nothing is trusted without one."""
    before = tree(shop.folder / "out")
    shop.output("manifest.json").unlink()
    assert shop.build() == TEXTS
    assert tree(shop.folder / "out") == before


def _edits(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401  JSON
    """Return the path of each scalar in a spec, but for long texts, which are like the short ones."""
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _edits(below, (*path, key))
    elif len(str(value)) < 40:
        yield path


def _edited(data: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401  JSON
    """Return a copy of a spec with another value at a path."""
    key, *below = path
    copy = data.copy()
    if below:
        copy[key] = _edited(data[key], tuple(below))
    else:
        old = data[key]
        copy[key] = not old if isinstance(old, bool) else old + 1 if isinstance(old, int) else f"{old}x"
    return copy


@pytest.mark.slow
def test_an_edit_of_any_value_gives_what_a_fresh_build_does(tmp_path: Path) -> None:
    """Each value of the reference changes in turn, where that still is a spec, in a folder that holds the last one."""
    data = yaml.safe_load(Path("specs/saas_enterprise.yaml").read_text("utf-8"))
    shutil.copy("specs/saas_enterprise.en.yaml", tmp_path)
    file = tmp_path / "spec.json"
    tried = 0
    for path in _edits(data):
        file.write_text(json.dumps(_edited(data, path), default=str), encoding="utf-8")
        try:
            spec = archspec.load(file)
        except SpecError:
            continue
        tried += 1
        (outcome,) = build([spec], tmp_path / "out", as_of=AS_OF, only=TEXTS).specs
        subject = Subject.of(spec, outcome.report)
        fresh = prepared.prepare(subject, tmp_path / "none", select(TEXTS), lambda _message: None, reuse=False)
        folder = tmp_path / "out" / spec.architecture.name
        assert {name: content for name, content in tree(folder).items() if name != MANIFEST} == fresh.contents, path
    assert tried > 30


HISTORIES = st.lists(st.tuples(architectures(), st.integers(0, 400)), min_size=2, max_size=4)


@pytest.mark.slow
@settings(max_examples=10)
@given(HISTORIES)
def test_a_folder_with_a_history_holds_what_a_fresh_one_does(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[Architecture, int]]
) -> None:
    """Whatever was built before, of the same name, on whatever day."""
    folder = tmp_path_factory.mktemp("history")
    for number, (architecture, days) in enumerate(history):
        spec = spec_of(architecture.model_copy(update={"name": "one"}))
        as_of = AS_OF + timedelta(days=days)
        build([spec], folder / "old", as_of=as_of, only=TEXTS)
        build([spec], folder / str(number), as_of=as_of, only=TEXTS)
        assert tree(folder / "old") == tree(folder / str(number))
