"""The looks of a flowchart: boxes by what they do, frames by what they stand for, arrows by what they tell."""

from collections.abc import Mapping
from typing import Final, assert_never

from archspec.components import Role
from archspec.views import EdgeKind, GroupKind, Node

_WHITE_ON: Final = "fill:{fill},stroke:#232F3E,stroke-width:2px,color:white"

NODE_STYLES: Final[Mapping[str, str]] = {
    "aws": _WHITE_ON.format(fill="#FF9900"),
    "client": _WHITE_ON.format(fill="#3F8624"),
    "database": _WHITE_ON.format(fill="#3B48CC"),
    "system": _WHITE_ON.format(fill="#232F3E"),
    "standby": "fill:white,stroke:#3B48CC,stroke-width:2px,stroke-dasharray:6 4,color:#3B48CC",
}

_FRAME: Final = "fill:{fill},stroke:{stroke},stroke-width:2px,color:{stroke}"

# The borders of AWS's own diagrams (Architecture Icons, groups); containers have the colour of their category. AWS has
# no frame for an isolated subnet, which is a private one without a route to a NAT gateway.
GROUP_STYLES: Final[Mapping[GroupKind, str]] = {
    # Its colour is too dark for text on a dark page, so its title has the colour of the page's own text.
    GroupKind.CLOUD: "fill:none,stroke:#242F3E,stroke-width:2px",
    GroupKind.REGION: _FRAME.format(fill="none", stroke="#00A4A6") + ",stroke-dasharray:2 4",
    GroupKind.VPC: _FRAME.format(fill="none", stroke="#8C4FFF"),
    GroupKind.AVAILABILITY_ZONE: _FRAME.format(fill="none", stroke="#00A4A6") + ",stroke-dasharray:8 4",
    GroupKind.SUBNET_PUBLIC: _FRAME.format(fill="#F2F6E8", stroke="#7AA116"),
    GroupKind.SUBNET_PRIVATE: _FRAME.format(fill="#E6F6F7", stroke="#00A4A6"),
    GroupKind.SUBNET_ISOLATED: _FRAME.format(fill="#E6F6F7", stroke="#00A4A6"),
    GroupKind.CLUSTER: _FRAME.format(fill="none", stroke="#ED7100"),
    GroupKind.SYSTEM: _FRAME.format(fill="none", stroke="#7D8998") + ",stroke-dasharray:8 4",
}

EDGE_STYLES: Final[Mapping[EdgeKind, str]] = {
    EdgeKind.DOCUMENTARY: "stroke-width:1px,stroke-dasharray:3 3",
    EdgeKind.REPLICATION: "stroke:#3B48CC,stroke-width:2px",
}
"""What an arrow has beyond its line; connections and infrastructure flows have Mermaid's own look."""


def line(kind: EdgeKind) -> str:
    """Return the arrow that Mermaid draws the line of: plain, dashed or thick."""
    match kind:
        case EdgeKind.CONNECTION | EdgeKind.DOCUMENTARY:
            return "-->"
        case EdgeKind.INFRASTRUCTURE:
            return "-.->"
        case EdgeKind.REPLICATION:
            return "==>"
        case _ as unreachable:
            assert_never(unreachable)


def node_class(node: Node) -> str | None:
    """Return the name of a box's style; what runs the application's own code has Mermaid's plain look."""
    if node.standby:
        return "standby"
    return _kind_class(node) if node.role is None else _role_class(node.role)


def _role_class(role: Role) -> str | None:
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


def _kind_class(node: Node) -> str | None:
    if node.kind == "function":
        return None
    return "system" if node.kind == "system" else "aws"
