"""Boxes in rows, columns and frames: each takes what it needs, and shares what room there is besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never

from renderers.diagrams.geometry import Box, Size

GAP: Final = 26.0
"""Between neighbours."""
MARGIN: Final = 14.0
"""Between a frame and what it holds."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A box, in the middle of its room."""

    id: str
    size: Size


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks side by side, as high as the row."""

    blocks: Sequence["Block"]
    gap: float = GAP
    equal: bool = False
    """Whether all are as wide as the widest."""


@dataclass(frozen=True, slots=True)
class Column:
    """Blocks one below the other, as wide as the column."""

    blocks: Sequence["Block"]


@dataclass(frozen=True, slots=True)
class Frame:
    """A block in a frame, with a text in the corner above it."""

    id: str
    text: Size
    block: "Block"
    height: float = 0
    """How high it has to be at least."""


Block: TypeAlias = Leaf | Row | Column | Frame


def grid(blocks: Sequence[Block], across: int, gap: float) -> Column:
    """Return rows of at most so many blocks."""
    return Column([Row(blocks[start : start + across], gap) for start in range(0, len(blocks), across)])


def least(block: Block) -> Size:
    """Return the least room a block takes."""
    match block:
        case Leaf():
            return block.size
        case Row():
            return Size(
                _along(_widths(block), block.gap), max((least(part).height for part in block.blocks), default=0)
            )
        case Column():
            return Size(max((least(part).width for part in block.blocks), default=0), _along(_heights(block)))
        case Frame():
            inner = least(block.block)
            width = max(inner.width, block.text.width) + 2 * MARGIN
            return Size(width, max(inner.height + _head(block) + MARGIN, block.height))
        case _ as unreachable:
            assert_never(unreachable)


def place(block: Block, room: Box) -> Iterator[tuple[str, Box]]:
    """Return where boxes and frames stand, by their ids, when a block gets a room that is large enough for it."""
    match block:
        case Leaf():
            yield block.id, Box.around(room.middle, block.size)
        case Row():
            left = room.left
            for part, width in zip(
                block.blocks, _shared(_widths(block), room.right - room.left, block.gap), strict=True
            ):
                yield from place(part, Box(left, room.bottom, left + width, room.top))
                left += width + block.gap
        case Column():
            top = room.top
            for part, height in zip(block.blocks, _shared(_heights(block), room.top - room.bottom), strict=True):
                yield from place(part, Box(room.left, top - height, room.right, top))
                top -= height + GAP
        case Frame():
            yield block.id, room
            yield from place(
                block.block,
                Box(room.left + MARGIN, room.bottom + MARGIN, room.right - MARGIN, room.top - _head(block)),
            )
        case _ as unreachable:
            assert_never(unreachable)


def _head(frame: Frame) -> float:
    """Return how much of a frame is above what it holds."""
    return frame.text.height + MARGIN


def _widths(row: Row) -> list[float]:
    widths = [least(part).width for part in row.blocks]
    return [max(widths)] * len(widths) if row.equal and widths else widths


def _heights(column: Column) -> list[float]:
    return [least(part).height for part in column.blocks]


def _along(lengths: Sequence[float], gap: float = GAP) -> float:
    return sum(lengths) + gap * max(len(lengths) - 1, 0)


def _shared(lengths: Sequence[float], room: float, gap: float = GAP) -> list[float]:
    """Give every length an equal share of the room that is left."""
    share = (room - _along(lengths, gap)) / max(len(lengths), 1)
    return [length + share for length in lengths]
