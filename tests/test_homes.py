"""What is known about a kind has one home: shared code names none."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from archspec.components.registry import KIND_NAMES

_ROOT: Final = Path(__file__).parents[1]
_KINDS: Final = frozenset(KIND_NAMES)
_CLASSES: Final = frozenset("".join(word.capitalize() for word in kind.split("_")) for kind in KIND_NAMES)
_THE_LISTS: Final = frozenset(
    {"archspec/__init__.py", "archspec/components/registry.py", "archspec/components/base.py"}
)
"""The public names, the list of kinds, and the roles, one of which is called like a kind."""


def _shared_modules() -> Iterator[Path]:
    """Yield every module that is no home of a kind."""
    for package in ("archspec", "renderers"):
        for path in sorted((_ROOT / package).rglob("*.py")):
            if not _is_home(path.relative_to(_ROOT)):
                yield path


def _is_home(path: Path) -> bool:
    if path.as_posix() in _THE_LISTS or path.is_relative_to("archspec/kinds"):
        return True
    return path.parent.as_posix() == "renderers/cdk" and path.stem in _KINDS


def _kinds_named(source: str) -> Iterator[str]:
    """Yield the line and the text of each place that imports a kind or holds the name of one."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.lineno}: import {name}" for name in _imported_kinds(node))
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.startswith("archspec.kinds.")]
            yield from (f"{node.lineno}: import {name}" for name in names)
        elif isinstance(node, ast.Constant) and id(node) not in docstrings and _names_a_kind(node.value):
            yield f"{node.lineno}: {node.value!r}"


def _imported_kinds(node: ast.ImportFrom) -> list[str]:
    of_a_kind = (node.module or "").startswith("archspec.kinds.")
    names = [alias.name for alias in node.names]
    return [name for name in names if of_a_kind or name in _CLASSES or (node.module == "archspec.kinds")]


def _names_a_kind(value: object) -> bool:
    """Tell whether a text holds the name of a kind; `actor` is a part of other words, too."""
    return isinstance(value, str) and (value in _KINDS or any(kind in value for kind in _KINDS - {"actor"}))


def test_shared_code_names_no_kind() -> None:
    """It asks for capabilities and facets, so that a kind that nobody knew is treated like the others."""
    found = {
        path.relative_to(_ROOT).as_posix(): named
        for path in _shared_modules()
        if (named := list(_kinds_named(path.read_text(encoding="utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from archspec.kinds.rds_instance.model import Storage", ["1: import Storage"]),
        ("from archspec.components import RdsInstance", ["1: import RdsInstance"]),
        ("from archspec.kinds import actor", ["1: import actor"]),
        ("import archspec.kinds.actor", ["1: import archspec.kinds.actor"]),
        ("x = 'rds_instance.json'", ["1: 'rds_instance.json'"]),
        ("x = {'actor': 1}", ["1: 'actor'"]),
        ("x = 'factor'", []),
        ("def f():\n    'Of an rds_instance.'", []),
    ],
)
def test_a_named_kind_is_found(source: str, found: list[str]) -> None:
    """In imports and texts, but not in what a docstring explains."""
    assert list(_kinds_named(source)) == found
