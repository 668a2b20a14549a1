"""Folders that last as long as a run."""

import shutil
import tempfile
from contextlib import suppress
from typing import Final

_PREFIX: Final = "archspec-"
_MEMORY: Final = "/dev/shm"  # noqa: S108  a folder of our own is made in it
_ROOM: Final = 32 * 2**20
"""Bytes, above what an assembly takes; a container's memory folder has 64 MiB by default."""


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder in memory, or where there is no room in the temporary folder: a disk is slow to remove files."""
    # There may be no such folder, or none that can be written.
    with suppress(OSError):
        if shutil.disk_usage(_MEMORY).free >= _ROOM:
            return tempfile.TemporaryDirectory(prefix=_PREFIX, dir=_MEMORY)
    return tempfile.TemporaryDirectory(prefix=_PREFIX)
