"""Which characters a TrueType font can draw, read from its `cmap` table (OpenType specification, format 12)."""

import struct
from collections.abc import Iterator
from typing import Final

_ANY_CODE_POINT: Final = 12
"""The format of the subtable that maps all of Unicode; fonts have older ones too, of parts of it."""


def characters(font: bytes) -> frozenset[int]:
    """Return the code points that a font maps to glyphs.

    Raises:
        ValueError: The font has no map of all of Unicode.

    """
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = [struct.unpack_from(">HHI", table, 4 + 8 * number)[2] for number in range(count)]
    found = {code for offset in offsets for code in _mapped(table[offset:])}
    if not found:
        raise ValueError("the font has no map of all of Unicode")
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        name, _checksum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"the font has no {tag.decode()} table")


def _mapped(subtable: bytes) -> Iterator[int]:
    """Return the code points of a subtable, which has them in runs."""
    if struct.unpack_from(">H", subtable) == (_ANY_CODE_POINT,):
        (count,) = struct.unpack_from(">I", subtable, 12)
        for number in range(count):
            first, last, _glyph = struct.unpack_from(">III", subtable, 16 + 12 * number)
            yield from range(first, last + 1)
