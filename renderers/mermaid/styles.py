"""The colours of a flowchart, by what a box does and what a frame stands for."""

from typing import Final, assert_never

from archspec.components import Role
from archspec.views import GroupKind

_WHITE_ON: Final = "fill:{fill},stroke:#232F3E,stroke-width:2px,color:white"

NODE_STYLES: Final = {
    "aws": _WHITE_ON.format(fill="#FF9900"),
    "client": _WHITE_ON.format(fill="#3F8624"),
    "database": _WHITE_ON.format(fill="#3B48CC"),
}

# The borders of AWS's own diagrams (Architecture Icons, groups); containers have the colour of their category.
GROUP_STYLES: Final = {
    GroupKind.CLOUD: "fill:none,stroke:#242F3E,stroke-width:2px",
    GroupKind.VPC: "fill:none,stroke:#8C4FFF,stroke-width:2px",
    GroupKind.CLUSTER: "fill:none,stroke:#ED7100,stroke-width:2px",
}


def node_class(role: Role) -> str | None:
    """Return the name of a role's style; what runs the application's own code has Mermaid's plain look."""
    match role:
        case Role.ACTOR:
            return "client"
        case Role.DNS | Role.CDN | Role.STORAGE | Role.LOAD_BALANCER:
            return "aws"
        case Role.DATABASE | Role.CACHE:
            return "database"
        case Role.COMPUTE:
            return None
        case _ as unreachable:
            assert_never(unreachable)
