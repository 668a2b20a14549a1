"""What a font can draw, read from the font."""

import struct

import pytest

from renderers.diagrams.coverage import characters


def _font(*tables: tuple[bytes, bytes]) -> bytes:
    """Return a font file with these tables."""
    start = 12 + 16 * len(tables)
    directory, content = b"", b""
    for tag, table in tables:
        directory += struct.pack(">4sIII", tag, 0, start + len(content), len(table))
        content += table
    return struct.pack(">IHHHH", 0x00010000, len(tables), 0, 0, 0) + directory + content


def _map(format_: int, *runs: tuple[int, int]) -> bytes:
    """Return a table with one map, whose runs are of the format that has code points of any size."""
    groups = b"".join(struct.pack(">III", first, last, 1) for first, last in runs)
    subtable = struct.pack(">HHIII", format_, 0, 16 + len(groups), 0, len(runs)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + subtable


def test_characters_are_those_of_every_run() -> None:
    """The first and the last of a run belong to it."""
    font = _font((b"glyf", b"xxxx"), (b"cmap", _map(12, (0x41, 0x43), (0x1F600, 0x1F600))))
    assert characters(font) == {0x41, 0x42, 0x43, 0x1F600}


@pytest.mark.parametrize("font", [_font((b"glyf", b"x")), _font((b"cmap", _map(6, (0x41, 0x42))))])
def test_a_font_without_such_a_map_is_refused(font: bytes) -> None:
    """Instead of counting as one that can draw nothing."""
    with pytest.raises(ValueError, match=r"the font has no (cmap table|map of all of Unicode)"):
        characters(font)
