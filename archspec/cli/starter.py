"""What `archspec init` writes: a spec with its schema, and what checks it in CI and before each commit."""

import json
import os
import re
import shlex
import unicodedata
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Final

from archspec.bilingual import Language
from archspec.loading.schema import spec_schema

_LONGEST_NAME: Final = 40
_LONGEST_TITLE: Final = 80
_UNNAMED: Final = "my-platform"
# What means the same in YAML with and without quotes, but for words such as "yes".
_PLAIN: Final = re.compile(r"[^\W\d_][\w./' -]*[\w./']", re.ASCII)


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file of a new project."""

    home: Path
    """The folder it belongs to: that of the project, or the repository's."""
    name: str
    """Its path below that folder."""
    text: str
    addition: str | None = None
    """What to add to the user's own file, where there is one already that does not have it; None where nothing is."""

    @property
    def path(self) -> Path:
        """Its path, as messages show it."""
        return self.home / self.name


def starter_files(folder: Path, language: Language) -> tuple[StarterFile, ...]:
    """Return the files of a new project in a folder; the workflow and the hook are at the repository's root."""
    root = repository_root(folder)
    values = _values(folder, root)
    hook = _template("pre-commit-config.yaml", values)
    ignored = _template("gitignore", values)
    schema = json.dumps(spec_schema(), ensure_ascii=False, indent=1) + "\n"
    return (
        StarterFile(folder, "specs/architecture.yaml", _template(f"architecture.{language}.yaml", values)),
        StarterFile(folder, "specs/schema.json", schema),
        StarterFile(root, ".github/workflows/architecture.yml", _template("architecture.yml", values)),
        StarterFile(root, ".pre-commit-config.yaml", hook, addition=hook.partition("\n")[2]),
        StarterFile(folder, ".gitignore", ignored, addition=ignored),
    )


def repository_root(folder: Path) -> Path:
    """Return the root of the Git repository a folder is in, or the folder where it is in none."""
    absolute = folder.resolve()
    for parent in (absolute, *absolute.parents):
        if (parent / ".git").exists():
            # Shown as the user wrote it, where it is the same folder.
            return folder if parent == absolute else Path(os.path.relpath(parent))
    return folder


def _values(folder: Path, root: Path) -> dict[str, str]:
    called = folder.resolve().name
    specs = "specs/"
    if root != folder:
        specs = f"{folder.resolve().relative_to(root.resolve()).as_posix()}/specs/"
    command = f"archspec check {shlex.quote(specs)} --no-python"
    return {
        "name": spec_name(called),
        "title": _scalar(spec_title(called)),
        "version": metadata.version("archspec-aws"),
        "check": _scalar(command),
        "annotate": _scalar(f"{command} --format github"),
        "files": _scalar(f"^{re.escape(specs)}"),
    }


def spec_name(text: str) -> str:
    """Return a folder's name as the name of a spec, without accents; `my-platform` where nothing of it can stay."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    name = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    name = re.sub("^[^a-z]+", "", name)[:_LONGEST_NAME].strip("-")
    return name or _UNNAMED


def spec_title(text: str) -> str:
    """Return a folder's name as the title of a spec, or the name of the spec where it would not do."""
    words = " ".join(re.sub("[-_]+", " ", text).split())
    title = words[:1].upper() + words[1:]
    is_title = any(map(str.isalpha, title)) and title.isprintable() and len(title) <= _LONGEST_TITLE
    return title if is_title else spec_name(text).replace("-", " ").capitalize()


def _scalar(text: str) -> str:
    """Return a text as YAML, in quotes where it needs some."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _template(name: str, values: dict[str, str]) -> str:
    text = resources.files("archspec.cli").joinpath("templates", name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", value)
    return text
