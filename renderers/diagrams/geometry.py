"""Points and boxes on a page, in points of a 72nd inch; y counts upwards, as Graphviz has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A place on the page."""

    x: float
    y: float


class Size(NamedTuple):
    """How much room something takes."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, middle: Point, size: Size) -> "Box":
        """Return the box of a size about a point."""
        across, up = size.width / 2, size.height / 2
        return cls(middle.x - across, middle.y - up, middle.x + across, middle.y + up)

    @classmethod
    def of(cls, points: Sequence[Point]) -> "Box":
        """Return the least box around points."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return Point((self.left + self.right) / 2, (self.bottom + self.top) / 2)

    @property
    def corners(self) -> tuple[Point, Point]:
        """Two corners that tell the box."""
        return Point(self.left, self.bottom), Point(self.right, self.top)

    def holds(self, point: Point) -> bool:
        """Tell whether a point is inside."""
        return self.left < point.x < self.right and self.bottom < point.y < self.top

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Tell whether a segment runs through: what cuts a corner off crosses the diagonal to that corner."""
        others = (Point(self.left, self.top), Point(self.right, self.bottom))
        return self.holds(start) or segments_cross(start, end, *self.corners) or segments_cross(start, end, *others)

    def touches(self, other: "Box") -> bool:
        """Tell whether two boxes have a point in common."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.bottom <= other.top and other.bottom <= self.top

    def overlap(self, other: "Box") -> float:
        """Return the area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(across, 0) * max(up, 0)


def segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether two segments cross between their ends."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
