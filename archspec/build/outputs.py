"""Writing a folder of outputs: only what changed, each file whole, and nothing that is not ours removed."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archspec.build.manifest import MANIFEST, manifest_text, read_manifest
from archspec.errors import UsageError


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing a folder changed, as paths below it."""

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write_outputs(folder: Path, files: Mapping[str, bytes], progress: Callable[[str], None]) -> Changes:
    """Make a folder hold these files, beside any that no build wrote.

    The manifest comes last: until then the old one names what there is to remove.

    Raises:
        UsageError: The folder cannot be written, or its manifest is not a build's.

    """
    try:
        return _write(folder, files, progress)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written: {error.strerror}") from None


def _write(folder: Path, files: Mapping[str, bytes], progress: Callable[[str], None]) -> Changes:
    stale = sorted(read_manifest(folder) - files.keys())
    _require_inside(folder, [*files, *stale])
    written = [name for name, content in files.items() if _replace(folder / name, content, progress)]
    removed = [name for name in stale if _remove(folder, name, progress)]
    _replace(folder / MANIFEST, manifest_text(files), lambda _message: None)
    unchanged = tuple(name for name in files if name not in set(written))
    return Changes(folder, tuple(written), unchanged, tuple(removed))


def _require_inside(folder: Path, names: Iterable[str]) -> None:
    """Refuse to follow a symbolic link out of the folder."""
    root = folder.resolve()
    for parent in {(folder / name).parent for name in names}:
        if not parent.resolve().is_relative_to(root):
            raise UsageError(f"{parent}: leads out of {folder}; remove the link, or build to another folder")


def _replace(path: Path, content: bytes, progress: Callable[[str], None]) -> bool:
    """Write a file unless it holds the content already; a reader sees the old file or the new one."""
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    progress(f"wrote {path}")
    return True


def _remove(folder: Path, name: str, progress: Callable[[str], None]) -> bool:
    """Remove a file an earlier build wrote, and the folders it leaves empty."""
    path = folder / name
    if not path.is_file() and not path.is_symlink():
        return False
    path.unlink()
    # A folder that holds something else stays.
    with suppress(OSError):
        for parent in PurePosixPath(name).parents[:-1]:
            (folder / parent).rmdir()
    progress(f"removed {path}")
    return True
