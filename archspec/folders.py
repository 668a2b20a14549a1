"""Folders as boundaries: what lies below one is reached without following a link, and read without waiting.

A path is opened first and judged by its descriptor, so that nothing can be swapped in between. Where the system opens
no file relative to a folder (Windows), each part of a path is looked at right before it is used.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final, NamedTuple

_BY_DESCRIPTOR: Final = os.open in os.supports_dir_fd
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
_READ: Final = (
    os.O_RDONLY
    # A FIFO without a writer, or /proc/kmsg, would wait for ever.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NO_LINK
_JUNCTION: Final = 0xA0000003
"""The tag of a junction of Windows, which is a link in all but its mode.

Source: IO_REPARSE_TAG_MOUNT_POINT in https://learn.microsoft.com/en-us/windows/win32/fileio/reparse-point-tags
"""
_CHUNK: Final = 1 << 20
_LONGEST_NAME: Final = 1000


class Place(NamedTuple):
    """An open folder, in which files are named without leaving it."""

    folder: Path
    descriptor: int | None
    """None where the system opens no file relative to a folder."""

    def at(self, name: str) -> str:
        """Return how a call that is given the descriptor names a file of the folder."""
        return name if self.descriptor is not None else str(self.folder / name)


def names_below(name: str) -> bool:
    """Tell whether a text is a path that leads below a folder on any system: relative, printable, without `..`."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    is_relative = not (posix.is_absolute() or windows.drive or windows.root or "\\" in name or ":" in name)
    is_plain = name.isprintable() and bool(posix.parts) and str(posix) == name and len(name) <= _LONGEST_NAME
    return is_relative and is_plain and ".." not in posix.parts


def read_regular(path: Path, limit: int) -> bytes:
    """Return the content of a regular file, which may be named by a link.

    Raises:
        OSError: There is no such file, it is of another kind, or it holds more bytes than the limit.

    """
    # Opening a device may already do something.
    _require_regular(path.stat(), path)
    return _whole(os.open(path, _READ), path, limit)


def read_start(path: Path, most: int) -> bytes:
    """Return the first bytes of a regular file, which may be named by a link.

    Raises:
        OSError: There is no such file, or it is of another kind.

    """
    _require_regular(path.stat(), path)
    return _start(os.open(path, _READ), path, most)


def read_below(root: Path, name: str, limit: int) -> bytes:
    """Return the content of a regular file below a folder, reached by no link.

    Raises:
        OSError: There is no such file, a link is in the way, it is of another kind, or holds more than the limit.

    """
    with folder_below(root, name) as place:
        last, path = PurePosixPath(name).name, root / name
        _require_regular(_status(place, last), path)
        return _whole(_open(place, last, _READ | _NO_LINK), path, limit)


def is_below(root: Path, name: str) -> bool:
    """Tell whether anything is at a path below a folder: a file, a folder, a link; or a link is in its way."""
    try:
        return status_below(root, name) is not None
    except OSError as error:
        return error.errno == errno.ELOOP


def status_below(root: Path, name: str) -> os.stat_result | None:
    """Return the status of what is at a path below a folder, of a link its own, or None where there is nothing.

    Raises:
        OSError: A folder on the way is none, or is a link.

    """
    try:
        with folder_below(root, name) as place:
            return _lstat(place, PurePosixPath(name).name)
    except FileNotFoundError:
        return None


@contextmanager
def folder_below(root: Path, name: str, *, create: bool = False) -> Iterator[Place]:
    """Open the folder of a file below another, none of them by a link; make those that are missing, where asked to.

    Raises:
        OSError: A folder does not exist, is none, or is a link.

    """
    place = _opened(Place(root.parent, None), root.name) if root.name else Place(root, _handle(root))
    try:
        for part in PurePosixPath(name).parts[:-1]:
            if create:
                _make(place, part)
            below = _opened(place, part)
            _close(place)
            place = below
        yield place
    finally:
        _close(place)


def _handle(root: Path) -> int | None:
    return os.open(root, _FOLDER) if _BY_DESCRIPTOR else None


def _make(place: Place, name: str) -> None:
    try:
        os.mkdir(place.at(name), dir_fd=place.descriptor)
    except FileExistsError:
        return


def _opened(place: Place, name: str) -> Place:
    path = place.folder / name
    if not stat.S_ISDIR(_status(place, name).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "is no folder", str(path))
    return Place(path, _open(place, name, _FOLDER) if _BY_DESCRIPTOR else None)


def _close(place: Place) -> None:
    if place.descriptor is not None:
        os.close(place.descriptor)


def _status(place: Place, name: str) -> os.stat_result:
    """Return the status of what is in a folder, which is no link."""
    status = _lstat(place, name)
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION:
        raise OSError(errno.ELOOP, "is a link", str(place.folder / name))
    return status


def _lstat(place: Place, name: str) -> os.stat_result:
    try:
        return os.stat(place.at(name), dir_fd=place.descriptor, follow_symlinks=False)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place.folder / name)) from None


def _open(place: Place, name: str, flags: int) -> int:
    try:
        return os.open(place.at(name), flags, dir_fd=place.descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place.folder / name)) from None


def _require_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "is no regular file", str(path))


def _whole(descriptor: int, path: Path, limit: int) -> bytes:
    content = _start(descriptor, path, limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, f"holds more than {limit / 2**20:.3g} MB", str(path))
    return content


def _start(descriptor: int, path: Path, most: int) -> bytes:
    """Read a file, but no more than so many bytes, whatever size it claims to have; then close it."""
    content = bytearray()
    try:
        _require_regular(os.fstat(descriptor), path)
        while len(content) < most and (chunk := os.read(descriptor, min(_CHUNK, most - len(content)))):
            content += chunk
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(descriptor)
    return bytes(content)
