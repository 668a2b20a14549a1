"""`archspec synth`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archspec.cli.options import one_environment_option, output_options, python_option
from archspec.cli.signals import cleaning_up
from archspec.cli.terminal import echo

if TYPE_CHECKING:
    from archspec.loading import Spec
    from renderers.cdk.program.playing.node_player import NodePlayer


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
@python_option
@output_options
def synth_command(  # noqa: PLR0913  one parameter for each option
    *,
    path: Path,
    environment: str | None,
    out: Path,
    validate: bool,
    accepted: tuple[str, ...],
    python: bool,
    quiet: bool,
    verbose: bool,
    color: str,
) -> int:
    """Write the CDK cloud assembly of a SPEC, ready for `cdk deploy --app`.

    Beside the spec, a lock file records what holds data; a change that would replace it stops here.
    """
    del color, verbose
    from renderers.cdk.program.playing.node_player import NodePlayer

    with cleaning_up(), NodePlayer(validate=validate, warn=_warning(quiet=quiet)) as player:
        if not _seems_current(out, path):
            # Node loads the CDK while Python imports the model.
            player.start()
        from archspec.loading import load

        spec = load(path, python=python)
        for line in _synthesized(spec, environment, out, accepted, player):
            if not quiet:
                echo(line)
    return 0


def _seems_current(out: Path, spec: Path) -> bool:
    """Tell, without a look inside, whether a folder may hold what the spec gives: only then is Node not needed yet."""
    try:
        return (out / "manifest.json").stat().st_mtime > spec.stat().st_mtime
    except OSError:
        return False


def _synthesized(
    spec: "Spec", environment: str | None, out: Path, accepted: tuple[str, ...], player: "NodePlayer"
) -> Iterator[str]:
    """Write the assembly and the lock file where they are not current, and say so."""
    from archspec.build.assembly import is_current, write_assembly
    from archspec.build.lock import Lock
    from archspec.build.outputs import kept_lines
    from archspec.cli.specs import plan_of
    from archspec.loading import display_path

    lock = Lock.beside(Path(spec.file))
    plan = plan_of(spec, environment, lock)
    if lock.records(plan) and is_current(out, plan, validate=player.validate):
        yield f"{out.as_posix()}: unchanged"
        return
    from renderers.cdk.stateful import stateful_resources
    from renderers.cdk.synth import synthesize

    assembly = synthesize(plan, player)
    player.dismiss()
    templates = assembly.templates(plan)
    resources = stateful_resources(templates, plan.architecture)
    lock.require_kept(plan.environment, resources, accepted)
    changes = write_assembly(out, assembly, plan, validate=player.validate)
    for line in kept_lines(changes):
        echo(line, err=True)
    if lock.record(plan, resources):
        where = f" in {plan.environment}" if plan.environment else ""
        yield f"{display_path(lock.path)}: records what holds data{where}; commit it"
    count = sum(len(template["Resources"]) for template in templates.values())
    stacks = ", ".join(stack.name for stack in plan.stacks)
    yield f"{out.as_posix()}: {len(changes.written)} files written, {count} resources in {stacks}"
    yield from plan.notes


def _warning(*, quiet: bool) -> Callable[[str], None]:
    return (lambda _text: None) if quiet else (lambda text: echo(text, err=True))
