"""Everything that the installed CDK offers to a program: its types and what they have."""

import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from renderers.cdk.program.errors import UnavailableError
from renderers.cdk.program.installed.kept import keep, read_kept, remove_stale
from renderers.cdk.program.installed.library import INSTALL, Library, installed_library
from renderers.cdk.program.installed.manifest import reduced_types
from renderers.cdk.program.installed.types import Declaration, Method, Parameter, Property, parameters

_KEPT: Final = "surface"


@cache
def surface() -> "Surface":
    """Return what the installed CDK offers.

    Raises:
        UnavailableError: The CDK is not installed.

    """
    library = installed_library()
    name = f"{library.key}.{_KEPT}"
    lines = read_kept(name)
    if lines is None:
        lines = _lines(library)
        remove_stale(library.key)
        keep(name, lines)
    return Surface(lines)


def _lines(library: Library) -> bytes:
    """Return the types of a library, a line each, sorted by name."""
    return b"".join(sorted(line for tarball in library.manifests for line in _lines_of(tarball)))


def _lines_of(tarball: Path) -> list[bytes]:
    try:
        types = list(reduced_types(tarball))
    except (OSError, EOFError, ValueError, tarfile.TarError, zlib.error) as error:
        raise UnavailableError(f"{tarball}: cannot be read: {error}; install aws-cdk-lib again: {INSTALL}") from None
    return [f"{name}\t{json.dumps(reduced, separators=(',', ':'))}\n".encode() for name, reduced in types]


class Surface:
    """The types of the CDK, one sorted line each, of which only the lines looked up are parsed."""

    def __init__(self, lines: bytes) -> None:
        """Take the lines; none is parsed yet."""
        self._lines = lines
        self._declarations: dict[str, Declaration | None] = {}
        self._lineages: dict[str, tuple[Declaration, ...]] = {}
        self._fields: dict[str, dict[str, Property]] = {}
        self._members: dict[tuple[str, str], Property | Method | None] = {}

    def declaration(self, name: str) -> Declaration | None:
        """Return a type, or None where the CDK has none of that name."""
        if name not in self._declarations:
            self._declarations[name] = self._look_up(name)
        return self._declarations[name]

    def _look_up(self, name: str) -> Declaration | None:
        key = f"{name}\t".encode()
        start = self._first_line_from(key)
        if self._lines[start : start + len(key)] != key:
            return None
        return Declaration.from_json(name, json.loads(self._lines[start + len(key) : self._line_end(start)]))

    def _first_line_from(self, key: bytes) -> int:
        """Return where the first line begins that is not before a key."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = self._lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self._lines[middle : middle + len(key)] < key:
                low = self._line_end(middle) + 1
            else:
                high = middle
        return low

    def _line_end(self, start: int) -> int:
        return self._lines.find(b"\n", start)

    def names(self, prefix: str) -> list[str]:
        """Return the types directly below a module or type, without the prefix."""
        pattern = re.compile(rb"^" + re.escape(prefix.encode()) + rb"(\w+)\t", re.MULTILINE)
        return [match[1].decode() for match in pattern.finditer(self._lines, self._first_line_from(prefix.encode()))]

    def lineage(self, name: str) -> tuple[Declaration, ...]:
        """Return a type and everything that it inherits from, nearest first."""
        if name not in self._lineages:
            self._lineages[name] = tuple({found.name: found for found in self._ancestors(name)}.values())
        return self._lineages[name]

    def _ancestors(self, name: str) -> Iterator[Declaration]:
        if (declaration := self.declaration(name)) is not None:
            yield declaration
            for base in declaration.bases:
                yield from self.lineage(base)

    def fields(self, struct: str) -> dict[str, Property]:
        """Return the properties of a struct, with those inherited."""
        if struct not in self._fields:
            merged: dict[str, Property] = {}
            for declaration in reversed(self.lineage(struct)):
                merged |= declaration.properties()
            self._fields[struct] = merged
        return self._fields[struct]

    def member(self, name: str, member: str) -> Property | Method | None:
        """Return a property or method of a type, its own or inherited."""
        key = (name, member)
        if key not in self._members:
            found = (declaration.member(member) for declaration in self.lineage(name))
            self._members[key] = next((declared for declared in found if declared is not None), None)
        return self._members[key]

    def member_names(self, name: str) -> list[str]:
        """Return the names of all members of a type."""
        return [member for declaration in self.lineage(name) for member in declaration.names()]

    def constructor(self, name: str) -> tuple[Parameter, ...] | None:
        """Return the parameters of a class, or None where it cannot be made."""
        made = (declaration.constructor for declaration in self.lineage(name))
        raw = next((found for found in made if found is not None), None)
        return None if raw is None else parameters(raw)

    def is_struct(self, name: str) -> bool:
        """Tell whether a type is a bag of properties."""
        declaration = self.declaration(name)
        return declaration is not None and declaration.kind == "struct"

    def is_object(self, name: str) -> bool:
        """Tell whether a type has methods and identity."""
        declaration = self.declaration(name)
        return declaration is not None and declaration.kind in {"class", "interface"}

    def is_a(self, name: str, wanted: str) -> bool:
        """Tell whether a type is another: by name, or for an interface by shape, as type checkers see it."""
        if any(declaration.name == wanted for declaration in self.lineage(name)):
            return True
        declaration = self.declaration(wanted)
        return declaration is not None and declaration.kind == "interface" and self._has_all_of(name, wanted)

    def _has_all_of(self, name: str, interface: str) -> bool:
        owed = self.member_names(interface)
        return bool(owed) and all(self.member(name, member) is not None for member in owed)
