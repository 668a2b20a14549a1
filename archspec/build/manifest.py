"""The manifest of a folder of outputs: the files builds wrote there, what they hold, and what they were made from."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from archspec.errors import UsageError

MANIFEST: Final = "manifest.json"
VERSION: Final = 1

UNKNOWN_INPUTS: Final = ""
"""The inputs of a product whose build did not end; no digest equals it."""

Digests: TypeAlias = Mapping[str, str]
"""The SHA-256 of each file, by its path below the folder."""


class Record(BaseModel):
    """One product in a folder."""

    model_config = ConfigDict(frozen=True, strict=True)

    inputs: str
    """The digest of everything its files were made from."""
    files: tuple[str, ...]
    """Their paths, sorted."""
    refused: Mapping[str, str] = {}
    """The files that cannot hold what they were to show, with the reason."""


class Manifest(BaseModel):
    """What builds wrote to a folder."""

    # Deferred, because `check` comes through here and reads none.
    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    version: Literal[1]
    files: Digests
    products: Mapping[str, Record] = {}
    """Which of the files are whose; a file may be of no product."""
    unfinished: Digests = {}
    """The files a build was about to write; empty once it has ended."""

    @model_validator(mode="after")
    def _require_known_files(self) -> Self:
        known = self.files.keys() | self.unfinished.keys()
        if not self.owners().keys() <= known:
            raise ValueError("a product has a file of which nothing is known")
        return self

    def owners(self) -> Mapping[str, str]:
        """Return the product of each file that belongs to one."""
        return {file: product for product, record in self.products.items() for file in record.files}

    def to_json(self) -> bytes:
        """Return the text of the file, which is the same for equal manifests."""
        return (json.dumps(self.model_dump(exclude_defaults=True), indent=2, sort_keys=True) + "\n").encode()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def holds(path: Path, digest: str) -> bool:
    """Tell whether a path is a file of its own, no link, whose content has a digest."""
    return path.is_file() and not path.is_symlink() and sha256(path.read_bytes()) == digest


def is_intact(folder: Path, files: Digests) -> bool:
    """Tell whether a folder holds files as they were written."""
    try:
        return all(holds(folder / name, digest) for name, digest in files.items())
    except OSError:
        return False


def read_manifest(folder: Path, name: str = MANIFEST) -> Manifest:
    """Return what earlier builds wrote to a folder, the one that was killed included; nothing where there was none.

    Raises:
        UsageError: The manifest cannot be read, or is not one a build wrote.

    """
    try:
        return _read(folder, name)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be read: {error.strerror}") from None


def _read(folder: Path, name: str) -> Manifest:
    path = folder / name
    if not path.is_file():
        return Manifest(version=VERSION, files={})
    manifest = _parsed(path)
    for file in (*manifest.files, *manifest.unfinished):
        if not _is_inside(file) or file == name:
            raise UsageError(f"{path}: names {file!r}, which is outside its folder; remove the manifest to build again")
    written = {file: digest for file, digest in manifest.unfinished.items() if holds(folder / file, digest)}
    return manifest.model_copy(update={"files": {**manifest.files, **written}})


def _parsed(path: Path) -> Manifest:
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError:
        raise UsageError(f"{path}: is no manifest this version wrote; remove it to build again") from None


def _is_inside(name: str) -> bool:
    """Tell whether a path stays below its folder, on any system."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    plain = not (posix.is_absolute() or windows.drive or windows.root or "\\" in name or "\0" in name)
    return plain and ".." not in posix.parts and bool(posix.parts) and str(posix) == name
