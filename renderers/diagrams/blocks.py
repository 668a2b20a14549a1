"""Boxes in rows, columns and frames: each takes what it needs, and shares what room there is besides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias, assert_never

from renderers.diagrams.geometry import Box, Size

GAP: Final = 26.0
"""Between neighbours."""
MARGIN: Final = 14.0
"""Between a frame and what it holds."""


@dataclass(frozen=True)
class Leaf:
    """A box, in the middle of its room."""

    id: str
    least: Size


@dataclass(frozen=True)
class Row:
    """Blocks side by side, as high as the row."""

    blocks: Sequence["Block"]
    gap: float = GAP
    equal: bool = False
    """Whether all are as wide as the widest."""

    @cached_property
    def least(self) -> Size:
        """The least room it takes."""
        return Size(_along(self.widths, self.gap), max((part.least.height for part in self.blocks), default=0))

    @cached_property
    def widths(self) -> Sequence[float]:
        """The least width of each block."""
        widths = [part.least.width for part in self.blocks]
        return [max(widths)] * len(widths) if self.equal and widths else widths


@dataclass(frozen=True)
class Column:
    """Blocks one below the other, as wide as the column."""

    blocks: Sequence["Block"]
    gap: float = GAP

    @cached_property
    def least(self) -> Size:
        """The least room it takes."""
        return Size(max((part.least.width for part in self.blocks), default=0), _along(self.heights, self.gap))

    @cached_property
    def heights(self) -> Sequence[float]:
        """The least height of each block."""
        return [part.least.height for part in self.blocks]


@dataclass(frozen=True)
class Frame:
    """A block in a frame, with a text in the corner above it."""

    id: str
    text: Size
    block: "Block"
    height: float = 0
    """How high it has to be at least."""

    @cached_property
    def least(self) -> Size:
        """The least room it takes."""
        inner = self.block.least
        width = max(inner.width, self.text.width) + 2 * MARGIN
        return Size(width, max(inner.height + self.head + MARGIN, self.height))

    @property
    def head(self) -> float:
        """How much of it is above what it holds."""
        return self.text.height + MARGIN


Block: TypeAlias = Leaf | Row | Column | Frame


def grid(blocks: Sequence[Block], across: int, gap: float) -> Column:
    """Return rows of at most so many blocks."""
    return Column([Row(blocks[start : start + across], gap) for start in range(0, len(blocks), across)])


def place(block: Block, room: Box) -> Iterator[tuple[str, Box]]:
    """Return where boxes and frames stand, by their ids, when a block gets a room that is large enough for it."""
    match block:
        case Leaf():
            yield block.id, Box.around(room.middle, block.least)
        case Row():
            left = room.left
            for part, width in zip(block.blocks, _shared(block.widths, room.right - room.left, block.gap), strict=True):
                yield from place(part, Box(left, room.bottom, left + width, room.top))
                left += width + block.gap
        case Column():
            top = room.top
            for part, height in zip(
                block.blocks, _shared(block.heights, room.top - room.bottom, block.gap), strict=True
            ):
                yield from place(part, Box(room.left, top - height, room.right, top))
                top -= height + block.gap
        case Frame():
            yield block.id, room
            inner = Box(room.left + MARGIN, room.bottom + MARGIN, room.right - MARGIN, room.top - block.head)
            yield from place(block.block, inner)
        case _ as unreachable:
            assert_never(unreachable)


def _along(lengths: Sequence[float], gap: float) -> float:
    return sum(lengths) + gap * max(len(lengths) - 1, 0)


def _shared(lengths: Sequence[float], room: float, gap: float) -> list[float]:
    """Give every length an equal share of the room that is left."""
    share = (room - _along(lengths, gap)) / max(len(lengths), 1)
    return [length + share for length in lengths]
