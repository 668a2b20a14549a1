"""The folder in which what is derived from the CDK's wheels is kept for the next run."""

import os
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
    return (Path(base) if base else _home() / ".cache") / "archspec"


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        raise UsageError("there is no home folder to keep the CDK in; set ARCHSPEC_CACHE to a folder") from None


def keep_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and move it there: a reader sees all of it or none."""
    with _beside(path) as folder:
        write(folder / path.name)
        (folder / path.name).replace(path)


def keep_folder(path: Path, fill: Callable[[Path], None], *, replace: bool) -> None:
    """Fill a folder beside its place and move it there: a reader sees all of it or none.

    Where there is one already, another process was quicker, and that one is in use: it stays unless it is to be
    replaced.
    """
    with _beside(path) as folder:
        made = folder / path.name
        made.mkdir()
        fill(made)
        if replace:
            with suppress(FileNotFoundError):
                path.rename(folder / "replaced")
        try:
            made.rename(path)
        except OSError:
            if not path.is_dir():
                raise


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Make a folder on the same file system, where moving is one step."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=path.parent, prefix=f".{path.name}.", ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)
    except OSError as error:
        why = error.strerror or error
        raise UsageError(
            f"{path.parent}: cannot be written: {why}; set ARCHSPEC_CACHE to a folder that can be"
        ) from None
