"""The JavaScript of the CDK, taken out of its wheels for Node."""

import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from renderers.cdk.program.cache import keep_folder
from renderers.cdk.program.library import Library

# What only compilers, editors and readers need, and the manifest. The folder excepted holds code that is uploaded to
# AWS: its hash is in the template, so it stays as it is.
_UNUSED: Final = (".d.ts", ".d.mts", ".d.cts", ".map", ".md", ".png")
_MANIFEST: Final = ".jsii"
_UPLOADED: Final = "custom-resource-handlers"


def unpack_javascript(library: Library, progress: Callable[[str], None]) -> None:
    """Put the packages of a library where Node finds them."""
    _keep(library, progress, replace=False)


def repair_javascript(library: Library, progress: Callable[[str], None]) -> bool:
    """Unpack a library anew where it is damaged, and tell whether it was.

    This is for when damage is suspected: looking takes longer than most programs run.
    """
    damaged = _is_damaged(library)
    if damaged:
        _keep(library, progress, replace=True)
    return damaged


def _keep(library: Library, progress: Callable[[str], None], *, replace: bool) -> None:
    progress(f"unpacking aws-cdk-lib {library.version}, once")
    keep_folder(library.modules, lambda folder: _unpack_all(library, folder), replace=replace)


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
