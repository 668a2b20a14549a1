"""How much room the parts of a view take, and where they stand, before its arrows are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from renderers.diagrams.geometry import Box, Point, Size


@dataclass(frozen=True, slots=True)
class Measures:
    """How much room the parts of a view take."""

    nodes: Mapping[str, Size]
    """What a box takes, by its id in the view."""
    groups: Mapping[str, Size]
    """What the text in a frame's corner takes, by the frame's id."""
    edges: Mapping[int, Size]
    """What the text of an arrow takes, by the arrow's place in the view; one without a text has no entry."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the boxes and frames of a view stand, by their ids in it."""

    nodes: Mapping[str, Point]
    """The middle of each box."""
    groups: Mapping[str, Box]
