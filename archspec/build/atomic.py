"""Changing one file of a folder so that a reader, and a build that is killed, sees the old file or the new one."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from archspec.errors import UsageError
from archspec.folders import Place, folder_below

_SUFFIX: Final = ".archspec-tmp"
_TEMPORARY: Final = re.compile(rf"\..+\.[^.]+{re.escape(_SUFFIX)}", re.DOTALL)
_MODE: Final = 0o644
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def replace_file(path: Path, content: bytes) -> None:
    """Give a file its content, in a folder that may be named by links.

    Raises:
        UsageError: The file cannot be written.

    """
    replace_below(path.parent.resolve(), path.name, content, shown=path)


def replace_below(root: Path, name: str, content: bytes, *, shown: Path | None = None) -> None:
    """Give a file below a folder, reached by no link, its content; a link in its own place is replaced.

    Raises:
        UsageError: The file cannot be written, or a folder of it is a link.

    """
    try:
        with folder_below(root, name, create=True) as place:
            _replace(place, PurePosixPath(name).name, content)
    except OSError as error:
        # The error may name a temporary file, which means nothing to the reader.
        raise UsageError(f"{shown or root / name}: cannot be written: {error.strerror}") from None


def _replace(place: Place, name: str, content: bytes) -> None:
    temporary = f".{name}.{os.urandom(4).hex()}{_SUFFIX}"
    try:
        # Created in here, since a signal may arrive as soon as the file exists.
        handle = os.open(place.at(temporary), _NEW, mode=_MODE, dir_fd=place.descriptor)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            if os.chmod in os.supports_fd:
                # Whatever the user's mask says, a web server may read what was built.
                os.chmod(handle, _MODE)  # noqa: PTH101  there is no path yet that nobody else can swap
        os.replace(place.at(temporary), place.at(name), src_dir_fd=place.descriptor, dst_dir_fd=place.descriptor)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(place.at(temporary), dir_fd=place.descriptor)
        raise


def create_below(root: Path, name: str, content: bytes) -> bool:
    """Write a new file below a folder, reached by no link; return False where there is anything already."""
    with folder_below(root, name, create=True) as place:
        try:
            handle = os.open(place.at(PurePosixPath(name).name), _NEW, mode=_MODE, dir_fd=place.descriptor)
        except FileExistsError:
            return False
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
    return True


def remove_below(root: Path, name: str) -> None:
    """Remove a file below a folder, reached by no link, and the folders it leaves empty."""
    with folder_below(root, name) as place:
        os.unlink(place.at(PurePosixPath(name).name), dir_fd=place.descriptor)
    remove_empty_folders(root, name)


def remove_empty_folders(root: Path, name: str) -> None:
    """Remove those folders of a file that is gone which are empty now."""
    for folder in PurePosixPath(name).parents[:-1]:
        # A folder that holds something else stays, and one may be gone already, or a link.
        with suppress(OSError), folder_below(root, folder.as_posix()) as place:
            os.rmdir(place.at(folder.name), dir_fd=place.descriptor)


def remove_temporary_files(root: Path, names: Iterable[str]) -> None:
    """Remove what builds that were killed left beside files below a folder."""
    for name in {PurePosixPath(name).with_name("any").as_posix() for name in names}:
        # A folder may be gone already, or a link.
        with suppress(OSError), folder_below(root, name) as place:
            _remove_temporary_files(place)


def _remove_temporary_files(place: Place) -> None:
    with os.scandir(place.folder if place.descriptor is None else place.descriptor) as entries:
        left = [
            entry.name for entry in entries if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False)
        ]
    for name in left:
        os.unlink(place.at(name), dir_fd=place.descriptor)


@contextmanager
def taking_turns(folder: Path) -> Iterator[None]:
    """Let builds of one folder wait for each other, where the system can lock a folder."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems lock no folders; a build there trusts that it is alone.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
