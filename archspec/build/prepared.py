"""The outputs of one spec, before they are written or compared."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from archspec.build.inputs import inputs_digest
from archspec.build.manifest import VERSION, Digests, Manifest, Record, as_reason, is_intact, read_manifest, sha256
from archspec.build.products import Product, make, picture_names
from archspec.build.selection import Selection
from archspec.build.subject import Subject
from archspec.errors import RenderError


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the folder of a spec should hold."""

    manifest: Manifest
    """Every file in it that is ours."""
    contents: Mapping[str, bytes]
    """The files that had to be made."""
    reused: tuple[str, ...]
    """The files that are there already, made from the same inputs."""
    refused: Mapping[str, str]
    """The files that cannot hold what they were to show, with the reason."""


@dataclass(frozen=True, slots=True)
class _Made:
    """One product: its files, and the contents of those that are not there already."""

    record: Record
    files: Digests
    contents: Mapping[str, bytes]


def prepare(
    subject: Subject, folder: Path, selection: Selection, progress: Callable[[str], None], *, reuse: bool
) -> Prepared:
    """Make the chosen products of a spec; with `reuse`, but for those its folder holds already, as its manifest says.

    Raises:
        UsageError: The folder cannot be read, or its manifest is not a build's.

    """
    before = read_manifest(folder)
    files, products = _left(before, selection)
    contents: dict[str, bytes] = {}
    reused: list[str] = []
    refused: dict[str, str] = {}
    for product in selection.chosen:
        shown = replace(subject, pictures=_pictures(subject, folder, files, contents))
        there = _reused(product, shown, folder, before) if reuse else None
        made = there or _made(product, shown, progress)
        files |= made.files
        products[product.name] = made.record
        contents |= made.contents
        reused += [file for file in made.record.files if file not in made.contents]
        refused |= made.record.refused
    return Prepared(Manifest(version=VERSION, files=files, products=products), contents, tuple(reused), refused)


def _left(before: Manifest, selection: Selection) -> tuple[dict[str, str], dict[str, Record]]:
    """Return the files and products that stay as they are; of an unfinished product, the files that are there."""
    owners = before.owners()
    files = {file: digest for file, digest in before.files.items() if selection.leaves(owners.get(file))}
    products = {
        name: record.model_copy(update={"files": tuple(file for file in record.files if file in files)})
        for name, record in before.products.items()
        if selection.leaves(name)
    }
    return files, products


def _pictures(subject: Subject, folder: Path, files: Collection[str], contents: Collection[str]) -> tuple[str, ...]:
    """Return the pictures that documents may link to; one that somebody removed is none, unless it is made again."""
    # A manifest of somebody else may name anything.
    known = picture_names(subject.architectures).intersection(files)
    return tuple(sorted(file for file in known if file in contents or (folder / file).is_file()))


def _reused(product: Product, subject: Subject, folder: Path, before: Manifest) -> _Made | None:
    """Return a product as an earlier build left it, where its inputs are the same and nobody touched its files."""
    record = before.products.get(product.name)
    if record is None or record.inputs != inputs_digest(product, subject):
        return None
    # A manifest that lacks a digest, which no build writes, trusts no file.
    files = {file: before.files.get(file, "") for file in record.files}
    return _Made(record, files, {}) if is_intact(folder, files) else None


def _made(product: Product, subject: Subject, progress: Callable[[str], None]) -> _Made:
    progress(f"{subject.spec.architecture.name}: {product.name}")
    results = dict(make(product, subject))
    contents = {file: result for file, result in results.items() if isinstance(result, bytes)}
    digests = {file: sha256(content) for file, content in contents.items()}
    record = Record(
        inputs=inputs_digest(product, subject),
        files=tuple(sorted(contents)),
        refused={file: as_reason(result) for file, result in results.items() if isinstance(result, RenderError)},
    )
    return _Made(record, digests, contents)
