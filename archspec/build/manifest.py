"""The manifest of a folder of outputs: the files a build wrote there, with what they hold."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from archspec.errors import UsageError

MANIFEST: Final = "manifest.json"
VERSION: Final = 1


def manifest_text(files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of files: each path with the SHA-256 of its content."""
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    return (json.dumps({"version": VERSION, "files": digests}, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> frozenset[str]:
    """Return the files an earlier build wrote to a folder; none where there was no build.

    Raises:
        UsageError: The manifest is not one a build wrote.

    """
    path = folder / MANIFEST
    if not path.is_file():
        return frozenset()
    names = _names(path)
    for name in names:
        if not _is_inside(name):
            raise UsageError(f"{path}: names {name!r}, which is outside its folder; remove the manifest to build again")
    return frozenset(names)


def _names(path: Path) -> list[str]:
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        document = None
    match document:
        case {"version": 1, "files": dict(files)}:
            return [str(name) for name in files]
        case _:
            raise UsageError(f"{path}: is no manifest this version wrote; remove it to build again")


def _is_inside(name: str) -> bool:
    """Tell whether a path stays below its folder, on any system, and is not the manifest itself."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    plain = not (posix.is_absolute() or windows.drive or windows.root or "\\" in name or "\0" in name)
    return plain and ".." not in posix.parts and bool(posix.parts) and str(posix) == name and name != MANIFEST
