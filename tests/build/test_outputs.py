"""Writing a folder: whole files, only ours, and nothing outside."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archspec.build.manifest import MANIFEST, VERSION, Manifest, read_manifest, sha256
from archspec.build.outputs import Changes, update_outputs
from archspec.errors import UsageError


def _ignore(_message: str) -> None:
    pass


def _manifest(files: Mapping[str, bytes]) -> Manifest:
    return Manifest(version=VERSION, files={name: sha256(content) for name, content in files.items()})


def write_outputs(
    folder: Path, files: Mapping[str, bytes], progress: Callable[[str], None], manifest: str = MANIFEST
) -> Changes:
    """Make a folder hold files that belong to no product."""
    return update_outputs(folder, _manifest(files), files, progress, manifest)


def _tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for outputs that does not exist yet, in one that does."""
    return tmp_path / "out"


def test_files_are_readable_by_everyone(folder: Path) -> None:
    """A temporary file's own mode would keep a web server out."""
    write_outputs(folder, {"a/b.txt": b"text"}, _ignore)
    assert {path.stat().st_mode & 0o777 for path in (folder / "a/b.txt", folder / MANIFEST)} == {0o644}


def test_only_what_a_build_wrote_is_removed(folder: Path) -> None:
    """A file beside ours stays, and so does its folder."""
    write_outputs(folder, {"a/b.txt": b"1", "c/d/e.txt": b"2", "f.txt": b"3"}, _ignore)
    (folder / "a/mine.txt").write_text("mine", encoding="utf-8")
    told: list[str] = []
    changes = write_outputs(folder, {"f.txt": b"3"}, told.append)
    assert changes.removed == ("a/b.txt", "c/d/e.txt")
    assert told == [f"removed {folder / 'a/b.txt'}", f"removed {folder / 'c/d/e.txt'}"]
    assert _tree(folder) == ["a", "a/mine.txt", "f.txt", MANIFEST]


def test_a_file_gone_already_is_no_trouble(folder: Path) -> None:
    """Somebody else may have removed it."""
    write_outputs(folder, {"a.txt": b"1", "b.txt": b"2"}, _ignore)
    (folder / "a.txt").unlink()
    assert write_outputs(folder, {"b.txt": b"2"}, _ignore).removed == ()
    assert read_manifest(folder).files.keys() == {"b.txt"}


def test_a_file_somebody_changed_is_written_again(folder: Path) -> None:
    """What the folder holds decides, not what the manifest says of it."""
    write_outputs(folder, {"a.txt": b"1"}, _ignore)
    (folder / "a.txt").write_bytes(b"edited")
    assert write_outputs(folder, {"a.txt": b"1"}, _ignore).written == ("a.txt",)
    assert (folder / "a.txt").read_bytes() == b"1"


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "a/../../evil",
        "a\\..\\evil",
        "C:/evil",
        "C:evil",
        ".",
        "",
        "a//b",
        "./a",
        MANIFEST,
        MANIFEST.upper(),
        "a\0b",
    ],
)
def test_a_manifest_that_names_paths_outside_is_refused(folder: Path, name: str) -> None:
    """Nothing is removed on the word of a manifest that no build wrote, and nothing written."""
    outside = folder.parent / "evil"
    outside.write_text("keep", encoding="utf-8")
    folder.mkdir()
    (folder / MANIFEST).write_text(json.dumps({"version": 1, "files": {name: "0" * 64}}), encoding="utf-8")
    with pytest.raises(UsageError, match=r"outside its folder; remove it|names itself; remove it"):
        write_outputs(folder, {"a.txt": b"1"}, _ignore)
    assert outside.read_text("utf-8") == "keep"
    assert _tree(folder) == [MANIFEST]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"files": {}}',
        '{"version": 2, "files": {}}',
        '{"version": 1, "files": []}',
        '{"version": 1, "files": {"a": 1}}',
        '{"version": 1, "files": {}, "products": {"docs": {"inputs": ""}}}',
        '{"version": 1, "files": {}, "products": {"docs": {"inputs": "", "files": ["a"]}}}',
        "[" * 99999,
        "\x00",
    ],
)
def test_a_manifest_of_another_shape_is_refused(folder: Path, text: str) -> None:
    """A file of that name may be somebody else's."""
    folder.mkdir()
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no manifest this version wrote"):
        write_outputs(folder, {"a.txt": b"1"}, _ignore)


def test_a_link_that_leads_outside_is_not_followed(folder: Path) -> None:
    """Neither to write nor to remove."""
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    write_outputs(folder, {"a/b.txt": b"1"}, _ignore)
    (folder / "a/b.txt").unlink()
    (folder / "a").rmdir()
    (folder / "a").symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "b.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(UsageError, match=r"out/a: cannot be written: is a link; remove it, or write to another folder"):
        write_outputs(folder, {"a/b.txt": b"2"}, _ignore)
    assert write_outputs(folder, {"c.txt": b"3"}, _ignore).kept == ("a/b.txt",)
    assert (elsewhere / "b.txt").read_text("utf-8") == "keep"


def test_a_linked_file_is_replaced_not_followed(folder: Path) -> None:
    """The file a link points to is not ours."""
    outside = folder.parent / "outside.txt"
    outside.write_bytes(b"1")
    write_outputs(folder, {"a.txt": b"1"}, _ignore)
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(outside)
    write_outputs(folder, {"a.txt": b"1"}, _ignore)
    assert not (folder / "a.txt").is_symlink()
    write_outputs(folder, {"a.txt": b"2"}, _ignore)
    assert outside.read_bytes() == b"1"


def test_a_write_that_fails_leaves_the_old_file_and_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader sees the old text or the new one, and no temporary file is left."""
    write_outputs(folder, {"a.txt": b"old"}, _ignore)
    before = _tree(folder)

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_outputs(folder, {"a.txt": b"new"}, _ignore)
    assert _tree(folder) == before
    assert (folder / "a.txt").read_bytes() == b"old"


def test_an_interrupted_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is not an error of ours, and still cleans up."""

    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_outputs(folder, {"a.txt": b"new"}, _ignore)
    assert _tree(folder) == []


def test_a_file_in_the_way_of_a_folder(folder: Path) -> None:
    """The message names what cannot be written."""
    folder.mkdir()
    (folder / "a").write_bytes(b"")
    with pytest.raises(UsageError, match=r"out/a.*: cannot be written"):
        write_outputs(folder, {"a/b.txt": b"1"}, _ignore)


def test_a_folder_in_the_way_of_a_file(folder: Path) -> None:
    """It is not ours to remove, and nothing else is written before that is found out."""
    (folder / "b.txt").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"out/b.txt: cannot be written: is a folder; remove it"):
        write_outputs(folder, {"a.txt": b"1", "b.txt": b"1"}, _ignore)
    assert _tree(folder) == ["b.txt"]


NAMES = st.lists(st.sampled_from("abc"), min_size=2, max_size=3).map(lambda parts: "/".join(parts) + ".txt")
BUILDS = st.lists(st.dictionaries(NAMES, st.binary(max_size=3), max_size=4), min_size=1, max_size=4)


@given(builds=BUILDS)
def test_a_folder_holds_what_the_last_build_gave(
    tmp_path_factory: pytest.TempPathFactory, builds: list[dict[str, bytes]]
) -> None:
    """Whatever was there before, no file and no folder of it is left."""
    folder = tmp_path_factory.mktemp("builds") / "out"
    for files in builds:
        write_outputs(folder, files, _ignore)
    expected = {**builds[-1], MANIFEST: _manifest(builds[-1]).to_json()}
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == expected
    assert all(any(path.iterdir()) for path in folder.rglob("*") if path.is_dir())
    assert os.listdir(folder.parent) == ["out"]  # noqa: PTH208  the bare names are the point


def test_the_manifest_may_have_another_name(folder: Path) -> None:
    """What is written may hold a manifest.json of its own, as a cloud assembly does."""
    write_outputs(folder, {MANIFEST: b"{}", "a.txt": b"1"}, _ignore, manifest=".archspec.json")
    changes = write_outputs(folder, {MANIFEST: b"{}"}, _ignore, manifest=".archspec.json")
    assert (changes.removed, changes.unchanged) == (("a.txt",), (MANIFEST,))
    assert _tree(folder) == [".archspec.json", MANIFEST]
    assert (folder / MANIFEST).read_bytes() == b"{}"


def test_leftovers_of_killed_builds_are_removed(folder: Path) -> None:
    """Only what has the form of our temporary files, and is a file."""
    write_outputs(folder, {"a/b.txt": b"1"}, _ignore)
    ours = ["a/.b.txt.k2_x9f3a.archspec-tmp", ".manifest.json.abcdefgh.archspec-tmp"]
    others = ["a/.b.txt.swp", "a/b.archspec-tmp", ".archspec-tmp", "c/.b.txt.abcdefgh.archspec-tmp"]
    for name in (*ours, *others):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"")
    (folder / ".d.e.archspec-tmp").mkdir()
    write_outputs(folder, {"a/b.txt": b"1"}, _ignore)
    assert _tree(folder) == sorted([".d.e.archspec-tmp", "a", "a/b.txt", "c", MANIFEST, *others])


def test_what_an_unfinished_build_did_not_write_is_not_ours(folder: Path) -> None:
    """A manifest of intentions makes nobody else's file ours: what it holds must be what was intended."""
    folder.mkdir()
    for name in ("mine.txt", "ours.txt"):
        (folder / name).write_bytes(name.encode())
    intended = {"mine.txt": sha256(b"something else"), "ours.txt": sha256(b"ours.txt"), "never.txt": sha256(b"")}
    (folder / MANIFEST).write_bytes(Manifest(version=1, files={}, unfinished=intended).to_json())
    assert write_outputs(folder, {}, _ignore).removed == ("ours.txt",)
    assert _tree(folder) == [MANIFEST, "mine.txt"]


@pytest.mark.slow
def test_builds_of_one_folder_take_turns(folder: Path) -> None:
    """While one writes, another waits: the manifest always tells of the files beside it."""
    code = (
        "import sys, pathlib; from tests.build.test_outputs import write_outputs\n"
        "files = {f'{number}.txt': sys.argv[2].encode() for number in range(20)}\n"
        "for _ in range(50): write_outputs(pathlib.Path(sys.argv[1]), files, print)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(folder), text]) for text in ("1", "2")]  # noqa: S603
    assert [writer.wait() for writer in writers] == [0, 0]
    files = read_manifest(folder).files
    assert {(folder / name).read_bytes() for name in files} in ({b"1"}, {b"2"})
    assert all(sha256((folder / name).read_bytes()) == digest for name, digest in files.items())
