"""Writing a folder of outputs: only what changed, each file whole, and nothing that is not ours removed."""

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from archspec.build.atomic import (
    remove_below,
    remove_empty_folders,
    remove_temporary_files,
    replace_below,
    taking_turns,
)
from archspec.build.manifest import MANIFEST, UNKNOWN_INPUTS, VERSION, Manifest, Record, holds, read_manifest, sha256
from archspec.errors import UsageError
from archspec.folders import is_below, status_below

_REMOVE: Final = "remove it, or write to another folder"


@dataclass(frozen=True, slots=True)
class Changes:
    """What writing a folder changed, as paths below it."""

    folder: Path
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...] = ()
    """Files of earlier builds that somebody has changed since, which are nobody's but theirs now."""

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
    """Files that a build would remove."""

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


def kept_lines(changes: Changes) -> Iterator[str]:
    """Return a line for each file that was to go and is still there."""
    for file in changes.kept:
        yield f"kept {(changes.folder / file).as_posix()}: changed since it was written; remove it if it is not needed"


def compare_outputs(folder: Path, after: Manifest, contents: Mapping[str, bytes]) -> Difference:
    """Return what `update_outputs` would change.

    Raises:
        UsageError: The folder cannot be read, its manifest is not a build's, or files are in the way.

    """
    before = read_manifest(folder)
    missing = [name for name in contents if not is_below(folder, name)]
    changed = [name for name in contents if name not in missing and not holds(folder, name, after.files[name])]
    _require_ours(folder, [*missing, *changed], before)
    extra = [name for name in before.files.keys() - after.files.keys() if holds(folder, name, before.files[name])]
    if not (missing or changed or extra):
        # What a build would do nevertheless: name the files as its own.
        missing, changed = _manifest_difference(folder, before, after)
    return Difference(folder, tuple(sorted(missing)), tuple(sorted(changed)), tuple(sorted(extra)))


def _manifest_difference(folder: Path, before: Manifest, after: Manifest) -> tuple[list[str], list[str]]:
    if not is_below(folder, MANIFEST):
        return [MANIFEST], []
    return [], [] if before.files == after.files and not before.unfinished else [MANIFEST]


def _update(
    folder: Path, after: Manifest, contents: Mapping[str, bytes], progress: Callable[[str], None], name: str
) -> Changes:
    before = read_manifest(folder, name)
    gone = sorted({*before.files, *before.unfinished} - after.files.keys())
    remove_temporary_files(folder, (*after.files, *gone, name))
    changed = [file for file in contents if not holds(folder, file, after.files[file])]
    _require_ours(folder, changed, before)
    if changed or gone:
        # Whenever the build is killed, this manifest names what it wrote.
        intention = _intention(before, after, {*changed, *(contents.keys() - before.files)})
        replace_below(folder, name, intention.to_json())
    for file in changed:
        replace_below(folder, file, contents[file])
        progress(f"wrote {folder / file}")
    removed = [file for file in gone if _remove(folder, file, before, progress)]
    kept = tuple(file for file in gone if file in before.files and is_below(folder, file))
    _replace_manifest(folder, name, after)
    unchanged = tuple(file for file in contents if file not in set(changed))
    return Changes(folder, tuple(changed), unchanged, tuple(removed), kept)


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


def _require_ours(folder: Path, changed: Iterable[str], before: Manifest) -> None:
    """Refuse, before anything is written, to go through a link and to replace what no build wrote."""
    for file in changed:
        try:
            status = status_below(folder, file)
        except OSError as error:
            raise UsageError(f"{error.filename}: cannot be written: {error.strerror}; {_REMOVE}") from None
        if status is not None and stat.S_ISDIR(status.st_mode):
            raise UsageError(f"{folder / file}: cannot be written: is a folder; {_REMOVE}")
        if status is not None and file not in before.files:
            raise UsageError(f"{folder / file}: is there already, and no build wrote it; {_REMOVE}")


def _replace_manifest(folder: Path, name: str, manifest: Manifest) -> None:
    content = manifest.to_json()
    if not holds(folder, name, sha256(content)):
        replace_below(folder, name, content)


def _remove(folder: Path, name: str, before: Manifest, progress: Callable[[str], None]) -> bool:
    """Remove a file that holds what an earlier build wrote, and the folders it leaves empty."""
    if holds(folder, name, before.files.get(name, "")):
        remove_below(folder, name)
        progress(f"removed {folder / name}")
        return True
    remove_empty_folders(folder, name)
    return False
