"""How frames and arrows look: AWS's group colours, and a line for each kind of arrow."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from diagrams.aws import AWS
from diagrams.aws.compute import ECS
from diagrams.aws.network import VPC

from archspec.views import EdgeKind, GroupKind
from renderers.diagrams.icons import Icon

INK: Final = "#232F3E"
MUTED: Final = "#545B64"

Line: TypeAlias = Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStyle:
    """The look of a frame; its text is darker than its border where AWS's colour is too light to read."""

    border: str
    line: Line = "solid"
    text: str
    fill: str | None = None
    icon: Icon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeStyle:
    """The look of an arrow; line and head alone tell its kind, without the colour."""

    color: str = INK
    line: Line = "solid"
    head: Literal["normal", "vee", "diamond"] = "normal"


_TEAL: Final = "#00A4A6"
_TEAL_TEXT: Final = "#007577"
_PRIVATE_FILL: Final = "#E6F6F7"


def group_style(kind: GroupKind) -> GroupStyle:  # noqa: PLR0911  one flat line for each kind
    """Return the look of a frame, as in AWS's own diagrams (Architecture Icons, groups).

    An isolated subnet has no group of its own there: it looks like a private one, and its label tells it apart.
    """
    match kind:
        case GroupKind.CLOUD:
            return GroupStyle(border="#242F3E", text=INK, icon=AWS)
        case GroupKind.REGION:
            return GroupStyle(border=_TEAL, line="dotted", text=_TEAL_TEXT)
        case GroupKind.VPC:
            return GroupStyle(border="#8C4FFF", text="#7A35F2", icon=VPC)
        case GroupKind.AVAILABILITY_ZONE:
            return GroupStyle(border=_TEAL, line="dashed", text=_TEAL_TEXT)
        case GroupKind.SUBNET_PUBLIC:
            return GroupStyle(border="#7AA116", text="#4D6A00", fill="#F2F6E8")
        case GroupKind.SUBNET_PRIVATE | GroupKind.SUBNET_ISOLATED:
            return GroupStyle(border=_TEAL, text=_TEAL_TEXT, fill=_PRIVATE_FILL)
        case GroupKind.CLUSTER:
            return GroupStyle(border="#ED7100", text="#AD5200", icon=ECS)
        case GroupKind.SYSTEM:
            return GroupStyle(border="#7D8998", text=INK)
        case _ as unreachable:
            assert_never(unreachable)


def edge_style(kind: EdgeKind) -> EdgeStyle:
    """Return the look of an arrow."""
    match kind:
        case EdgeKind.CONNECTION:
            return EdgeStyle()
        case EdgeKind.DOCUMENTARY:
            return EdgeStyle(line="dashed", head="vee", color=MUTED)
        case EdgeKind.INFRASTRUCTURE:
            return EdgeStyle(line="dotted", color=MUTED)
        case EdgeKind.REPLICATION:
            return EdgeStyle(line="dashed", head="diamond", color="#B0179F")
        case _ as unreachable:
            assert_never(unreachable)
