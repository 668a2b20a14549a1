"""`archspec init`."""

import json
import re
import shlex
from collections.abc import Mapping
from importlib import metadata, resources
from pathlib import Path
from typing import Final

import click

from archspec.cli.terminal import echo
from archspec.components.fields import LANGUAGES, Language
from archspec.errors import UsageError
from archspec.loading.schema import spec_schema

_LONGEST_NAME: Final = 40


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
    """Write a spec that passes, its schema for editors, a CI workflow and a pre-commit hook into DIR.

    A file that is already there is left as it is.
    """
    name = spec_name(folder.resolve().name)
    files = starter_files(name, language)
    try:
        written = [path for path, text in files.items() if _write(folder / path, text)]
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    for path in files:
        echo(f"{'wrote' if path in written else 'kept '}  {(folder / path).as_posix()}")
    specs, out = (shlex.quote(f"{(folder / name).as_posix()}{end}") for name, end in (("specs", "/"), ("build", "")))
    echo()
    echo(f"Next: archspec check {specs} && archspec build {specs} -o {out}")


def spec_name(text: str) -> str:
    """Return a folder's name as the name of a spec, or `my-platform` where nothing of it can stay."""
    name = re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")
    name = re.sub("^[^a-z]+", "", name)[:_LONGEST_NAME].strip("-")
    return name or "my-platform"


def starter_files(name: str, language: Language) -> Mapping[str, str]:
    """Return the files of a new project, by path."""
    values = {
        "name": name,
        "title": name.replace("-", " ").capitalize(),
        "version": metadata.version("archspec-aws"),
    }
    return {
        "specs/architecture.yaml": _template(f"architecture.{language}.yaml", values),
        "specs/schema.json": json.dumps(spec_schema(), ensure_ascii=False, indent=1) + "\n",
        ".github/workflows/architecture.yml": _template("architecture.yml", values),
        ".pre-commit-config.yaml": _template("pre-commit-config.yaml", values),
    }


def _template(name: str, values: Mapping[str, str]) -> str:
    text = resources.files("archspec.cli").joinpath("templates", name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value)
    return text


def _write(path: Path, text: str) -> bool:
    """Write a new file; return False where one is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        return False
    return True
