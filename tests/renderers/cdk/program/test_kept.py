"""What is kept beside the package: whatever becomes of it, the next run has the right thing or none, and mends it."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from renderers.cdk.program.installed import kept
from renderers.cdk.program.installed.kept import keep, keeping, read_kept, remove_stale
from renderers.cdk.program.installed.library import find_node
from renderers.cdk.program.playing import node_process

_CONTENT: Final = b"what was derived " * 1000
_NAME: Final = "cdk-1.thing"
_KEPT_JS: Final = Path(node_process.__file__).with_name("kept.js")
_READ: Final = "const { Kept } = require(process.argv[1]); const kept = new Kept(process.argv[2]);"
_SHOW: Final = f"{_READ} process.stdout.write(String(kept.source('a.js') ?? 'nothing'));"
_WRITE: Final = f"{_READ} kept.replace([], [], [['a.js', Buffer.from(process.argv[3]), null]]);"

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")


def _link(target: str) -> Callable[[Path], None]:
    return lambda path: _instead(path, lambda: path.symlink_to(target))


def _instead(path: Path, make: Callable[[], object]) -> None:
    path.unlink()
    make()


def _folder_with(path: Path, name: str) -> None:
    path.mkdir()
    (path / name).write_bytes(b"x")


def _edited(edit: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(edit(path.read_bytes()))


def _sparse(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(1 << 40)


DAMAGE: Final[Mapping[str, Callable[[Path], object]]] = {
    "removed": lambda path: path.unlink(),
    "emptied": _edited(lambda _whole: b""),
    "one byte": _edited(lambda whole: whole[:1]),
    "the digest alone": _edited(lambda whole: whole[:32]),
    "half": _edited(lambda whole: whole[: len(whole) // 2]),
    "a byte less": _edited(lambda whole: whole[:-1]),
    "a byte more": _edited(lambda whole: whole + b"x"),
    "a bit changed at the start": _edited(lambda whole: bytes([whole[0] ^ 1]) + whole[1:]),
    "a bit changed at the end": _edited(lambda whole: whole[:-1] + bytes([whole[-1] ^ 1])),
    "zeros of the right length": _edited(lambda whole: bytes(len(whole))),
    "other content of the right length": _edited(lambda whole: whole[:32] + b"y" * (len(whole) - 32)),
    "a terabyte": _sparse,
    "a folder": lambda path: _instead(path, path.mkdir),
    "a folder with files": lambda path: _instead(path, lambda: _folder_with(path, "file")),
    "a link to a file that is readable": _link("/etc/passwd"),
    "a link to a device without end": _link("/dev/zero"),
    "a link to nothing": _link("nowhere"),
    "a link to itself": _link(_NAME),
    "a pipe": lambda path: _instead(path, lambda: os.mkfifo(path)),
    "writable by the group": lambda path: path.chmod(0o664),
    "writable by others": lambda path: path.chmod(0o646),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep in a folder of the test's own."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "__pycache__/cdk")
    yield tmp_path / "__pycache__/cdk"
    kept._keeping.cache_clear()


def _node(program: str, *arguments: str | Path) -> str:
    command = [find_node(), "-e", program, "--", _KEPT_JS, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)  # noqa: S603  our program
    return done.stdout


def test_what_is_kept_is_found(folder: Path) -> None:
    """Another run reads what one wrote, and nobody but its owner may write it."""
    assert read_kept(_NAME) is None
    keep(_NAME, _CONTENT)
    assert read_kept(_NAME) == _CONTENT
    assert stat.S_IMODE((folder / _NAME).stat().st_mode) == 0o644
    assert [path.name for path in folder.iterdir()] == [_NAME]


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077])
def test_no_mask_lets_others_write(folder: Path, mask: int) -> None:
    """Some distributions let the group of a user write whatever the user makes."""
    before = os.umask(mask)
    try:
        keep(_NAME, _CONTENT)
        assert read_kept(_NAME) == _CONTENT
        _node(_WRITE, folder / "node", "written")
        assert _node(_SHOW, folder / "node") == "written"
    finally:
        os.umask(before)
    for path in (folder, *folder.iterdir()):
        assert not path.stat().st_mode & 0o022


@pytest.mark.parametrize("damage", DAMAGE)
def test_python_reads_nothing_damaged_and_writes_it_again(folder: Path, damage: str) -> None:
    """Nothing is believed that is not what was written, and nothing stands in the way of writing it."""
    keep(_NAME, _CONTENT)
    DAMAGE[damage](folder / _NAME)
    assert read_kept(_NAME) is None
    keep(_NAME, _CONTENT)
    assert read_kept(_NAME) == _CONTENT
    assert [path.name for path in folder.iterdir()] == [_NAME]


@pytest.mark.parametrize("damage", DAMAGE)
def test_node_reads_nothing_damaged_and_writes_it_again(folder: Path, damage: str) -> None:
    """The same in the other language."""
    folder.mkdir(parents=True)
    _node(_WRITE, folder / _NAME, "first")
    assert _node(_SHOW, folder / _NAME) == "first"
    DAMAGE[damage](folder / _NAME)
    assert _node(_SHOW, folder / _NAME) == "nothing"
    _node(_WRITE, folder / _NAME, "second")
    assert _node(_SHOW, folder / _NAME) == "second"
    assert [path.name for path in folder.iterdir()] == [_NAME]


@needs_root
def test_what_belongs_to_another_user_is_not_read(folder: Path) -> None:
    """Neither by Python nor by Node, and both replace it."""
    keep(_NAME, _CONTENT)
    _node(_WRITE, folder / "node", "first")
    for name in (_NAME, "node"):
        os.chown(folder / name, 12345, 12345)
    assert read_kept(_NAME) is None
    assert _node(_SHOW, folder / "node") == "nothing"
    keep(_NAME, _CONTENT)
    assert read_kept(_NAME) == _CONTENT


def _elsewhere(folder: Path) -> None:
    shutil.move(folder, folder.with_name("elsewhere"))
    folder.symlink_to("elsewhere")


def _file_instead(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"x")


def _itself(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.name)


FOLDERS: Final[Mapping[str, Callable[[Path], object]]] = {
    "removed": shutil.rmtree,
    "removed with the one above": lambda folder: shutil.rmtree(folder.parent),
    "a file": _file_instead,
    "a link to another folder": _elsewhere,
    "a link to itself": _itself,
    "writable by the group": lambda folder: folder.chmod(0o775),
    "writable by others": lambda folder: folder.chmod(0o757),
    "writable by all, and sticky": lambda folder: folder.chmod(0o1777),
    "another user's": lambda folder: os.chown(folder, 12345, 12345),
}


def _marks(name: str) -> tuple[pytest.MarkDecorator, ...]:
    return (needs_root,) if name == "another user's" else ()


@pytest.mark.parametrize("damage", [pytest.param(name, marks=_marks(name)) for name in FOLDERS])
def test_a_folder_that_others_may_have_written_is_made_anew(folder: Path, damage: str) -> None:
    """What was in it is not read, and what is kept next is."""
    keep(_NAME, _CONTENT)
    FOLDERS[damage](folder)
    kept._keeping.cache_clear()
    assert read_kept(_NAME) is None
    assert keeping().trouble is None
    keep(_NAME, _CONTENT)
    assert read_kept(_NAME) == _CONTENT
    assert stat.S_IMODE(folder.lstat().st_mode) == 0o755


@pytest.mark.parametrize("place", ["/proc/cdk", "/dev/null/cdk", "/sys/cdk"])
def test_where_nothing_can_be_kept_that_is_said_and_nothing_is_kept(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run takes longer, and says why; it does not fail."""
    monkeypatch.setattr(kept, "FOLDER", Path(place))
    keep(_NAME, _CONTENT)
    remove_stale("cdk-2")
    assert read_kept(_NAME) is None
    trouble = keeping().trouble
    assert trouble is not None
    assert trouble.startswith(f"{place}: is not there, and cannot be made anew (")
    assert "\n" not in trouble


@pytest.mark.parametrize("place", ["/proc/cdk", "/dev/null/cdk"])
def test_node_goes_on_where_it_can_keep_nothing(place: str) -> None:
    """Nothing of it is told but to Python."""
    assert _node(_WRITE, place, "x") == ""
    assert _node(_SHOW, place) == "nothing"


def test_what_other_versions_left_goes_after_a_day(folder: Path) -> None:
    """So that no upgrade leaves thirty megabytes behind; what another process is just writing stays."""
    for name in ("cdk-1.modules", "cdk-1.surface", "cdk-2.modules", ".cdk-1.modules.77"):
        keep(name, _CONTENT)
    (folder / ".killed").mkdir()
    (folder / ".killed/half").write_bytes(b"x")
    keep("cdk-0.modules", _CONTENT)
    for path in folder.iterdir():
        if path.name != "cdk-0.modules":
            os.utime(path, (0, 0))
    remove_stale("cdk-2")
    assert sorted(path.name for path in folder.iterdir()) == ["cdk-0.modules", "cdk-2.modules"]
