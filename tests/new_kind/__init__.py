"""`make new-kind NAME=dynamodb_table`: the home, the builder and the oracle of a kind that nobody has written yet.

What it writes is well-formed, and says at each `Fill in:` what belongs there; the conformance tests name what is left.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT: Final = Path(__file__).parents[2]
_FILES: Final[Mapping[str, str]] = {
    "init.py.jinja": "archspec/kinds/{name}/__init__.py",
    "model.py.jinja": "archspec/kinds/{name}/model.py",
    "connections.py.jinja": "archspec/kinds/{name}/connections.py",
    "planning.py.jinja": "archspec/kinds/{name}/planning.py",
    "rules.py.jinja": "archspec/kinds/{name}/rules.py",
    "pages.py.jinja": "archspec/kinds/{name}/pages.py",
    "views.py.jinja": "archspec/kinds/{name}/views.py",
    "testing.py.jinja": "archspec/kinds/{name}/testing.py",
    "billing.json.jinja": "archspec/kinds/{name}/data/billing.json",
    "builder.py.jinja": "renderers/cdk/{name}.py",
    "oracle.py.jinja": "tests/kinds/{name}.py",
}
_LIST: Final = Path("archspec/components/registry.py")
_PUBLIC_NAMES: Final = Path("archspec/__init__.py")
_LONGEST_NAME: Final = 40
"""Longer names make lines that the formatter would break, and nobody would type."""


class NewKindError(Exception):
    """The kind cannot be written; the message says why, and what to do."""


def write_kind(name: str, root: Path = ROOT) -> tuple[Path, ...]:
    """Write the files of a kind, list it, and return what was written.

    Raises:
        NewKindError: The name is none that a kind may have, or something of that name is there.

    """
    _require_usable(name, root)
    written = {Path(path.format(name=name)): template for template, path in _FILES.items()}
    if found := [path for path in written if (root / path).exists()]:
        raise NewKindError(f"{found[0]} is there already; remove it, or take another name than {name!r}")
    # First what can fail, so that a failure leaves nothing behind.
    lists = {
        _LIST: _listed(name, (root / _LIST).read_text("utf-8")),
        _PUBLIC_NAMES: _published(name, (root / _PUBLIC_NAMES).read_text("utf-8")),
    }
    templates = Environment(  # noqa: S701  Python and JSON, no HTML
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    for path, template in written.items():
        _write(root / path, templates.get_template(template).render(_words(name)))
    for path, text in lists.items():
        _write(root / path, text)
    return (*written, *lists)


def _require_usable(name: str, root: Path) -> None:
    if not name:
        raise NewKindError("NAME is missing; say which kind, as in: make new-kind NAME=dynamodb_table")
    if not re.fullmatch("[a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*", name) or iskeyword(name) or len(name) > _LONGEST_NAME:
        raise NewKindError(
            f"{name!r} is no name of a kind; take lower-case words with single underscores between them, at most"
            f" {_LONGEST_NAME} characters, as in dynamodb_table"
        )
    if f'    "{name}",\n' in (root / _LIST).read_text("utf-8"):
        raise NewKindError(f"there is a kind {name!r} already, in archspec/kinds/{name}/")
    if f'    "{class_name(name)}",\n' in (root / _PUBLIC_NAMES).read_text("utf-8"):
        raise NewKindError(f"archspec has another {class_name(name)} already; take another name than {name!r}")


def class_name(name: str) -> str:
    """Return what the class of a kind is called."""
    return "".join(word.capitalize() for word in name.split("_"))


def _words(name: str) -> Mapping[str, str]:
    first, *rest = name.split("_")
    thing = " ".join(rest) or first
    return {
        "name": name,
        "model": class_name(name),
        "service": f"Amazon {first.capitalize()}",
        "thing": thing,
        "noun": "_".join(rest) or first,
        "resource_type": f"AWS::{first.capitalize()}::{class_name('_'.join(rest) or first)}",
        "terraform": f"aws_{name}",
    }


def _listed(name: str, text: str) -> str:
    """Return the list of kinds with one more, at its end."""
    start, kinds, end = re.split(r'(KIND_NAMES: Final = \(\n(?:    "\w+",\n)+)', text)
    return f'{start}{kinds}    "{name}",\n{end}'


def _published(name: str, text: str) -> str:
    """Return the public names with those of one more kind, each in its place."""
    line = f"    from archspec.kinds.{name} import {class_name(name)}\n"
    text = _inserted(text, line, r"    from archspec\.kinds\.\w+ import \w+\n")
    start, names, end = re.split(r"(__all__ = \[\n(?:    \"\w+\",\n)+)", text)
    return start + _inserted(names, f'    "{class_name(name)}",\n', r"    \"\w+\",\n") + end


def _inserted(text: str, line: str, pattern: str) -> str:
    """Return a text with a line among the sorted ones of a pattern."""
    lines = [*re.findall(pattern, text), line]
    start = re.search(pattern, text)
    if start is None:
        raise NewKindError(f"there is no place for {line.strip()!r}; was archspec/__init__.py written in another way?")
    before = text[: start.start()]
    after = text[start.start() + sum(map(len, lines[:-1])) :]
    return before + "".join(sorted(lines, key=_in_order)) + after


def _in_order(line: str) -> tuple[bool, str]:
    """Return the place of a line as the linter sorts names: classes before functions."""
    word = line.strip(' ",\n')
    return word[0].islower(), word


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write a kind, and say what to do next."""
    try:
        written = write_kind(arguments[0] if arguments else "")
    except NewKindError as error:
        sys.stderr.write(f"new-kind: {error}\n")
        return 2
    next_step = f".venv/bin/pytest -n 0 tests/components/test_every_kind.py -k {arguments[0]}"
    sys.stdout.write("".join(f"{path}\n" for path in written))
    sys.stdout.write(f"Each file says what to fill in; this names what is left:\n  {next_step}\n")
    return 0
