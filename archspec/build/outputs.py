"""Writing a folder of outputs: only what changed, each file whole, and nothing that is not ours removed."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Self

from archspec.build.atomic import remove_temporary_files, replace_file, taking_turns
from archspec.build.manifest import MANIFEST, UNKNOWN_INPUTS, VERSION, Manifest, Record, holds, read_manifest
from archspec.errors import UsageError


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing a folder changed, as paths below it."""

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]

    def also_unchanged(self, files: Iterable[str]) -> Self:
        """Count files that were not even made again."""
        return replace(self, unchanged=(*self.unchanged, *files))


@dataclass(frozen=True, slots=True)
class Difference:
    """How a folder differs from what it should hold, as paths below it."""

    folder: Path
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    extra: tuple[str, ...]
    """Files that builds wrote and none would write now."""

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return bool(self.missing or self.changed or self.extra)


def update_outputs(
    folder: Path, after: Manifest, contents: Mapping[str, bytes], progress: Callable[[str], None], name: str = MANIFEST
) -> Changes:
    """Make a folder hold what a manifest names; files without content here are there already.

    `progress` is told of each file that is written or removed.

    Raises:
        UsageError: The folder cannot be written, or its manifest is not a build's.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with taking_turns(folder):
            return _update(folder, after, contents, progress, name)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be written: {error.strerror}") from None


def compare_outputs(folder: Path, after: Manifest, contents: Mapping[str, bytes]) -> Difference:
    """Return what `update_outputs` would change.

    Raises:
        UsageError: The folder cannot be read, or its manifest is not a build's.

    """
    try:
        before = read_manifest(folder)
        missing = [name for name in contents if not (folder / name).exists()]
        changed = [name for name in contents if name not in missing and not holds(folder / name, after.files[name])]
        extra = [name for name in before.files if name not in after.files and (folder / name).is_file()]
        if not (missing or changed or extra):
            # What a build would do nevertheless: name the files as its own.
            missing, changed = _manifest_difference(folder, before, after)
    except OSError as error:
        raise UsageError(f"{error.filename or folder}: cannot be read: {error.strerror}") from None
    return Difference(folder, tuple(sorted(missing)), tuple(sorted(changed)), tuple(sorted(extra)))


def _manifest_difference(folder: Path, before: Manifest, after: Manifest) -> tuple[list[str], list[str]]:
    if not (folder / MANIFEST).is_file():
        return [MANIFEST], []
    return [], [] if before.files == after.files and not before.unfinished else [MANIFEST]


def _update(
    folder: Path, after: Manifest, contents: Mapping[str, bytes], progress: Callable[[str], None], name: str
) -> Changes:
    before = read_manifest(folder, name)
    gone = sorted({*before.files, *before.unfinished} - after.files.keys())
    _require_inside(folder, [*after.files, *gone])
    _require_no_folders(folder / file for file in contents)
    remove_temporary_files({(folder / file).parent for file in (*after.files, *gone, name)})
    changed = [file for file in contents if not holds(folder / file, after.files[file])]
    if changed or gone:
        # Whenever the build is killed, this manifest names what it wrote.
        replace_file(folder / name, _intention(before, after, {*changed, *(contents.keys() - before.files)}).to_json())
    for file in changed:
        replace_file(folder / file, contents[file])
        progress(f"wrote {folder / file}")
    removed = [file for file in gone if _remove(folder, file, ours=file in before.files, progress=progress)]
    _replace_manifest(folder / name, after.to_json())
    unchanged = tuple(file for file in contents if file not in set(changed))
    return Changes(folder, tuple(changed), unchanged, tuple(removed))


def _intention(before: Manifest, after: Manifest, coming: Iterable[str]) -> Manifest:
    """Return the manifest for the time of writing: what there was, and what is coming or there already."""
    products = dict(before.products)
    for product, record in after.products.items():
        old = products.get(product)
        if old != record:
            files = sorted({*record.files, *(old.files if old else ())})
            products[product] = Record(inputs=UNKNOWN_INPUTS, files=tuple(files))
    unfinished = {**before.unfinished, **{file: after.files[file] for file in coming}}
    return Manifest(version=VERSION, files=before.files, products=products, unfinished=unfinished)


def _require_inside(folder: Path, names: Iterable[str]) -> None:
    """Refuse to follow a symbolic link out of the folder."""
    root = folder.resolve()
    for parent in {(folder / name).parent for name in names}:
        if not parent.resolve().is_relative_to(root):
            raise UsageError(f"{parent}: leads out of {folder}; remove the link, or build to another folder")


def _require_no_folders(paths: Iterable[Path]) -> None:
    """Refuse before anything is written what would fail half way."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            raise UsageError(f"{path}: cannot be written: is a folder; remove it, or build to another folder")


def _replace_manifest(path: Path, content: bytes) -> None:
    if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
        replace_file(path, content)


def _remove(folder: Path, name: str, *, ours: bool, progress: Callable[[str], None]) -> bool:
    """Remove a file an earlier build wrote, and the folders it leaves empty."""
    path = folder / name
    removed = ours and (path.is_file() or path.is_symlink())
    if removed:
        path.unlink()
        progress(f"removed {path}")
    for parent in PurePosixPath(name).parents[:-1]:
        # A folder that holds something else stays, and one may be gone already.
        with suppress(OSError):
            (folder / parent).rmdir()
    return removed
