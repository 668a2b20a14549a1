"""The folder in which what is derived from the CDK's wheels is kept for the next run."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archspec.errors import UsageError


def cache_root() -> Path:
    """Return the folder of everything kept: `ARCHSPEC_CACHE`, else `archspec` in the user's cache folder."""
    if chosen := os.environ.get("ARCHSPEC_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "archspec"


def keep_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and move it there: a reader sees no part of it."""
    with _beside(path) as folder:
        write(folder / path.name)
        (folder / path.name).replace(path)


def keep_folder(path: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder beside its place and move it there; where another process was quicker, keep that one's."""
    with _beside(path) as folder:
        made = folder / path.name
        made.mkdir()
        fill(made)
        with suppress(OSError):
            path.rename(folder / "old")
        try:
            made.rename(path)
        except OSError:
            if not path.is_dir():
                raise


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    except OSError as error:
        raise UsageError(
            f"{path.parent}: cannot be written: {error.strerror}; set ARCHSPEC_CACHE to a folder that can be"
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
