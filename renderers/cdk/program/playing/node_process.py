"""A Node that runs the player: started early, it loads the CDK while Python is still recording."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from renderers.cdk.program.errors import SynthError, UnavailableError
from renderers.cdk.program.installed.library import INSTALL, Library, find_node
from renderers.cdk.program.playing.scratch import scratch_folder

_PLAYER: Final = Path(__file__).with_name("player.js")
_REMEDY: Final = f"{INSTALL} brings one along, which is used unless JSII_NODE names another"
# What belongs to another run of the CDK or of Node: its context, its output folder, its options.
_FOREIGN: Final = ("CDK_", "NODE_")
# Left alone, V8 lets the space of new objects grow and resident memory with it, by 100 MB where a stack is large; with
# this much it takes no longer (measured on 300 components).
_YOUNG_OBJECTS: Final = "--max-semi-space-size=8"
_KILLED: Final = 9
"""The signal with which Linux ends a process when memory runs out."""


class NodeProcess:
    """A process that answers one job after another."""

    def __init__(self, library: Library, keeping: Path | None, *, validate: bool) -> None:
        """Start Node, which keeps what it loaded in a folder, where there is one.

        Raises:
            UnavailableError: There is no Node that can be run.

        """
        self._node = find_node()
        self._idle = False
        # What the CDK reads of its own files is put here; it makes folders of its own, too, and leaves them behind.
        self._scratch = scratch_folder()
        # Nobody reads this while Node runs, and a pipe that is full would stop it.
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as this process
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own player, on the Node that is installed
                [
                    self._node,
                    _YOUNG_OBJECTS,
                    _PLAYER,
                    json.dumps(_places(library, keeping, Path(self._scratch.name), validate=validate)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env=_environment(self._scratch.name, validate=validate),
            )
        except OSError as error:
            self._complaints.close()
            self._scratch.cleanup()
            raise UnavailableError(f"{self._node}: cannot be run: {error.strerror}; {_REMEDY}") from None

    def close(self) -> None:
        """End Node: it leaves by itself where it has nothing to do, and keeps what it compiled for the next."""
        with self._scratch, self._complaints, self._process:
            if not self._idle:
                self._process.kill()
            self.dismiss()

    def dismiss(self) -> None:
        """Let Node end by itself when it has answered what it was asked."""
        assert self._process.stdin is not None  # noqa: S101  it is a pipe
        # What a Node that died did not read is of no use to anybody.
        with suppress(BrokenPipeError):
            self._process.stdin.close()

    def answer(self, job: Mapping[str, object]) -> dict[str, Any]:
        """Send a job, and return what the player says.

        Raises:
            SynthError: Node stopped without an answer.
            UnavailableError: Node is too old, or a wheel is damaged.

        """
        self._idle = False
        line = self._exchange(json.dumps(job).encode())
        if not line:
            raise self._stopped()
        self._idle = True
        answer: dict[str, Any] = json.loads(line)
        if "old" in answer:
            raise UnavailableError(f"{self._node} is Node {answer['old']}, and the CDK needs 22 or later; {_REMEDY}")
        if "broken" in answer:
            raise UnavailableError(f"{answer['broken']}; install aws-cdk-lib again: {INSTALL}")
        return answer

    def _exchange(self, line: bytes) -> bytes:
        """Write a line and read one, which is empty where Node has stopped."""
        reader, writer = self._process.stdout, self._process.stdin
        assert reader is not None  # noqa: S101  both are pipes
        assert writer is not None  # noqa: S101
        with suppress(BrokenPipeError):
            writer.write(line + b"\n")
            writer.flush()
        return reader.readline()

    def _stopped(self) -> SynthError:
        code = self._process.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return SynthError(f"{self._node} stopped with exit code {code}: {_cause(code, lines)}")


def _cause(code: int, complaints: Sequence[str]) -> str:
    """Return the line that says why Node stopped: its last, unless memory ran out, which a trace follows."""
    if code == -_KILLED:
        return "it was killed; there may not be enough memory"
    exhausted = [line.strip("# ") for line in complaints if "out of memory" in line]
    return exhausted[0] if exhausted else "".join(complaints[-1:])


def _places(library: Library, keeping: Path | None, folder: Path, *, validate: bool) -> dict[str, object]:
    """Return what the player has to know before its first job."""
    # The validator loads much that nobody else needs.
    name = f"{library.key}.{'validator' if validate else 'modules'}"
    return {
        "tarballs": {package: str(path) for package, path in library.packages.items()},
        "kept": None if keeping is None else str(keeping / name),
        "folder": str(folder),
    }


def _environment(scratch: str, *, validate: bool) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return inherited | {
        "CDK_VALIDATION": "true" if validate else "false",
        "JSII_DEPRECATED": "quiet",
        # By these names Node finds the temporary folder, on Windows by the latter.
        "TMPDIR": scratch,
        "TEMP": scratch,
    }
