"""`archspec init`."""

import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from archspec.bilingual import LANGUAGES, Language
from archspec.build.atomic import create_below
from archspec.cli.starter import StarterFile, starter_files
from archspec.cli.terminal import echo
from archspec.errors import UsageError
from archspec.folders import read_below

_MOST_READ: Final = 1024 * 1024
"""Bytes of a file that is there already: no configuration has as many."""


@click.command(
    "init",
    epilog="""\b
    Examples:
      archspec init                   in this folder
      archspec init shop --lang pt-BR""",
)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path, file_okay=False))
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def init_command(*, folder: Path, language: Language) -> None:
    """Write a spec that passes, its schema for editors, a CI workflow, a pre-commit hook and a .gitignore into DIR.

    In a Git repository, workflow and hook go to its root. A file that is already there is left as it is, and what it
    would need is shown.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = [line for file in starter_files(folder, language) for line in _written(file)]
    except OSError as error:
        if error.filename is None:
            raise
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    for line in lines:
        echo(line)
    specs, out = (shlex.quote(f"{(folder / name).as_posix()}{end}") for name, end in (("specs", "/"), ("build", "")))
    echo()
    echo(f"Next: archspec check {specs} && archspec build {specs} -o {out}")


def _written(file: StarterFile) -> Iterator[str]:
    """Write a file where there is none, and say so; else say what to add to the one that is there."""
    shown = file.path.as_posix()
    if create_below(file.home.resolve(), file.name, file.text.encode()):
        yield f"wrote  {shown}"
    elif file.addition is None or _has(file, file.addition):
        yield f"kept   {shown}"
    else:
        yield f"kept   {shown}; add to it:"
        yield from textwrap.indent(file.addition.rstrip("\n"), "         ").split("\n")


def _has(file: StarterFile, addition: str) -> bool:
    """Tell whether the file that is there has every line of an addition; one that nobody should read has none."""
    try:
        present = read_below(file.home.resolve(), file.name, _MOST_READ).decode("utf-8", "replace")
    except OSError:
        return False
    lines = {line.strip() for line in present.splitlines()}
    return all(line.strip() in lines for line in addition.splitlines())
