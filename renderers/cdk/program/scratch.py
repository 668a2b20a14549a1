"""Folders that last as long as a run."""

import os
import shutil
import tempfile
from typing import Final

_MEMORY: Final = "/dev/shm"  # noqa: S108  a folder of our own is made in it
_ROOM: Final = 32 * 2**20
"""Bytes, above what an assembly takes; a container's memory folder has 64 MiB by default."""


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder in memory, or where there is no room in the temporary folder: a disk is slow to remove files."""
    return tempfile.TemporaryDirectory(prefix="archspec-", dir=_memory())


def _memory() -> str | None:
    try:
        has_room = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM
    except OSError:
        has_room = False
    return _MEMORY if has_room else None
