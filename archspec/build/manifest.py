"""The manifest of a folder of outputs: the files builds wrote there, what they hold, and what they were made from."""

import errno
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from archspec.errors import UsageError
from archspec.folders import names_below, read_below
from archspec.loading.quoting import quoted

MANIFEST: Final = "manifest.json"
VERSION: Final = 1
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_FILES: Final = 100_000
MAX_OUTPUT_BYTES: Final = 64 * 1024 * 1024
"""Bytes of an output that are read; a longer file counts as changed."""
_LONGEST_REASON: Final = 2000
_IN_THE_WAY: Final = frozenset({errno.ELOOP, errno.EINVAL, errno.EFBIG})
"""A link, what is no regular file, a file too large."""

UNKNOWN_INPUTS: Final = ""
"""The inputs of a product whose build did not end; no digest equals it."""


def _below(name: str) -> str:
    if not names_below(name):
        raise ValueError(f"names {quoted(name)}, which is outside its folder")
    return name


def _printable(reason: str) -> str:
    if not reason.isprintable():
        raise ValueError("gives a reason that is not one printable line")
    return reason


def as_reason(error: Exception) -> str:
    """Return what an error says as a manifest holds it: one printable line, cut where it is long."""
    line = "".join(character if character.isprintable() else " " for character in str(error))
    return line if len(line) <= _LONGEST_REASON else line[: _LONGEST_REASON - 1] + "…"


Below: TypeAlias = Annotated[str, AfterValidator(_below)]
Digest: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Digests: TypeAlias = Annotated[Mapping[Below, Digest], Field(max_length=MAX_FILES)]
"""The SHA-256 of each file, by its path below the folder."""
Reason: TypeAlias = Annotated[str, Field(max_length=_LONGEST_REASON), AfterValidator(_printable)]
ProductName: TypeAlias = Annotated[str, Field(pattern="^[a-z][a-z0-9_.-]{0,63}$")]


class Record(BaseModel):
    """One product in a folder."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    inputs: Digest | Literal[""]
    """The digest of everything its files were made from."""
    files: Annotated[tuple[Below, ...], Field(max_length=MAX_FILES)]
    """Their paths, sorted."""
    refused: Annotated[Mapping[Below, Reason], Field(max_length=MAX_FILES)] = {}
    """The files that cannot hold what they were to show, with the reason."""


class Manifest(BaseModel):
    """What builds wrote to a folder."""

    # Deferred, because `check` comes through here and reads none.
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    version: Annotated[int, Field(ge=VERSION, le=VERSION)]
    files: Digests
    products: Annotated[Mapping[ProductName, Record], Field(max_length=MAX_FILES)] = {}
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


def holds(folder: Path, name: str, digest: str) -> bool:
    """Tell whether there is a regular file below a folder, reached by no link, whose content has a digest."""
    try:
        return sha256(read_below(folder, name, MAX_OUTPUT_BYTES)) == digest
    except OSError:
        return False


def is_intact(folder: Path, files: Digests) -> bool:
    """Tell whether a folder holds files as they were written."""
    return all(holds(folder, name, digest) for name, digest in files.items())


def read_manifest(folder: Path, name: str = MANIFEST) -> Manifest:
    """Return what earlier builds wrote to a folder, the one that was killed included; nothing where there was none.

    Raises:
        UsageError: The folder or the manifest is a link or no regular file, or the manifest is not one a build wrote.

    """
    try:
        content = read_below(folder, name, MAX_BYTES)
    except FileNotFoundError:
        return Manifest(version=VERSION, files={})
    except OSError as error:
        advice = "; remove it, or write to another folder" if error.errno in _IN_THE_WAY else ""
        raise UsageError(f"{error.filename or folder}: cannot be read: {error.strerror}{advice}") from None
    manifest = _parsed(content, folder / name)
    # Some systems do not tell upper case from lower.
    if name in {file.casefold() for file in (*manifest.files, *manifest.unfinished)}:
        raise _no_manifest(folder / name, "names itself")
    written = {file: digest for file, digest in manifest.unfinished.items() if holds(folder, file, digest)}
    return manifest.model_copy(update={"files": {**manifest.files, **written}})


def _parsed(content: bytes, path: Path) -> Manifest:
    try:
        # Of two values for one key, readers differ on which counts.
        json.loads(content, object_pairs_hook=_unique)
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        raised = [details["ctx"]["error"] for details in error.errors() if details["type"] == "value_error"]
        raise _no_manifest(path, str(raised[0]) if raised else "has another form") from None
    except (ValueError, RecursionError):
        raise _no_manifest(path, "is no JSON, or has a key twice") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError("a key is there twice")
    return entries


def _no_manifest(path: Path, reason: str) -> UsageError:
    return UsageError(
        f"{path}: is no manifest this version wrote: {reason}; remove it and the outputs beside it, and build again"
    )
