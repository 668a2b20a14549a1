"""Writing a folder: whole files, only ours, and nothing outside."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archspec.build.manifest import MANIFEST, manifest_text, read_manifest
from archspec.build.outputs import write_outputs
from archspec.errors import UsageError


def _ignore(_message: str) -> None:
    pass


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
    assert read_manifest(folder) == {"b.txt"}


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
        "a\0b",
    ],
)
def test_a_manifest_that_names_paths_outside_is_refused(folder: Path, name: str) -> None:
    """Nothing is removed on the word of a manifest that no build wrote, and nothing written."""
    outside = folder.parent / "evil"
    outside.write_text("keep", encoding="utf-8")
    folder.mkdir()
    (folder / MANIFEST).write_text(json.dumps({"version": 1, "files": {name: ""}}), encoding="utf-8")
    with pytest.raises(UsageError, match="outside its folder; remove the manifest"):
        write_outputs(folder, {"a.txt": b"1"}, _ignore)
    assert outside.read_text("utf-8") == "keep"
    assert _tree(folder) == [MANIFEST]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": []}', "[" * 99999]
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
    for files in ({"a/b.txt": b"2"}, {"c.txt": b"3"}):
        with pytest.raises(UsageError, match="leads out of"):
            write_outputs(folder, files, _ignore)
    assert (elsewhere / "b.txt").read_text("utf-8") == "keep"


def test_a_linked_file_is_replaced_not_followed(folder: Path) -> None:
    """The file a link points to is not ours."""
    outside = folder.parent / "outside.txt"
    outside.write_bytes(b"1")
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    write_outputs(folder, {"a.txt": b"1"}, _ignore)
    assert not (folder / "a.txt").is_symlink()
    write_outputs(folder, {"a.txt": b"2"}, _ignore)
    assert outside.read_bytes() == b"1"


def test_a_write_that_fails_leaves_the_old_file_and_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader sees the old text or the new one, and no temporary file is left."""
    write_outputs(folder, {"a.txt": b"old"}, _ignore)
    before = _tree(folder)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="cannot be written: No space left on device"):
        write_outputs(folder, {"a.txt": b"new"}, _ignore)
    assert _tree(folder) == before
    assert (folder / "a.txt").read_bytes() == b"old"


def test_an_interrupted_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is not an error of ours, and still cleans up."""

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
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
    """It is not ours to remove."""
    (folder / "a.txt").mkdir(parents=True)
    with pytest.raises(UsageError, match="cannot be written"):
        write_outputs(folder, {"a.txt": b"1"}, _ignore)
    assert _tree(folder) == ["a.txt"]


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
    expected = {**builds[-1], MANIFEST: manifest_text(builds[-1])}
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == expected
    assert all(any(path.iterdir()) for path in folder.rglob("*") if path.is_dir())
    assert os.listdir(folder.parent) == ["out"]  # noqa: PTH208  the bare names are the point
