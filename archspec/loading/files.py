"""Finding and reading spec files, and the files that a spec names."""

import errno
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from archspec.errors import Position, Problem, SpecError
from archspec.folders import names_below, read_below, read_regular, read_start
from archspec.loading.tree import end_of

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_FILES: Final = 10_000
"""YAML files in a folder of specs."""
MAX_FOLDER_BYTES: Final = 16 * MAX_BYTES
"""Bytes that are read of a folder to find the specs in it."""
YAML_SUFFIXES: Final = frozenset({".yaml", ".yml"})
NAMED_SUFFIXES: Final = YAML_SUFFIXES | {".json"}
_ABSENT: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
_VERSION_KEY: Final = re.compile(rb"""^[ \t]*+\{?[ \t]*+["']?archspec["']?[ \t]*+:""", re.MULTILINE)
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
        SpecError: A path does not exist; a folder holds no spec, more than can be looked at, or a link out of it.

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
    inside = list(_specs_inside(path))
    if not inside:
        message = "holds no spec, which is a .yaml file with an archspec key; archspec init writes one"
        raise SpecError([_problem(path, message)])
    return inside


def _specs_inside(folder: Path) -> Iterator[Path]:
    files = _yaml_files(folder)
    if linked := [file for file in files if leads_out(file)]:
        message = "is a link that leads out of the folder, and is not followed; name it itself, or replace it"
        raise SpecError([_problem(file, message) for file in linked])
    left = MAX_FOLDER_BYTES
    for file in files:
        # Folders, FIFOs and links to nowhere are no specs.
        start = read_start(file, MAX_BYTES) if file.is_file() else b""
        left -= len(start)
        if left < 0:
            message = f"holds more than {MAX_FOLDER_BYTES // 2**20} MB of YAML; name the specs in it"
            raise SpecError([_problem(folder, message)])
        if _VERSION_KEY.search(start.removeprefix(_BYTE_ORDER_MARK)):
            yield file


def _yaml_files(folder: Path) -> list[Path]:
    files = []
    for file in folder.iterdir():
        if file.suffix in YAML_SUFFIXES:
            files.append(file)
        if len(files) > MAX_FILES:
            raise SpecError([_problem(folder, f"holds more than {MAX_FILES:,} YAML files; name the specs in it")])
    return sorted(files)


def leads_out(path: Path) -> bool:
    """Tell whether a path is a link to something that is not below its folder."""
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent))


def _problem(path: Path, message: str) -> Problem:
    return Problem(Position(display_path(path), 1, 1), message)


def read_text(path: Path, file: str) -> str:
    """Return the text of a spec, which may be named by a link.

    Raises:
        SpecError: The file cannot be read, is too large, or is not UTF-8.

    """
    try:
        data = read_regular(path, MAX_BYTES)
    except OSError as error:
        if error.errno == errno.EFBIG:
            message = f"{error.strerror}, which is all a spec may have; split the architecture"
        else:
            message = f"cannot be read: {error.strerror}"
        raise SpecError([_problem(path, message)]) from None
    return _decoded(data, file)


def read_named(folder: Path, name: str, file: str) -> str:
    """Return the text of a file that a spec in a folder names; links lead below that folder, too.

    Raises:
        ValueError: The name is no path below the folder, or what it names is no file that may be read.
        SpecError: The file is not UTF-8.

    """
    if not names_below(str(PurePosixPath(name))):
        raise ValueError("is no path below the spec's folder; write one relative to it, with slashes and without ..")
    root, target = Path(os.path.realpath(folder)), Path(os.path.realpath(folder / name))
    if not target.is_relative_to(root):
        raise ValueError("leads out of the spec's folder; put the file itself there")
    if {Path(name).suffix, target.suffix} - NAMED_SUFFIXES:
        raise ValueError("is no .yaml, .yml or .json file; name one")
    try:
        data = read_below(root, target.relative_to(root).as_posix(), MAX_BYTES)
    except OSError as error:
        if error.errno in _ABSENT:
            raise ValueError("is no file beside the spec; add it, or remove the entry") from None
        raise ValueError(f"cannot be read: {error.strerror}") from None
    return _decoded(data, file)


def _decoded(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read, stop = error.object, error.start
        message = f"is not UTF-8: byte 0x{read[stop]:02x} starts no character; save the file as UTF-8"
        raise SpecError([Problem(end_of(read[:stop].decode(), file), message)]) from None
