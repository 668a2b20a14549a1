"""What the files of a product depend on, as one digest: equal inputs give equal files."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, assert_never

from archspec.build.findings_json import findings_document, repository_path
from archspec.build.products import DocumentProduct, PictureProduct, Product, installed_version
from archspec.build.subject import Subject

_PACKAGES: Final = ("archspec", "renderers")


def inputs_digest(product: Product, subject: Subject) -> str:
    """Return the SHA-256 of everything that decides the files of a product."""
    tools = {
        "product": product.name,
        "code": code_digest(),
        "python": sys.version_info[:3],
        "libraries": {library: installed_version(library) for library in product.libraries},
    }
    return hashlib.sha256(json.dumps({**tools, **_matter(product, subject)}).encode()).hexdigest()


def _matter(product: Product, subject: Subject) -> dict[str, object]:
    match product:
        case PictureProduct():
            return _architectures(subject)
        case DocumentProduct():
            return {**_architectures(subject), **_verdict(subject)}
        case _ as unreachable:
            assert_never(unreachable)


def _architectures(subject: Subject) -> dict[str, object]:
    return {"architectures": [architecture.model_dump_json() for architecture in subject.architectures.values()]}


def _verdict(subject: Subject) -> dict[str, object]:
    spec, report = subject.spec, subject.report
    return {
        "as_of": report.as_of.isoformat(),
        "file": repository_path(spec.file, anchor=spec.file),
        "findings": findings_document([spec], [report], [], portable=True),
        "environments": {name: variant.model_dump_json() for name, variant in spec.environments.items()},
        "pictures": subject.pictures,
    }


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
