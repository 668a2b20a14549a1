"""A Node that runs the player: started early, it loads the CDK while Python is still recording."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from renderers.cdk.program.errors import SynthError, UnavailableError
from renderers.cdk.program.library import INSTALL, Library, find_node

_PLAYER: Final = Path(__file__).with_name("player.js")
_REMEDY: Final = f"{INSTALL} brings one along, which is used unless JSII_NODE names another"
# What belongs to another run of the CDK or of Node: its context, its output folder, its options.
_FOREIGN: Final = ("CDK_", "NODE_")


class NodeProcess:
    """A process that takes one job and answers it; one that gets none is stopped."""

    def __init__(self, library: Library, *, validate: bool) -> None:
        """Start Node.

        Raises:
            UnavailableError: There is no Node that can be run.

        """
        self._node = find_node()
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own player, on the Node that is installed
                [self._node, _PLAYER, library.modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                env=_environment(library, validate=validate),
            )
        except OSError as error:
            raise UnavailableError(f"{self._node}: cannot be run: {error.strerror}; {_REMEDY}") from None

    def __enter__(self) -> Self:
        """Return this process."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop the process where it still waits for a job."""
        with self._process:
            if self._process.poll() is None:
                self._process.kill()

    def answer(self, job: Mapping[str, object]) -> dict[str, Any]:
        """Send the job, and return what the player says.

        Raises:
            SynthError: Node stopped without an answer.
            UnavailableError: Node is too old.

        """
        said, complaint = self._process.communicate(json.dumps(job))
        lines = said.splitlines()
        if self._process.returncode or not lines:
            last = "".join(complaint.strip().splitlines()[-1:])
            raise SynthError(f"{self._node} stopped with exit code {self._process.returncode}: {last}")
        answer: dict[str, Any] = json.loads(lines[-1])
        if "old" in answer:
            raise UnavailableError(f"{self._node} is Node {answer['old']}, and the CDK needs 22 or later; {_REMEDY}")
        return answer


def _environment(library: Library, *, validate: bool) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return inherited | {
        "CDK_VALIDATION": "true" if validate else "false",
        "JSII_DEPRECATED": "quiet",
        "NODE_COMPILE_CACHE": str(library.folder / "compiled"),
    }
