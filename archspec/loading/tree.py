"""A spec file as a tree of values that know where they stand."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from archspec.errors import Path, Position


class Scalar(NamedTuple):
    """A single value; text written without quotes in YAML is `Plain`."""

    value: str | int | float | bool | None
    file: str
    line: int
    column: int


class Sequence(NamedTuple):
    """A list of values."""

    items: "tuple[Node, ...]"
    file: str
    line: int
    column: int


class Entry(NamedTuple):
    """A key's own place, and its value."""

    file: str
    line: int
    column: int
    value: "Node"


class Map(NamedTuple):
    """Values by key, in the order of the file."""

    entries: Mapping[str, Entry]
    file: str
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Map


def position_of(place: Node | Entry) -> Position:
    """Return where a value or a key stands."""
    return Position(place.file, place.line, place.column)


def end_of(text: str, file: str) -> Position:
    """Return the place right after a text, which is how far a file could be read."""
    return Position(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def plain_data(node: Node) -> object:
    """Return the tree without its places, as dicts, lists and scalars."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Map):
        return {key: plain_data(entry.value) for key, entry in node.entries.items()}
    return [plain_data(item) for item in node.items]


def locate(root: Node, path: Path) -> tuple[Path, Entry | Node]:
    """Follow a path as far as the tree goes: return the part of it that exists, and the innermost entry or item."""
    place: Entry | Node = root
    for depth, part in enumerate(path):
        node = place.value if isinstance(place, Entry) else place
        if isinstance(node, Map) and isinstance(part, str) and part in node.entries:
            place = node.entries[part]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            place = node.items[part]
        else:
            return path[:depth], place
    return path, place


def value_at(root: Node, path: Path) -> Node:
    """Return the innermost value on a path."""
    place = locate(root, path)[1]
    return place.value if isinstance(place, Entry) else place
