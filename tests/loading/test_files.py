"""Finding and reading files."""

import gc
import os
from pathlib import Path

import pytest

from archspec import SpecError, load, load_all
from archspec.loading import display_path, spec_files

SPEC = "archspec: 1\nname: {name}\ntitle: Shop\nlanguage: en\nregion: sa-east-1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, name: str = "shop") -> Path:
    """Write a small spec."""
    path.write_text(SPEC.format(name=name), encoding="utf-8")
    return path


def said(error: SpecError) -> list[str]:
    """Return the lines of an error."""
    return [str(problem) for problem in error.problems]


def test_a_path_may_be_text(folder: Path) -> None:
    """Both kinds of path load the same spec."""
    file = write(folder / "spec.yaml")
    assert load("spec.yaml").architecture == load(file).architecture
    assert load("spec.yaml").file == load(file).file == "spec.yaml"


def test_a_folder_gives_the_files_with_a_version(folder: Path) -> None:
    """Translations, other YAML, Python and folders are passed over; a byte-order mark is not."""
    write(folder / "b.yaml", "b")
    write(folder / "c.yml", "c")
    (folder / "a.yaml").write_bytes(b"\xef\xbb\xbf" + SPEC.format(name="a").encode())
    (folder / "flow.yaml").write_text('{"archspec": 1, name: flow, title: F, language: en, region: sa-east-1}')
    (folder / "a.en.yaml").write_text("title: A\n")
    (folder / "spec.py").write_text("raise SystemExit\n")
    (folder / "x.yaml").mkdir()
    (folder / "dangling.yaml").symlink_to("nowhere")
    assert [spec.architecture.name for spec in load_all([folder])] == ["a", "b", "c", "flow"]


def test_a_folder_with_one_spec_loads_as_that(folder: Path) -> None:
    """`load` takes it as the spec."""
    write(folder / "spec.yaml")
    assert load(folder).architecture.name == "shop"
    write(folder / "other.yaml")
    with pytest.raises(SpecError) as raised:
        load(folder)
    assert said(raised.value) == [".:1:1: holds 2 specs; name one, or use load_all"]


def test_a_file_named_twice_is_one_spec(folder: Path) -> None:
    """By itself, by its folder, and by another way to it."""
    file = write(folder / "spec.yaml")
    assert len(load_all([folder, file, "spec.yaml", Path("../") / folder.name / "spec.yaml"])) == 1


def test_two_specs_of_one_name_are_refused(folder: Path) -> None:
    """Their outputs would overwrite each other's."""
    write(folder / "one.yaml")
    write(folder / "two.yaml")
    with pytest.raises(SpecError) as raised:
        load_all([folder])
    message = "name: 'shop' is the name of one.yaml too, and outputs go to a folder of it; rename one"
    assert said(raised.value) == [f"two.yaml:2:1: {message}"]


def test_every_unusable_path_is_listed(folder: Path) -> None:
    """All mistakes of a run come together."""
    (folder / "empty").mkdir()
    with pytest.raises(SpecError) as raised:
        load_all([folder / "empty", "nowhere.yaml", "/dev/null", "x" * 5000, "a\nb\0c"])
    assert said(raised.value) == [
        "/dev/null:1:1: is neither a file nor a folder; name a spec file, or a folder of them",
        "a\ufffdb\ufffdc:1:1: does not exist; name a spec file, or a folder of them",
        "empty:1:1: holds no spec, which is a .yaml file with an archspec key; archspec init writes one",
        "nowhere.yaml:1:1: does not exist; name a spec file, or a folder of them",
        f"{'x' * 5000}:1:1: cannot be read: File name too long",
    ]


def test_mistakes_of_every_spec_come_together(folder: Path) -> None:
    """One run lists them all, in the order of files and lines."""
    write(folder / "one.yaml", "One")
    write(folder / "two.yaml", "Two")
    with pytest.raises(SpecError) as raised:
        load_all(["two.yaml", "one.yaml"])
    assert [line.partition(": ")[0] for line in said(raised.value)] == ["one.yaml:2:7", "two.yaml:2:7"]


def test_a_path_elsewhere_is_shown_as_it_was_given(folder: Path) -> None:
    """Only what is below the working directory is shortened."""
    assert display_path(folder / "specs" / "a.yaml") == "specs/a.yaml"
    assert display_path(Path("../a.yaml")) == "../a.yaml"
    assert display_path(Path("/etc/a.yaml")) == "/etc/a.yaml"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"archspec: 1\nname: \xe9t\xe9\n", "2:7: is not UTF-8: byte 0xe9 starts no character; save the file as UTF-8"),
        (b"\xef\xbb\xbfname: \xff", "1:7: is not UTF-8: byte 0xff starts no character; save the file as UTF-8"),
        ("title: é\x00".encode(), "1:9: is not YAML: it holds the control character U+0000; remove it"),
        ("a: é😀\nb: é\x1b".encode(), "2:5: is not YAML: it holds the control character U+001B; remove it"),
        ("title: ação".encode("utf-16"), "1:1: is not UTF-8: byte 0xff starts no character; save the file as UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_found(folder: Path, data: bytes, problem: str) -> None:
    """Line and column count characters, not bytes."""
    (folder / "spec.yaml").write_bytes(data)
    with pytest.raises(SpecError) as raised:
        load("spec.yaml")
    assert said(raised.value) == [f"spec.yaml:{problem}"]


def test_a_file_that_vanishes_is_a_problem_like_any_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking and reading, anything may happen to a file."""
    file = write(folder / "spec.yaml")

    def gone(*_arguments: object, **_options: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", gone)
    with pytest.raises(SpecError) as raised:
        load(file)
    assert said(raised.value) == ["spec.yaml:1:1: cannot be read: Permission denied"]


def test_spec_files_gives_paths_as_named(folder: Path) -> None:
    """Nothing is made absolute."""
    write(folder / "spec.yaml")
    assert spec_files([Path("spec.yaml")]) == [Path("spec.yaml")]
    assert spec_files([Path()]) == [Path("spec.yaml")]


def test_loading_leaves_the_collector_as_it_was(folder: Path) -> None:
    """Whether on or off, and after an error too."""
    write(folder / "spec.yaml")
    try:
        for enabled, switch in ((True, gc.enable), (False, gc.disable)):
            switch()
            load("spec.yaml")
            assert gc.isenabled() is enabled
    finally:
        gc.enable()
