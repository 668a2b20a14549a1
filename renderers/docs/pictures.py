"""The pictures on the pages, and links to the files of those that were built."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from archspec.architecture import Architecture, ViewName
from archspec.views.words import DESCRIPTIONS, TITLES
from renderers.docs.inputs import PageInputs
from renderers.docs.links import to_heading, to_page
from renderers.docs.markdown import Markdown, table
from renderers.docs.words import Words
from renderers.docs.words.vocabulary import LEGEND

_FORMATS: Final = {"drawio": "draw.io", "html": "HTML", "mmd": "Mermaid", "png": "PNG", "svg": "SVG"}
_OWN_FOLDERS: Final = frozenset({"drawio", "html", "mermaid", "png", "svg"})
"""Folders whose name says no more than the format."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what surrounds it."""

    key: str
    title: Markdown
    description: Markdown
    diagram: Markdown
    """The text of a Mermaid diagram."""
    files: Markdown | None
    """Links to the same picture in other formats."""


def pictures_of(inputs: PageInputs, words: Words) -> list[Picture]:
    """Return every picture, in the order of the inputs."""
    return [
        Picture(
            key=_key(view),
            title=view_title(view, words),
            description=words(DESCRIPTIONS[view]),
            diagram=Markdown(diagram.rstrip("\n")),
            files=_files(inputs, view, words),
        )
        for view, diagram in inputs.pictures.items()
    ]


def pictures_table(inputs: PageInputs, words: Words) -> Markdown | None:
    """Return where each picture is: its section in the architecture, and its files."""
    rows = [
        [to_heading(view_title(view, words), _key(view)), words(DESCRIPTIONS[view]), _files(inputs, view, words) or ""]
        for view in inputs.pictures
    ]
    return table([words["picture"], words["shows"], words["files"]], rows) if rows else None


def view_title(view: ViewName, words: Words) -> Markdown:
    """Return the name of a view, as a heading has it."""
    title = words(TITLES[view])
    return Markdown(title[:1].upper() + title[1:])


def legend(architecture: Architecture, words: Words) -> Markdown:
    """Return what the colours of the pictures say, as far as they have them."""
    present = {component.facts.role for component in architecture.components.values()}
    meanings = dict.fromkeys(text for role, text in LEGEND.items() if role in present)
    return Markdown(" ".join(map(words, meanings)))


def _key(view: ViewName) -> str:
    return f"view:{view}"


def _files(inputs: PageInputs, view: ViewName, words: Words) -> Markdown | None:
    links = list(_links(inputs, view, words))
    return Markdown(" · ".join(links)) if links else None


def _links(inputs: PageInputs, view: ViewName, words: Words) -> Iterator[Markdown]:
    for file in map(PurePosixPath, inputs.files):
        name, _, suffix = file.name.rpartition(".")
        if name != f"{view}.{words.language}":
            continue
        folder = file.parts[0]
        label = _FORMATS.get(suffix, suffix)
        shown = label if folder in _OWN_FOLDERS else f"{label} ({folder})"
        yield to_page(shown, f"../../{file}")
