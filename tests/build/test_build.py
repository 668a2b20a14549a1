"""`archspec.build`: the folder of outputs, whole and the same every time."""

import hashlib
import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import archspec
from archspec.build.build import Outcomes, build, compare
from archspec.build.manifest import MANIFEST
from archspec.build.outputs import Changes, Difference
from archspec.errors import SpecError, UsageError
from archspec.loading import Spec
from tests.folders import files_in

AS_OF = date(2026, 11, 24)
REFERENCE = "specs/saas_enterprise.yaml"
VIEWS = ("context", "logical", "deployment", "data_flow")
PAGES = ("README", "architecture", "tradeoffs", "decisions", "decisions/fargate-over-ec2", "checks", "rules")
LANGUAGES = ("pt-BR", "en")
PICTURES = {
    f"{folder}/{view}.{language}.{suffix}"
    for folder, suffix in (("mermaid", "mmd"), ("diagrams", "svg"), ("diagrams", "png"))
    for view in VIEWS
    for language in LANGUAGES
}
FILES = {
    "findings.json",
    MANIFEST,
    *PICTURES,
    *(f"docs/{language}/{page}.md" for page in PAGES for language in LANGUAGES),
}
STARTS = {".json": b"{", ".md": b"", ".mmd": b"flowchart ", ".png": b"\x89PNG\r\n", ".svg": b"<svg "}
TEXTS = ("mermaid", "docs", "findings")
"""What is made in milliseconds."""


def _changes(outcomes: Outcomes[Changes]) -> list[Changes]:
    """Return what was written for each spec; nothing may have been refused."""
    assert all(isinstance(outcome.result, Changes) for outcome in outcomes.specs)
    return [outcome.result for outcome in outcomes.specs if isinstance(outcome.result, Changes)]


def _spec(folder: Path, name: str, **fields: object) -> Spec:
    file = folder / f"{name}.json"
    data = {"archspec": 1, "name": name, "title": name, "language": "en", "region": "sa-east-1", **fields}
    file.write_text(json.dumps(data), encoding="utf-8")
    return archspec.load(file)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return everything that is made of the reference."""
    out = tmp_path_factory.mktemp("reference")
    build([archspec.load(REFERENCE)], out, as_of=AS_OF)
    return files_in(out / "saas-enterprise")


@pytest.mark.slow
def test_the_reference_is_built_in_both_languages(reference: dict[str, bytes]) -> None:
    """Every view in every format and every page are there, and say what they should."""
    assert {name for name in reference if "/cdk.out/" not in name} == FILES
    for name in FILES:
        assert reference[name].startswith(STARTS[Path(name).suffix]), name
    assert {"production/cdk.out/manifest.json", "staging/cdk.out/manifest.json"} <= set(reference)
    for language in LANGUAGES:
        page = reference[f"docs/{language}/architecture.md"].decode()
        assert all(reference[f"mermaid/{view}.{language}.mmd"].decode() in page for view in VIEWS)
    assert "# SaaS Enterprise de alta disponibilidade" in reference["docs/pt-BR/README.md"].decode()


@pytest.mark.slow
def test_links_lead_to_files(reference: dict[str, bytes]) -> None:
    """Each relative link of a page is to a file that is there, and each picture is linked from a page."""
    linked = _linked(reference)
    assert linked <= set(reference)
    assert linked >= PICTURES


def test_there_are_no_links_to_pictures_that_were_not_built(tmp_path: Path) -> None:
    """Neither to such as were not asked for, nor to such as somebody removed."""
    spec = archspec.load(REFERENCE)
    folder = tmp_path / "saas-enterprise"
    build([spec], tmp_path, as_of=AS_OF, only=["docs"])
    assert {name.split("/")[0] for name in _linked(files_in(folder))} == {"docs"}
    build([spec], tmp_path, as_of=AS_OF, only=["mermaid", "docs"])
    gone = "mermaid/logical.en.mmd"
    assert gone in _linked(files_in(folder)) <= set(files_in(folder))
    (folder / gone).unlink()
    build([spec], tmp_path, as_of=AS_OF, only=["docs"])
    assert gone not in _linked(files_in(folder))


def _linked(files: dict[str, bytes]) -> set[str]:
    """Return what the pages link to, but for addresses."""
    found = set()
    for name, content in files.items():
        if name.endswith(".md"):
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", content.decode()):
                if "://" not in target:
                    found.add(posixpath.normpath(posixpath.join(posixpath.dirname(name), target)))
    return found


def test_the_manifest_names_every_file_with_its_digest(tmp_path: Path) -> None:
    """Anybody can verify what was built."""
    build([archspec.load(REFERENCE)], tmp_path, as_of=AS_OF, only=TEXTS)
    files = files_in(tmp_path / "saas-enterprise")
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
    build([spec], tmp_path, as_of=AS_OF, only=TEXTS)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    told: list[str] = []
    (changes,) = _changes(build([spec], tmp_path, as_of=AS_OF, only=TEXTS, progress=told.append))
    assert (changes.written, changes.removed, told) == ((), (), [])
    assert set(changes.unchanged) == {name for name in FILES if not name.startswith(("diagrams/", MANIFEST))}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_the_day_decides_the_findings(tmp_path: Path) -> None:
    """After a waiver has lapsed its finding counts, in the page and in the JSON."""
    spec = archspec.load(REFERENCE)
    build([spec], tmp_path, as_of=AS_OF, only=TEXTS)
    (changes,) = _changes(build([spec], tmp_path, as_of=date(2027, 6, 1), only=TEXTS))
    assert {"findings.json", "docs/pt-BR/checks.md", "docs/en/checks.md"} <= set(changes.written)
    assert {name.split("/")[0] for name in changes.written} == {"docs", "findings.json"}
    document = json.loads((tmp_path / "saas-enterprise/findings.json").read_bytes())
    assert document["summary"]["as_of"] == "2027-06-01"
    assert "AAC-EDGE-005" in {finding["rule"] for finding in document["findings"] if finding["result"] == "fail"}


def test_progress_tells_of_each_product_and_file(tmp_path: Path) -> None:
    """Nothing takes long or is written silently, but for the manifest."""
    told: list[str] = []
    build([_spec(tmp_path, "one")], tmp_path / "out", as_of=AS_OF, only=TEXTS, progress=told.append)
    out = tmp_path / "out/one"
    assert [text for text in told if not text.startswith("wrote ")] == [f"one: {name}" for name in TEXTS]
    assert {text for text in told if text.startswith("wrote ")} == {
        f"wrote {out / name}" for name in files_in(out) if name != MANIFEST
    }


def test_a_language_less_takes_its_files_with_it(tmp_path: Path) -> None:
    """What a spec no longer gives is removed, with the folder it leaves empty."""
    (tmp_path / "pt.json").write_text('{"title": "Um"}', encoding="utf-8")
    out = tmp_path / "out"
    build([_spec(tmp_path, "one", translations={"pt-BR": "pt.json"})], out, as_of=AS_OF, only=TEXTS)
    before = set(files_in(out / "one"))
    (changes,) = _changes(build([_spec(tmp_path, "one")], out, as_of=AS_OF, only=TEXTS))
    assert set(changes.removed) == {name for name in before if "pt-BR" in name} != set()
    assert set(files_in(out / "one")) == {name for name in before if "pt-BR" not in name}
    assert not (out / "one/docs/pt-BR").exists()


def test_each_spec_has_its_own_folder(tmp_path: Path) -> None:
    """Building one spec leaves the outputs of another alone."""
    one, two = _spec(tmp_path, "one"), _spec(tmp_path, "two")
    build([one, two], tmp_path / "out", as_of=AS_OF, only=TEXTS)
    before = files_in(tmp_path / "out/two")
    build([one], tmp_path / "out", as_of=date(2027, 1, 1), only=TEXTS)
    assert files_in(tmp_path / "out/two") == before


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


def test_a_picture_too_large_stops_nothing_else(tmp_path: Path) -> None:
    """It is left out and named with the reason, every time; all other files are there, and no page shows it."""
    specs = [_crowded(tmp_path), _spec(tmp_path, "one")]
    for _ in range(2):
        crowded, one = build(specs, tmp_path / "out", as_of=AS_OF, only=TEXTS).specs
        assert crowded.refused.keys() == {"mermaid/logical.en.mmd"}
        assert "has 900 arrows" in crowded.refused["mermaid/logical.en.mmd"]
        assert one.refused == {}
    folders = [files_in(tmp_path / "out" / name) for name in ("crowded", "one")]
    assert folders[1].keys() - folders[0].keys() == {"mermaid/logical.en.mmd"}
    assert _linked(folders[0]) <= set(folders[0])


def test_a_picture_that_became_too_large_is_removed(tmp_path: Path) -> None:
    """An old one would show what is no more."""
    out = tmp_path / "out"
    build([_spec(tmp_path, "crowded")], out, as_of=AS_OF, only=TEXTS)
    spec = _crowded(tmp_path)
    (outcome,) = compare([spec], out, as_of=AS_OF, only=TEXTS).specs
    assert isinstance(outcome.result, Difference)
    assert outcome.result.extra == ("mermaid/logical.en.mmd",)
    (changes,) = _changes(build([spec], out, as_of=AS_OF, only=TEXTS))
    assert changes.removed == ("mermaid/logical.en.mmd",)


@pytest.mark.slow
def test_one_format_may_hold_what_another_cannot(tmp_path: Path) -> None:
    """A text without glyphs in the font of the pictures stops the PNG alone."""
    spec = _spec(tmp_path, "one", components={"a": {"kind": "actor", "label": "\u987e\u5ba2"}})
    (outcome,) = build([spec], tmp_path / "out", as_of=AS_OF).specs
    assert {name.split(".")[-1] for name in outcome.refused} == {"png"}
    files = set(files_in(tmp_path / "out/one"))
    assert {name.replace(".png", ".svg") for name in outcome.refused} <= files
    assert not files & outcome.refused.keys()


def test_a_folder_that_cannot_be_written_stops_no_other_spec(tmp_path: Path) -> None:
    """The outcome says why, and nothing was written there."""
    specs = [_spec(tmp_path, "one"), _spec(tmp_path, "two")]
    out = tmp_path / "out"
    out.mkdir()
    (out / "one").write_bytes(b"in the way")
    one, two = build(specs, out, as_of=AS_OF, only=TEXTS).specs
    assert isinstance(one.result, UsageError)
    assert str(one.result) == f"{out / 'one'}: cannot be read: is no folder"
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
    files = files_in(tmp_path / "out")
    assert b'"file": "somewhere/specs/saas_enterprise.yaml"' in files["saas-enterprise/findings.json"]
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    build([archspec.load(specs / "saas_enterprise.yaml")], tmp_path / "elsewhere", as_of=date(2027, 6, 1))
    elsewhere = files_in(tmp_path / "elsewhere")
    assert b'"file": "saas_enterprise.yaml"' in elsewhere["saas-enterprise/findings.json"]
    for name, content in {**files, **elsewhere}.items():
        assert not [root for root in roots if len(root) > 1 and root in content], name
    told = {"saas-enterprise/findings.json", "saas-enterprise/manifest.json"}
    assert {name for name in files if files[name] != elsewhere[name]} <= told


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    """Nothing depends on the order of a set."""
    code = (
        "import sys, datetime, pathlib, archspec; from archspec.build.build import build; "
        f"build([archspec.load({REFERENCE!r})], pathlib.Path(sys.argv[1]), as_of=datetime.date(2026, 11, 24))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], check=True, env=environment)  # noqa: S603
    assert files_in(tmp_path / "1") == files_in(tmp_path / "2") != {}
