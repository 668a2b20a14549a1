"""Cloud assemblies: one in a folder of its own, and those of a spec among the outputs of a build."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archspec.build.lock import Lock
from archspec.build.manifest import VERSION, Manifest, Record, is_intact, read_manifest, sha256
from archspec.build.outputs import Changes, update_outputs
from archspec.build.versions import CDK_LIBRARIES, code_digest, installed_version
from archspec.errors import ArchspecError, RenderError
from archspec.loading.lock_file import NO_ENVIRONMENT, lock_beside, read_lock_text

if TYPE_CHECKING:
    from archspec.architecture import Architecture
    from archspec.loading import Spec
    from archspec.planning import Plan
    from renderers.cdk.program.playing.node_player import NodePlayer
    from renderers.cdk.synth import Assembly

MANIFEST: Final = ".archspec.json"
"""The manifest of the folder, in which `manifest.json` is the CDK's own."""
_PRODUCT: Final = "cdk.out"


def is_current(out: Path, plan: "Plan", *, validate: bool) -> bool:
    """Tell whether a folder, which may be named by a link, holds exactly what the plan gives.

    Raises:
        UsageError: The manifest of the folder cannot be read.

    """
    out = out.resolve()
    manifest = read_manifest(out, MANIFEST)
    record = manifest.products.get(_PRODUCT)
    if record is None or record.inputs != _inputs(plan, validate=validate):
        return False
    # A manifest that lacks a digest, which no build writes, trusts no file.
    return is_intact(out, {name: manifest.files.get(name, "") for name in record.files})


def write_assembly(out: Path, assembly: "Assembly", plan: "Plan", *, validate: bool) -> Changes:
    """Make a folder, which may be named by a link, hold an assembly of a plan.

    Raises:
        UsageError: The folder cannot be written.

    """
    digests = {name: sha256(content) for name, content in assembly.files.items()}
    record = Record(inputs=_inputs(plan, validate=validate), files=tuple(sorted(digests)))
    manifest = Manifest(version=VERSION, files=digests, products={_PRODUCT: record})
    changes = update_outputs(out.resolve(), manifest, assembly.files, lambda _message: None, MANIFEST)
    return replace(changes, folder=out)


def _inputs(plan: "Plan", *, validate: bool) -> str:
    """Return the SHA-256 of everything that decides the files of an assembly."""
    matter = {
        "architecture": plan.architecture.model_dump_json(),
        "environment": plan.environment,
        "components": dict(plan.placement),
        "code": code_digest(),
        "libraries": {name: installed_version(name) for name in CDK_LIBRARIES},
        "node": os.environ.get("JSII_NODE"),
        "validate": validate,
    }
    return sha256(json.dumps(matter).encode())


def assemblies(spec: "Spec") -> Iterator[tuple[str, bytes | RenderError]]:
    """Return the files of the assembly of each environment, below the spec's folder; or why there is none.

    What the lock file of the spec knows is not replaced; only `archspec synth` can be told to.
    """
    from renderers.cdk.program.playing.node_player import NodePlayer

    with NodePlayer() as player:
        player.start()
        for environment, architecture in spec.variants().items():
            folder = f"{environment or NO_ENVIRONMENT}/cdk.out"
            try:
                assembly = _kept_assembly(spec, environment, architecture, player)
            except ArchspecError as error:
                yield folder, RenderError("; ".join(str(error).splitlines()))
            else:
                yield from ((f"{folder}/{name}", content) for name, content in assembly.files.items())


def _kept_assembly(
    spec: "Spec", environment: str | None, architecture: "Architecture", player: "NodePlayer"
) -> "Assembly":
    from renderers.cdk.stateful import stateful_resources
    from renderers.cdk.synth import synthesize

    lock = Lock.beside(Path(spec.file))
    made = lock.plan(architecture, environment)
    assembly = synthesize(made, player)
    resources = stateful_resources(assembly.templates(made), architecture)
    if lost := lock.lost(environment, resources):
        what = "; ".join(map(str, lost))
        raise RenderError(f"would delete or replace what holds data: {what}; archspec synth says how to go on")
    return assembly


def assemblies_matter(spec: "Spec") -> dict[str, object]:
    """Return what decides the files of `assemblies`, besides code and libraries."""
    return {
        "environments": {str(name): variant.model_dump_json() for name, variant in spec.variants().items()},
        "lock": read_lock_text(lock_beside(Path(spec.file))),
        "node": os.environ.get("JSII_NODE"),
    }
