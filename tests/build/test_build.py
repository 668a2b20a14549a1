"""`archspec.build`: the folder of outputs, whole and the same every time."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import archspec
from archspec.build import PRODUCTS, Changes, Outcomes, build
from archspec.build.manifest import MANIFEST
from archspec.errors import RenderError, SpecError, UsageError
from archspec.loading import Spec

AS_OF = date(2026, 11, 24)
REFERENCE = "specs/saas_enterprise.yaml"
FILES = {
    "findings.json",
    "manifest.json",
    "mermaid/logical.pt-BR.mmd",
    "mermaid/logical.en.mmd",
    "docs/pt-BR/architecture.md",
    "docs/en/architecture.md",
}


def _changes(outcomes: Outcomes[Changes]) -> list[Changes]:
    """Return what was written for each spec; nothing may have been refused."""
    assert all(isinstance(outcome.result, Changes) for outcome in outcomes.specs)
    return [outcome.result for outcome in outcomes.specs if isinstance(outcome.result, Changes)]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _spec(folder: Path, name: str, **fields: object) -> Spec:
    file = folder / f"{name}.json"
    data = {"archspec": 1, "name": name, "title": name, "language": "en", "region": "sa-east-1", **fields}
    file.write_text(json.dumps(data), encoding="utf-8")
    return archspec.load(file)


def test_the_reference_is_built_in_both_languages(tmp_path: Path) -> None:
    """Every output is there, in the folder of the spec's name, and says what it should."""
    result = build([archspec.load(REFERENCE)], tmp_path, as_of=AS_OF)
    files = _files(tmp_path / "saas-enterprise")
    assert set(files) == FILES
    assert files["mermaid/logical.en.mmd"].startswith(b"flowchart TD\n")
    assert files["mermaid/logical.pt-BR.mmd"].decode() in files["docs/pt-BR/architecture.md"].decode()
    assert "# SaaS Enterprise de alta disponibilidade" in files["docs/pt-BR/architecture.md"].decode()
    assert result.specs[0].report == archspec.check(archspec.load(REFERENCE), as_of=AS_OF)


def test_the_manifest_names_every_file_with_its_digest(tmp_path: Path) -> None:
    """Anybody can verify what was built."""
    build([archspec.load(REFERENCE)], tmp_path, as_of=AS_OF)
    files = _files(tmp_path / "saas-enterprise")
    manifest = json.loads(files.pop("manifest.json"))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert manifest.keys() == {"version", "files", "products"}
    assert manifest["files"] == digests
    assert list(manifest["files"]) == sorted(digests)
    owned = [name for product in manifest["products"].values() for name in product["files"]]
    assert sorted(owned) == sorted(digests)


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    """What has not changed keeps its time stamp."""
    spec = archspec.load(REFERENCE)
    build([spec], tmp_path, as_of=AS_OF)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    told: list[str] = []
    (changes,) = _changes(build([spec], tmp_path, as_of=AS_OF, progress=told.append))
    assert (changes.written, changes.removed, told) == ((), (), [])
    assert set(changes.unchanged) == FILES - {"manifest.json"}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_the_day_decides_the_findings(tmp_path: Path) -> None:
    """After a waiver has lapsed its finding counts, in the page and in the JSON."""
    spec = archspec.load(REFERENCE)
    build([spec], tmp_path, as_of=AS_OF)
    (changes,) = _changes(build([spec], tmp_path, as_of=date(2027, 6, 1)))
    assert set(changes.written) == {"findings.json", "docs/pt-BR/architecture.md", "docs/en/architecture.md"}
    document = json.loads((tmp_path / "saas-enterprise/findings.json").read_bytes())
    assert document["summary"]["as_of"] == "2027-06-01"
    assert "AAC-EDGE-005" in {finding["rule"] for finding in document["findings"] if finding["result"] == "fail"}


def test_progress_tells_of_each_product_and_file(tmp_path: Path) -> None:
    """Nothing takes long or is written silently, but for the manifest."""
    told: list[str] = []
    build([_spec(tmp_path, "one")], tmp_path / "out", as_of=AS_OF, progress=told.append)
    out = tmp_path / "out/one"
    assert [text for text in told if not text.startswith("wrote ")] == [f"one: {product.name}" for product in PRODUCTS]
    assert {text for text in told if text.startswith("wrote ")} == {
        f"wrote {out / name}" for name in _files(out) if name != MANIFEST
    }


def test_a_language_less_takes_its_files_with_it(tmp_path: Path) -> None:
    """What a spec no longer gives is removed, with the folder it leaves empty."""
    (tmp_path / "pt.json").write_text('{"title": "Um"}', encoding="utf-8")
    out = tmp_path / "out"
    build([_spec(tmp_path, "one", translations={"pt-BR": "pt.json"})], out, as_of=AS_OF)
    assert (out / "one/docs/pt-BR/architecture.md").is_file()
    (changes,) = _changes(build([_spec(tmp_path, "one")], out, as_of=AS_OF))
    assert changes.removed == ("docs/pt-BR/architecture.md", "mermaid/logical.pt-BR.mmd")
    assert set(_files(out / "one")) == {name for name in FILES if "pt-BR" not in name}
    assert not (out / "one/docs/pt-BR").exists()


def test_each_spec_has_its_own_folder(tmp_path: Path) -> None:
    """Building one spec leaves the outputs of another alone."""
    one, two = _spec(tmp_path, "one"), _spec(tmp_path, "two")
    build([one, two], tmp_path / "out", as_of=AS_OF)
    before = _files(tmp_path / "out/two")
    build([one], tmp_path / "out", as_of=date(2027, 1, 1))
    assert _files(tmp_path / "out/two") == before


def test_two_specs_of_one_name(tmp_path: Path) -> None:
    """Their outputs would overwrite each other, so nothing is written."""
    spec = _spec(tmp_path, "one")
    with pytest.raises(SpecError, match="'one' is the name of"):
        build([spec, spec], tmp_path / "out", as_of=AS_OF)
    assert not (tmp_path / "out").exists()


def _crowded(folder: Path) -> Spec:
    service = {"kind": "fargate_service", "cluster": "c", "image": {"repository": "ab", "tag": "1"}, "port": 80}
    many: dict[str, Any] = {**service, "tasks": {"min": 30, "max": 30}}
    views = {"logical": {"replicas": "boxes"}}
    return _spec(folder, "crowded", components={"a": many, "b": many}, connections={"a -> b": {}}, views=views)


def test_a_picture_too_large_stops_no_other_spec(tmp_path: Path) -> None:
    """The others are written, and the error names the one that is not."""
    specs = [_crowded(tmp_path), _spec(tmp_path, "one")]
    crowded, one = build(specs, tmp_path / "out", as_of=AS_OF).specs
    assert isinstance(crowded.result, RenderError)
    assert "has 900 arrows" in str(crowded.result)
    assert isinstance(one.result, Changes)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["one"]


def test_a_folder_that_cannot_be_written_stops_no_other_spec(tmp_path: Path) -> None:
    """The outcome says why, and nothing was written there."""
    specs = [_spec(tmp_path, "one"), _spec(tmp_path, "two")]
    out = tmp_path / "out"
    out.mkdir()
    (out / "one").write_bytes(b"in the way")
    one, two = build(specs, out, as_of=AS_OF).specs
    assert isinstance(one.result, UsageError)
    assert str(one.result) == f"{out / 'one'}: cannot be written: File exists"
    assert isinstance(two.result, Changes)
    assert (out / "one").read_bytes() == b"in the way"


@pytest.mark.slow
def test_no_output_tells_where_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path of this machine would change the bytes on the next, wherever the spec and the user are."""
    specs = tmp_path / "somewhere/specs"
    shutil.copytree("specs", specs)
    roots = [str(path).encode() for path in (tmp_path, Path.cwd(), Path(sys.prefix), Path.home())]
    monkeypatch.chdir(tmp_path)
    build([archspec.load(specs / "saas_enterprise.yaml")], tmp_path / "out", as_of=date(2027, 6, 1))
    files = _files(tmp_path / "out")
    assert b'"file": "somewhere/specs/saas_enterprise.yaml"' in files["saas-enterprise/findings.json"]
    monkeypatch.chdir("/")
    build([archspec.load(specs / "saas_enterprise.yaml")], tmp_path / "elsewhere", as_of=date(2027, 6, 1))
    elsewhere = _files(tmp_path / "elsewhere")
    for name, content in {**files, **elsewhere}.items():
        assert not [root for root in roots if len(root) > 1 and root in content], name
    told = {"saas-enterprise/findings.json", "saas-enterprise/manifest.json"}
    assert {name for name in files if files[name] != elsewhere[name]} <= told


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the order of a set."""
    code = (
        "import sys, datetime, pathlib, archspec; from archspec.build import build; "
        f"build([archspec.load({REFERENCE!r})], pathlib.Path(sys.argv[1]), as_of=datetime.date(2026, 11, 24))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], check=True, env=environment)  # noqa: S603
    assert _files(tmp_path / "1") == _files(tmp_path / "2") != {}
