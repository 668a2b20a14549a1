"""What the bench runs of archspec in a process of its own: more than one synthesis, or less than a command.

python ours.py plan SPEC                         plan a spec again and again
python ours.py again HOW SPEC OUTDIR             synthesize a spec again and again
python ours.py several HOW FOLDER COUNT OUTDIR   synthesize the first specs of a folder into one app

HOW is `node` for plain Node, or `jsii` for constructs of aws_cdk in this process. It prints as JSON how long each time
took, in seconds of the clock and of the processors.
"""

import json
import sys
import tempfile
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archspec.architecture import Architecture
from archspec.loading import load
from archspec.planning import plan
from renderers.cdk.program.playing.jsii_player import prepare_jsii
from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.synth import assets, context, stack_programs, synthesize
from tests.bench.measure import Times, timed

ENVIRONMENT = "production"


def planning(spec: str) -> Times:
    """Plan a spec again and again."""
    architecture = _architecture(Path(spec))
    return timed(lambda: plan(architecture, ENVIRONMENT), times=200)


def again(how: str, spec: str, outdir: str) -> Times:
    """Synthesize a spec again and again."""
    architecture = _architecture(Path(spec))
    if how == "jsii":
        return timed(lambda: _construct([architecture], outdir), times=15)
    with NodePlayer() as player:
        return timed(lambda: synthesize(plan(architecture, ENVIRONMENT), player), times=15)


def several(how: str, folder: str, count: str, outdir: str) -> None:
    """Synthesize the first specs of a folder into one app."""
    paths = islice(sorted(Path(folder).glob("*.yaml")), int(count))
    architectures = list(map(_architecture, paths))
    if how == "jsii":
        _construct(architectures, outdir)
    else:
        _play(architectures, outdir)


def _architecture(path: Path) -> Architecture:
    return load(path).environments[ENVIRONMENT]


def _construct(architectures: list[Architecture], outdir: str) -> None:
    prepare_jsii()
    import aws_cdk as cdk  # noqa: PLC0415  importing it starts Node

    from archspec.cdk import ArchitectureStacks  # noqa: PLC0415

    app = cdk.App(outdir=outdir, analytics_reporting=False, tree_metadata=False)
    for number, architecture in enumerate(architectures):
        ArchitectureStacks(app, f"Architecture{number}", architecture, environment=ENVIRONMENT)
    app.synth()


def _play(architectures: list[Architecture], outdir: str) -> None:
    """Play every architecture in one Node, with the ids of the stacks told apart."""
    plans = [plan(architecture, ENVIRONMENT) for architecture in architectures]
    stacks = [
        replace(stack, id=f"{stack.id}{number}") for number, made in enumerate(plans) for stack in stack_programs(made)
    ]
    with NodePlayer() as player, tempfile.TemporaryDirectory() as folder:
        player.play(stacks, context=context(), assets=assets(plans[0], Path(folder)), outdir=Path(outdir))


def main(job: str, *arguments: str) -> None:
    """Run a job."""
    match job:
        case "plan":
            taken = planning(*arguments)
        case "again":
            taken = again(*arguments)
        case _:
            taken = timed(lambda: several(*arguments), times=1)
    sys.stdout.write(json.dumps(taken))


if __name__ == "__main__":
    main(*sys.argv[1:])
