"""`archspec init`."""

import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from archspec.cli.starter import StarterFile, starter_files
from archspec.cli.terminal import echo
from archspec.components.fields import LANGUAGES, Language
from archspec.errors import UsageError


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
        lines = [line for file in starter_files(folder, language) for line in _written(file)]
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    for line in lines:
        echo(line)
    specs, out = (shlex.quote(f"{(folder / name).as_posix()}{end}") for name, end in (("specs", "/"), ("build", "")))
    echo()
    echo(f"Next: archspec check {specs} && archspec build {specs} -o {out}")


def _written(file: StarterFile) -> Iterator[str]:
    """Write a file where there is none, and say so; else say what to add to the one that is there."""
    shown = file.path.as_posix()
    file.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(file.text)
    except FileExistsError:
        if file.addition is None or _has(file.path, file.addition):
            yield f"kept   {shown}"
        else:
            yield f"kept   {shown}; add to it:"
            yield from textwrap.indent(file.addition.rstrip("\n"), "         ").split("\n")
    else:
        yield f"wrote  {shown}"


def _has(path: Path, addition: str) -> bool:
    """Tell whether a file has every line of an addition."""
    present = {line.strip() for line in path.read_text("utf-8", errors="replace").splitlines()}
    return all(line.strip() in present for line in addition.splitlines())
