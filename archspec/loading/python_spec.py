"""Specs written in Python: files that leave an `Architecture` in a variable named `architecture`."""

import ast
import contextlib
import io
import runpy
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Final, cast

from pydantic import ValidationError

from archspec.architecture import Architecture
from archspec.components.credentials import MASK, looks_secret
from archspec.errors import Position, Problem, SpecError
from archspec.loading.found import FoundProblems
from archspec.loading.problems import validation_problems
from archspec.loading.quoting import quoted
from archspec.loading.tree import Entry, Map, Node, Scalar, Sequence

VARIABLE: Final = "architecture"
_LONGEST_REASON: Final = 300


def read_python(path: FilePath, text: str, file: str) -> Map:
    """Run a spec and return its architecture as a tree.

    Places are the first mention of each key in the source, or where `architecture` is assigned.

    Raises:
        SpecError: The file is not Python, raises, exits, prints, or leaves no architecture.

    """
    module = _parsed(text, file)
    places = _places(module, file)
    home = places.get(VARIABLE, Position(file, 1, 1))
    names = _run(path, file, places.get("print", Position(file, 1, 1)))
    value = names.get(VARIABLE)
    if not isinstance(value, Architecture):
        what = f"{VARIABLE} is of type {type(value).__name__}" if VARIABLE in names else f"defines no {VARIABLE}"
        raise SpecError([Problem(home, f"{what}; end with {VARIABLE} = Architecture(...)")])
    try:
        # What is no value of the model, validation refuses later; here it would be a warning on standard error.
        dumped = value.model_dump(mode="json", exclude_unset=True, warnings="none")
        return _with_discriminators(cast("Map", _tree(dumped, places, home)), value)
    except Exception as error:  # noqa: BLE001  objects of the spec's own classes answer here
        message = f"holds what is no data ({in_one_line(error)}); keep to dicts, lists, text and numbers"
        raise SpecError([Problem(places.get("environments", home), message)]) from None


def _parsed(text: str, file: str) -> ast.Module:
    try:
        return ast.parse(text, file)
    except SyntaxError as error:
        position = Position(file, error.lineno or 1, error.offset or 1)
        raise SpecError([Problem(position, f"is not Python: {error.msg}")]) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise SpecError([Problem(Position(file, 1, 1), f"is not Python: {in_one_line(error)}")]) from None


def _run(path: FilePath, file: str, first_print: Position) -> dict[str, object]:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed), importing_from(path.parent):
            names = runpy.run_path(str(path))
    except SystemExit as error:
        message = "exits; a spec only defines an architecture, so remove the exit"
        raise SpecError([Problem(_raised_at(error, path, file), message)]) from None
    except ValidationError as error:
        position = _raised_at(error, path, file)
        found = FoundProblems()
        found.extend(validation_problems(error, Map({}, file, position.line, position.column)))
        raise found.error(f"{error.title}: ") from error
    except Exception as error:
        message = f"raises {type(error).__name__}: {in_one_line(error)}".removesuffix(": ")
        raise SpecError([Problem(_raised_at(error, path, file), message)]) from error
    if lines := printed.getvalue().splitlines():
        message = f"prints {quoted(lines[0])}; a spec only defines an architecture, so remove the print"
        raise SpecError([Problem(first_print, message)])
    return names


def in_one_line(error: BaseException) -> str:
    """Return what an exception of somebody else's code says, shortened, and masked where it looks like a secret."""
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001  the exception is the author's own, and so is its __str__
        return ""
    return MASK if looks_secret(text) else text[:_LONGEST_REASON]


@contextlib.contextmanager
def importing_from(folder: FilePath) -> Iterator[None]:
    """Let a file import its neighbours, without leaving compiled files beside them or their names to other files."""
    path, wrote, modules = list(sys.path), sys.dont_write_bytecode, set(sys.modules)
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.path[:], sys.dont_write_bytecode = path, wrote
        for name in set(sys.modules) - modules:
            if folder.resolve() in FilePath(getattr(sys.modules[name], "__file__", None) or "").resolve().parents:
                del sys.modules[name]


def _raised_at(error: BaseException, path: FilePath, file: str) -> Position:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return Position(file, (lines[-1] if lines else None) or 1, 1)


def _places(module: ast.Module, file: str) -> dict[str, Position]:
    """Return where each key is written first: text constants, keyword arguments, assigned names."""
    places: dict[str, Position] = {}
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str() as name, lineno=line, col_offset=column):
                places.setdefault(name, Position(file, line, column + 1))
            case ast.keyword(arg=str() as name, lineno=line, col_offset=column):
                places.setdefault(name, Position(file, line, column + 1))
            case ast.Name(id=name, lineno=line, col_offset=column) if (
                isinstance(node.ctx, ast.Store) or name == "print"
            ):
                places.setdefault(name, Position(file, line, column + 1))
            case _:
                pass
    return places


def _tree(value: object, places: dict[str, Position], here: Position) -> Node:
    if isinstance(value, dict):
        entries = {}
        for key, item in value.items():
            place = places.get(str(key), here)
            entries[str(key)] = Entry(place.file, place.line, place.column, _tree(item, places, place))
        return Map(entries, here.file, here.line, here.column)
    if isinstance(value, list):
        return Sequence(tuple(_tree(item, places, here) for item in value), here.file, here.line, here.column)
    return Scalar(cast("str | int | float | bool | None", value), here.file, here.line, here.column)


def _with_discriminators(tree: Map, architecture: Architecture) -> Map:
    """Add the version, and the kind of each component: defaults that a constructor call leaves unset."""
    top = Position(tree.file, tree.line, tree.column)

    version = Scalar(architecture.archspec, top.file, top.line, top.column)
    entries = dict(tree.entries)
    entries.setdefault("archspec", Entry(top.file, top.line, top.column, version))
    if "components" in entries and isinstance(components := entries["components"].value, Map):
        written = {str(name): component for name, component in architecture.components.items()}
        kinds = {key: _with_kind(item, written[key]) for key, item in components.entries.items()}
        entries["components"] = entries["components"]._replace(value=components._replace(entries=kinds))
    return tree._replace(entries=entries)


def _with_kind(item: Entry, component: object) -> Entry:
    """Add the kind to a component; `model_copy` may have put anything else there, which validation refuses."""
    kind = getattr(component, "kind", None)
    if not (isinstance(kind, str) and isinstance(item.value, Map)):
        return item
    entry = Entry(item.file, item.line, item.column, Scalar(kind, item.file, item.line, item.column))
    return item._replace(value=item.value._replace(entries={"kind": entry, **item.value.entries}))
