"""Playing once, in a Node that is started for it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from renderers.cdk.program.node_player import NodePlayer
from renderers.cdk.program.stacks import StackProgram


def play_in_node(  # noqa: PLR0913  what an assembly depends on
    stacks: Sequence[StackProgram],
    *,
    context: Mapping[str, object],
    assets: Mapping[str, Path],
    outdir: Path,
    validate: bool = False,
    progress: Callable[[str], None] = lambda _message: None,
) -> tuple[str, ...]:
    """Write the cloud assembly of stacks to a folder, with a Node that plays nothing else."""
    with NodePlayer(validate=validate, progress=progress) as player:
        return player.play(stacks, context=context, assets=assets, outdir=outdir)
