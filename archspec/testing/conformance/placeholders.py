"""What a generator of kinds left to fill in: `make new-kind` writes a placeholder wherever it cannot know better."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import takewhile
from typing import Final

from archspec.components.registry import package_of

PLACEHOLDER: Final = "Fill in" + ":"
"""What a placeholder begins with; put together here, so that this file has none."""

_CLOSING: Final = '",'
"""What may end a text in a file, and is none of it."""


def nothing_is_left_to_fill_in(kind: str) -> Iterator[str]:
    """Require that every placeholder of the kind's home was replaced by what it asks for."""
    package = package_of(kind)
    if package is not None:
        folder = package.replace(".", "/")
        for path in _files(resources.files(package)):
            yield from placeholders(folder, path)
        data = resources.files(package) / "data"
        if data.is_dir():
            for path in _files(data):
                yield from placeholders(f"{folder}/data", path)


def placeholders(folder: str, path: Traversable) -> Iterator[str]:
    """Return each placeholder of a file with its place, as it stands in a line of an editor."""
    lines = path.read_text("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        before, found, asked = line.partition(PLACEHOLDER)
        if found:
            more = takewhile(_is_comment, lines[number:]) if _is_comment(before) else ()
            words = " ".join([asked.strip(), *(part.strip("# ") for part in more)])
            yield f"{folder}/{path.name}:{number}: fill in {words.strip(_CLOSING)}"


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _files(folder: Traversable) -> Iterator[Traversable]:
    found = (path for path in folder.iterdir() if path.is_file() and path.name.endswith((".py", ".json")))
    return iter(sorted(found, key=lambda path: path.name))
