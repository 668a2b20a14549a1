"""The labelled variables of `tests/data/settings.toml`, with their made-up values filled in."""

import hashlib
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).parents[1] / "data" / "settings.toml"
_CLASSES: Final = {
    "digit": string.digits,
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "letter": string.ascii_letters,
    "lower": string.ascii_lowercase + string.digits,
    "ALPHA": string.ascii_uppercase,
    "UPPER": string.ascii_uppercase + "234567",
    "alnum": string.ascii_letters + string.digits,
    "base64": string.ascii_letters + string.digits + "+/",
    "base64url": string.ascii_letters + string.digits + "-_",
}


@dataclass(frozen=True)
class Entry:
    """One labelled variable."""

    name: str
    value: str
    label: str
    source: str
    sampled: bool

    @property
    def secret(self) -> bool:
        """Whether it should be found."""
        return self.label == "secret"

    @property
    def held_out(self) -> bool:
        """Whether no word list was fitted to it: half of the names, by their digest, and the sample."""
        return self.sampled or hashlib.sha256(self.name.encode()).digest()[0] % 2 == 1


def entries() -> tuple[Entry, ...]:
    """Return every variable of the corpus, in the order of the file."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(_entries(data["group"], data["shapes"]))


def _entries(groups: list[dict[str, Any]], shapes: Mapping[str, list[str]]) -> Iterator[Entry]:
    for group in groups:
        for label in ("secret", "harmless", "must_not_flag"):
            for line in group.get(label, ()):
                name, _, template = line.partition("=")
                yield Entry(name, _filled(template, shapes, name), label, group["source"], group.get("held_out", False))


def _filled(template: str, shapes: Mapping[str, list[str]], name: str) -> str:
    """Return a value with its shapes filled in; each place has characters of its own, the same at every run."""

    def fill(match: re.Match[str]) -> str:
        shape = "".join(shapes.get(match[1], [match[0]]))
        seed = f"{name} {template} {match.start()} "
        return re.sub(r"<(\w+) ([0-9]+)>", lambda part: _drawn(part[1], int(part[2]), f"{seed}{part.start()}"), shape)

    return re.sub(r"\{(\w+)\}", fill, template)


def _drawn(kind: str, count: int, seed: str) -> str:
    alphabet = _CLASSES[kind]
    drawn = hashlib.shake_256(seed.encode()).digest(count)
    return "".join(alphabet[byte % len(alphabet)] for byte in drawn)
