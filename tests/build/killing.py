"""Kills a process that writes a folder, at one line after the other, and looks at what is left each time.

`python -m tests.build.killing FOLDER` prints at how many lines it killed.
"""

import os
import random
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Any, Final

from archspec import folders
from archspec.build import atomic, manifest, outputs
from archspec.build.manifest import MANIFEST, Manifest, Record, sha256

SOURCES: Final = {module.__file__ for module in (atomic, folders, manifest, outputs)}

BUILDS: Final = {
    "before": {"a/kept.txt": b"same", "a/changed.txt": b"old", "b/c/gone.txt": b"gone", "other.txt": b"other"},
    "after": {"a/kept.txt": b"same", "a/changed.txt": b"new", "d/e/added.txt": b"added", "other.txt": b"other"},
}


def _write(folder: Path, build: str) -> None:
    files = BUILDS[build]
    own = tuple(sorted(files.keys() - {"other.txt"}))
    products = {
        "own": Record(inputs=sha256(build.encode()), files=own),
        "other": Record(inputs=sha256(b""), files=("other.txt",)),
    }
    digests = {name: sha256(content) for name, content in files.items()}
    after = Manifest(version=1, files=digests, products=products)
    outputs.update_outputs(folder, after, files, lambda _message: None)


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return the files of a folder with what they hold, and its empty folders with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def _killed(folder: Path, build: str, line: int) -> bool:
    """Write in a process that is killed before a line; tell whether it came that far."""
    child = os.fork()
    if child == 0:
        _kill_before(line)
        _write(folder, build)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _kill_before(line: int) -> None:
    seen = 0

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401  as the interpreter has it
        nonlocal seen
        if frame.f_code.co_filename not in SOURCES:
            return None
        if event == "line":
            seen += 1
            if seen == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def _require_whole(folder: Path) -> None:
    """Each file is an old or a new one, but for temporary files, which say that they are."""
    for name, content in tree(folder).items():
        if name == MANIFEST:
            Manifest.model_validate_json(content or b"")
        elif content is not None and not name.endswith(".archspec-tmp"):
            assert content in [files.get(name) for files in BUILDS.values()], name


def _require_recovery(folder: Path, build: str, expected: Mapping[str, bytes | None]) -> None:
    """Whatever is built next, nothing else is left."""
    _require_whole(folder)
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    _write(copy, build)
    assert tree(copy) == expected, build
    shutil.rmtree(copy)


def main(root: Path) -> int:
    """Kill at every line, and sometimes the next build as well."""
    for build in BUILDS:
        _write(root / build, build)
    expected = {build: tree(root / build) for build in BUILDS}
    victim = root / "victim"
    chance = random.Random(1)  # noqa: S311  no secret: every run kills at the same lines
    line = 0
    killed = True
    while killed:
        line += 1
        shutil.copytree(root / "before", victim)
        killed = _killed(victim, "after", line)
        if line % 5 == 0:
            _require_whole(victim)
            _killed(victim, chance.choice(list(BUILDS)), chance.randint(1, 200))
        # What comes next differs between neighbours, which leave much the same.
        build = list(BUILDS)[line % 2]
        _require_recovery(victim, build, expected[build])
        shutil.rmtree(victim)
    return line - 1


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))  # noqa: T201  the result of this program
