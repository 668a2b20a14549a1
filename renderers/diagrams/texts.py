"""Where the texts of arrows go: on their arrow, or beside it, where they hide least."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, inf
from typing import Final

from renderers.diagrams.geometry import Box, Point, Size

_STOPS: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Where along its arrow a text may stand, the best place first."""
_SHIFTS: Final = (
    *((0, 0), (0, 0.7), (0, -0.7), (0.6, 0), (-0.6, 0)),
    *((0.6, 0.7), (-0.6, 0.7), (0.6, -0.7), (-0.6, -0.7)),
)
"""How far beside its arrow a text may stand, in its own widths and heights."""
_MARGIN: Final = 4
"""What is kept free about a text."""
_ARROW: Final = 20
"""How much hiding a piece of another arrow counts, in square points of hidden text or icon."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight piece of an arrow's way."""

    edge: int
    start: Point
    end: Point
    box: Box

    def is_hidden(self, box: Box) -> bool:
        """Tell whether a box hides a part of it."""
        return self.box.touches(box) and box.is_crossed(self.start, self.end)


def way(spline: str) -> list[Point]:
    """Return the points of a way as Graphviz writes it: where its heads are, a point, and three for each bend."""
    words = [(word[0], Point(*map(float, word.split(",")[-2:]))) for word in spline.split()]
    bends = [point for mark, point in words if mark not in "se"]
    start = [point for mark, point in words if mark == "s"]
    end = [point for mark, point in words if mark == "e"]
    return [*start, *_curve(bends), *end]


def _curve(bends: Sequence[Point]) -> Iterator[Point]:
    """Return points along Bézier curves; a straight one needs no more than its ends."""
    yield bends[0]
    for first in range(0, len(bends) - 3, 3):
        curve = bends[first : first + 4]
        steps = (1,) if _is_straight(curve) else (0.2, 0.4, 0.6, 0.8, 1)
        yield from (_bezier(curve, step) for step in steps)


def _is_straight(curve: Sequence[Point]) -> bool:
    a, b, c, d = curve
    return all(abs((d.x - a.x) * (p.y - a.y) - (d.y - a.y) * (p.x - a.x)) < 1 for p in (b, c))


def _bezier(curve: Sequence[Point], at: float) -> Point:
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    return Point(
        sum(weight * point.x for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point.y for weight, point in zip(weights, curve, strict=True)),
    )


def place_texts(
    sizes: Mapping[int, Size], ways: Sequence[Sequence[Point]], taken: Sequence[Box], *, choosy: bool
) -> dict[int, Point]:
    """Return the middle of each arrow's text, by the arrow's number.

    Of the places it could have, it gets the first that hides nothing, or else least; or the first, if nobody is choosy.
    """
    if not choosy:
        return {edge: _along(ways[edge], _STOPS[0]) for edge in sizes}
    stretches = [Stretch(edge, a, b, Box.of((a, b))) for edge, points in enumerate(ways) for a, b in pairwise(points)]
    places: dict[int, Point] = {}
    boxes = list(taken)
    for edge, size in sizes.items():
        choices = list(_choices(ways[edge], size))
        area = Box.of([corner for choice in choices for corner in choice.corners])
        others = [stretch for stretch in stretches if stretch.edge != edge and stretch.box.touches(area)]
        box = _best(choices, [other for other in boxes if other.touches(area)], others)
        boxes.append(box)
        places[edge] = box.middle
    return places


def _choices(points: Sequence[Point], text: Size) -> Iterator[Box]:
    size = Size(text.width + _MARGIN, text.height + _MARGIN)
    on_way = [_along(points, stop) for stop in _STOPS]
    for across, up in _SHIFTS:
        for x, y in on_way:
            yield Box.around(Point(x + across * size.width, y + up * size.height), size)


def _along(points: Sequence[Point], part: float) -> Point:
    """Return the point a part of the way along."""
    lengths = [hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(points)]
    left = part * sum(lengths)
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length:
            return Point(a.x + (b.x - a.x) * left / length, a.y + (b.y - a.y) * left / length)
        left -= length
    return points[-1]


def _best(choices: Sequence[Box], taken: Sequence[Box], others: Sequence[Stretch]) -> Box:
    best, least = choices[0], inf
    for choice in choices:
        hidden = sum(map(choice.overlap, taken))
        if hidden < least:
            hidden += _ARROW * len({stretch.edge for stretch in others if stretch.is_hidden(choice)})
        if hidden < least:
            best, least = choice, hidden
        if not least:
            break
    return best
