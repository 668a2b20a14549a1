"""What the files of a product depend on, as one digest: equal inputs give equal files."""

import hashlib
import json
import sys
from typing import assert_never

from archspec.build.assembly import assemblies_matter
from archspec.build.findings_json import findings_document, repository_path
from archspec.build.plugin_products import product_plugin
from archspec.build.products import DeploymentProduct, DocumentProduct, PictureProduct, Product
from archspec.build.subject import Subject
from archspec.build.versions import code_digest, installed_version
from archspec.components.registry import plugin_of
from archspec.errors import ProblemReport


def inputs_digest(product: Product, subject: Subject) -> str:
    """Return the SHA-256 of everything that decides the files of a product."""
    tools = {
        "product": product.name,
        "code": code_digest(),
        "python": sys.version_info[:3],
        "libraries": {library: installed_version(library) for library in product.libraries},
        "plugins": sorted(_plugins(product, subject)),
    }
    return hashlib.sha256(json.dumps({**tools, **_matter(product, subject)}).encode()).hexdigest()


def _plugins(product: Product, subject: Subject) -> set[str]:
    """Return the distributions of others, with their versions, whose code has a part in the files."""
    spec = subject.spec
    architectures = (spec.architecture, *spec.environments.values())
    kinds = {component.kind for architecture in architectures for component in architecture.components.values()}
    used = [product_plugin(product.name), *map(plugin_of, kinds)]
    return {f"{plugin.distribution} {plugin.version}" for plugin in used if plugin is not None}


def _matter(product: Product, subject: Subject) -> dict[str, object]:
    match product:
        case PictureProduct():
            return _architectures(subject)
        case DeploymentProduct():
            return assemblies_matter(subject.spec)
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
        "findings": findings_document([spec], [report], ProblemReport(), portable=True),
        "environments": {name: variant.model_dump_json() for name, variant in spec.environments.items()},
        "pictures": subject.pictures,
    }
