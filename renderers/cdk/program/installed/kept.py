"""What is derived from the CDK's wheels, kept for the next run beside the code, as Python keeps its bytecode.

Whoever may write there may write the package itself. A folder that a variable or `HOME` names is no place for what
runs or decides what runs: it may come from another job.
"""

import hashlib
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "__pycache__" / "cdk"

_OTHERS_MAY_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_DIGEST_SIZE: Final = hashlib.sha256().digest_size
# Several times what is ever kept: a file that is larger was not written by us.
_MOST_BYTES: Final = 256 * 1024 * 1024
_STALE_SECONDS: Final = 24 * 60 * 60
# A link, a pipe or a device is not followed, waited for or read. Windows has neither flag, and no such files here.
_READING: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where files are kept, if anywhere, and what a user should know about it."""

    folder: Path | None
    trouble: str | None = None


def keeping() -> Keeping:
    """Return where files are kept, after a look at who may write there."""
    return _keeping(FOLDER)


@cache
def _keeping(folder: Path) -> Keeping:
    try:
        _make(folder)
        if _refusal(folder) is not None:
            _remove(folder)
            _make(folder)
    except OSError as error:
        return Keeping(None, _trouble(folder, f"{_refusal(folder)}, and cannot be made anew ({error.strerror})"))
    if (reason := _refusal(folder)) is not None:
        return Keeping(None, _trouble(folder, reason))
    if not os.access(folder, os.W_OK) and not any(folder.iterdir()):
        return Keeping(folder, _trouble(folder, "cannot be written"))
    return Keeping(folder)


def _make(folder: Path) -> None:
    # Another process may be quicker; and a file in its place is looked at by whoever calls this.
    with suppress(FileExistsError):
        folder.mkdir(mode=0o755, parents=True)


def _trouble(folder: Path, reason: str) -> str:
    return f"{folder}: {reason}; every run reads the CDK anew, which takes seconds, until its owner runs archspec synth"


def _refusal(folder: Path) -> str | None:
    """Return why what is in a folder is not believed, or None."""
    try:
        state = folder.lstat()
    except OSError:
        return "is not there"
    if not stat.S_ISDIR(state.st_mode):
        return "is no folder"
    if os.name == "nt":
        return None
    if state.st_uid not in {os.geteuid(), Path(__file__).stat().st_uid}:
        return "belongs to another user"
    if state.st_mode & _OTHERS_MAY_WRITE:
        return "may be written by others than its owner"
    return None if os.access(folder, os.R_OK | os.X_OK) else "cannot be read"


def read_kept(name: str) -> bytes | None:
    """Return what is kept under a name, or None where it is not there, not whole, or might be somebody else's."""
    folder = keeping().folder
    if folder is None:
        return None
    try:
        with open(os.open(folder / name, _READING), "rb") as stream:  # noqa: PTH123  the flags matter
            whole = stream.read() if _is_trusted(os.fstat(stream.fileno()), folder) else b""
    except OSError:
        return None
    content = memoryview(whole)[_DIGEST_SIZE:]
    return bytes(content) if hashlib.sha256(content).digest() == whole[:_DIGEST_SIZE] else None


def _is_trusted(file: os.stat_result, folder: Path) -> bool:
    if not stat.S_ISREG(file.st_mode) or file.st_size > _MOST_BYTES:
        return False
    return os.name == "nt" or (file.st_uid == folder.stat().st_uid and not file.st_mode & _OTHERS_MAY_WRITE)


def keep(name: str, content: bytes) -> None:
    """Keep content under a name, where that is possible: without it the next run only takes longer."""
    folder = keeping().folder
    if folder is None:
        return
    with suppress(OSError), tempfile.TemporaryDirectory(dir=folder, prefix=".", ignore_cleanup_errors=True) as beside:
        made = Path(beside, name)
        made.write_bytes(hashlib.sha256(content).digest() + content)
        made.chmod(0o644)
        if not stat.S_ISREG(_mode(folder / name)):
            _remove(folder / name)
        made.replace(folder / name)


def remove_stale(current: str) -> None:
    """Remove what was kept of other versions, and what a run that was killed left half written."""
    folder = keeping().folder
    if folder is None:
        return
    for path in folder.iterdir():
        with suppress(OSError):
            if not path.name.startswith(current) and time.time() - path.lstat().st_mtime > _STALE_SECONDS:
                _remove(path)


def _mode(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0


def _remove(path: Path) -> None:
    """Remove a file, a link or a folder, where there is one."""
    if stat.S_ISDIR(_mode(path)):
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
