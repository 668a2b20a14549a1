"""Finding and reading spec files."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archspec.errors import Position, Problem, SpecError
from archspec.loading.tree import end_of

MAX_BYTES: Final = 16 * 1024 * 1024
YAML_SUFFIXES: Final = frozenset({".yaml", ".yml"})
_VERSION_KEY: Final = re.compile(rb"""^[ \t]*\{?[ \t]*["']?archspec["']?[ \t]*:""", re.MULTILINE)
_BYTE_ORDER_MARK: Final = "\ufeff".encode()


def display_path(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory where it is below it, with slashes."""
    try:
        shown = path.absolute().relative_to(Path.cwd()).as_posix()
    # The working directory may have been removed.
    except (ValueError, FileNotFoundError):
        shown = path.as_posix()
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in shown)


def spec_files(paths: Sequence[Path]) -> list[Path]:
    """Return the specs that paths name: files as they are, and each YAML file with an `archspec` key in a folder.

    Raises:
        SpecError: A path does not exist, or a folder holds no spec.

    """
    found: dict[Path, Path] = {}
    problems = []
    for path in paths:
        try:
            found |= {file.resolve(): file for file in _files(path) if file.resolve() not in found}
        except (OSError, ValueError) as error:
            problems.append(_problem(path, f"cannot be read: {getattr(error, 'strerror', None) or error}"))
        except SpecError as error:
            problems.extend(error.problems)
    if problems:
        raise SpecError(problems)
    return list(found.values())


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.exists():
        raise SpecError([_problem(path, "does not exist; name a spec file, or a folder of them")])
    if not path.is_dir():
        raise SpecError([_problem(path, "is neither a file nor a folder; name a spec file, or a folder of them")])
    inside = [file for file in sorted(path.iterdir()) if file.suffix in YAML_SUFFIXES and _is_spec(file)]
    if not inside:
        message = "holds no spec, which is a .yaml file with an archspec key; archspec init writes one"
        raise SpecError([_problem(path, message)])
    return inside


def _is_spec(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(MAX_BYTES)
    return _VERSION_KEY.search(head.removeprefix(_BYTE_ORDER_MARK)) is not None


def _problem(path: Path, message: str) -> Problem:
    return Problem(Position(display_path(path), 1, 1), message)


def read_text(path: Path, file: str) -> str:
    """Return a file's text.

    Raises:
        SpecError: The file cannot be read, is too large, or is not UTF-8.

    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise SpecError([_problem(path, f"cannot be read: {error.strerror}")]) from None
    if size > MAX_BYTES:
        message = f"is {size / 2**20:.1f} MB; a spec may have {MAX_BYTES // 2**20}, so split the architecture"
        raise SpecError([_problem(path, message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read, stop = error.object, error.start
        message = f"is not UTF-8: byte 0x{read[stop]:02x} starts no character; save the file as UTF-8"
        raise SpecError([Problem(end_of(read[:stop].decode(), file), message)]) from None
