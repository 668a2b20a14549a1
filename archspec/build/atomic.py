"""Changing one file of a folder so that a reader, and a build that is killed, sees the old file or the new one."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from archspec.errors import UsageError

_SUFFIX: Final = ".archspec-tmp"
_TEMPORARY: Final = re.compile(rf"\..+\.[^.]+{re.escape(_SUFFIX)}", re.DOTALL)


def replace_file(path: Path, content: bytes) -> None:
    """Give a file its content.

    Raises:
        UsageError: The file cannot be written.

    """
    try:
        _replace(path, content)
    except OSError as error:
        # The error names a temporary file, which means nothing to the reader.
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=_SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def remove_temporary_files(folders: Iterable[Path]) -> None:
    """Remove what builds that were killed left in folders."""
    for folder in folders:
        if not folder.is_dir():
            continue
        for entry in list(os.scandir(folder)):
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                Path(entry).unlink(missing_ok=True)


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
