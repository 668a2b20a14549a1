"""Views that show where things stand, as AWS draws them: zones are columns, tiers of subnets are rows across them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, assert_never

from archspec.views import Group, GroupKind, Node, View
from renderers.diagrams.blocks import GAP, Block, Column, Frame, Leaf, Row, grid, place
from renderers.diagrams.geometry import Box
from renderers.diagrams.placement import Measures, Placement

# How many boxes stand in a row, or in a column beside a frame, before the next begins.
_ACROSS_SUBNET: Final = 3
_ACROSS_VPC: Final = 6
_DOWN: Final = 6

_ASIDE: Final = 100.0
"""Between AWS and who is outside: arrows cross the border there, with their texts."""

_BELOW: Final = 40.0
"""Between rows: arrows fan out there."""


def place_frames(view: View, measures: Measures) -> Placement:
    """Return where the boxes and frames of a view stand: in rows, frame by frame."""
    page = _page(view, measures)
    size = page.least
    boxes = dict(place(page, Box(0, 0, size.width, size.height)))
    return Placement(
        {node.id: boxes[node.id].middle for node in view.nodes},
        {group.id: boxes[group.id] for group in view.groups},
    )


def _page(view: View, measures: Measures) -> Block:
    """Return who calls on the left, who is called on the right, and AWS between them."""
    calling = {edge.source for edge in view.edges}
    leaves, frames = _contents(view, None, measures)
    left = [leaf for leaf in leaves if leaf.id in calling]
    right = [leaf for leaf in leaves if leaf.id not in calling]
    return _beside([_upright(left), *frames, _upright(right)])


def _contents(view: View, parent: str | None, measures: Measures) -> tuple[list[Leaf], list[Frame]]:
    """Return the boxes and the frames that stand directly in a frame, or on the page."""
    leaves: list[Leaf] = []
    frames: list[Frame] = []
    for item in view.inside(parent):
        match item:
            case Node():
                leaves.append(Leaf(item.id, measures.nodes[item.id]))
            case Group():
                leaves_inside, frames_inside = _contents(view, item.id, measures)
                inner = _arranged(item.kind, leaves_inside, frames_inside, _gap(view, leaves_inside, measures))
                frames.append(Frame(item.id, measures.groups[item.id], inner))
            case _ as unreachable:
                assert_never(unreachable)
    return leaves, frames


def _gap(view: View, leaves: Sequence[Leaf], measures: Measures) -> float:
    """Return how far neighbours are apart: there has to be room for the texts of arrows between them."""
    ids = {leaf.id for leaf in leaves}
    between = [number for number, edge in enumerate(view.edges) if {edge.source, edge.target} <= ids]
    return GAP + max((measures.edges[number].width for number in between if number in measures.edges), default=0)


def _arranged(kind: GroupKind, leaves: Sequence[Leaf], frames: Sequence[Frame], gap: float) -> Block:
    match kind:
        case GroupKind.VPC:
            return _below([grid(leaves, _ACROSS_VPC, gap), Row(_level(frames), equal=True)])
        case GroupKind.CLOUD | GroupKind.REGION | GroupKind.SYSTEM:
            return _below([grid(leaves, _ACROSS_VPC, gap), *frames])
        case (
            GroupKind.AVAILABILITY_ZONE
            | GroupKind.SUBNET_PUBLIC
            | GroupKind.SUBNET_PRIVATE
            | GroupKind.SUBNET_ISOLATED
            | GroupKind.CLUSTER
        ):
            return _below([grid(leaves, _ACROSS_SUBNET, gap), *frames])
        case _ as unreachable:
            assert_never(unreachable)


def _upright(leaves: Sequence[Leaf]) -> Row:
    """Return boxes one below the other, in as many columns as they need."""
    return Row([Column(leaves[start : start + _DOWN]) for start in range(0, len(leaves), _DOWN)])


def _beside(blocks: Iterable[Block]) -> Row:
    return Row([block for block in blocks if any(block.least)], gap=_ASIDE)


def _below(blocks: Iterable[Block]) -> Column:
    return Column([block for block in blocks if any(block.least)], gap=_BELOW)


def _level(zones: Sequence[Frame]) -> list[Frame]:
    """Return zones whose tiers are as high as the same tiers of the others, so that they are in line."""
    tiers = [zone.block.blocks if isinstance(zone.block, Column) else () for zone in zones]
    heights = [
        max(blocks[number].least.height for blocks in tiers if number < len(blocks))
        for number in range(max(map(len, tiers), default=0))
    ]
    return [
        replace(zone, block=_below(_raised(block, height) for block, height in zip(blocks, heights, strict=False)))
        for zone, blocks in zip(zones, tiers, strict=True)
    ]


def _raised(block: Block, height: float) -> Block:
    return replace(block, height=height) if isinstance(block, Frame) else block
