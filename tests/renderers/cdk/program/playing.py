"""Playing once, in a Node that is started for it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.program.programs import StackProgram


def play_in_node(
    stacks: Sequence[StackProgram],
    *,
    context: Mapping[str, object],
    assets: Mapping[str, Path],
    outdir: Path,
    validate: bool = False,
) -> tuple[str, ...]:
    """Write the cloud assembly of stacks to a folder, with a Node that plays nothing else."""
    with NodePlayer(validate=validate) as player:
        return player.play(stacks, context=context, assets=assets, outdir=outdir)
