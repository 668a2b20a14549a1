"""People and systems outside AWS, of which no stack makes anything."""

from typing import Final

from archspec.kinds.actor.model import Actor
from renderers.cdk.builder import OUTPUTS_ALONE, AccessLogs, Builder, Phase, nothing_known, nothing_stateful

BUILDER: Final[Builder[Actor]] = Builder(
    phase=Phase.RESOURCES,
    access_logs=AccessLogs.NONE,
    build=nothing_known,
    known=nothing_known,
    use=nothing_known,
    stateful=nothing_stateful,
    nesting=OUTPUTS_ALONE,
)
