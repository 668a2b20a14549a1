"""People and systems outside AWS, of which no stack makes anything."""

from typing import Final

from archspec.kinds.actor.model import Actor
from renderers.cdk.builder import (
    OUTPUTS_ALONE,
    AccessLogs,
    Builder,
    Phase,
    no_assets,
    nothing_known,
    nothing_more,
    nothing_shared,
)

BUILDER: Final[Builder[Actor]] = Builder(
    phase=Phase.RESOURCES,
    access_logs=AccessLogs.NONE,
    build=nothing_known,
    known=nothing_known,
    use=nothing_known,
    prepare=nothing_shared,
    finish=nothing_more,
    nesting=OUTPUTS_ALONE,
    assets=no_assets,
)
