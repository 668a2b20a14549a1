"""The tools that the comparison runs: where they are installed, and how they are started."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from renderers.cdk.program.installed.library import find_node
from renderers.cdk.synth import context
from tests.regenerate import ROOT

PYTHON_PACKAGES = ("cloudwright-ai==1.10.0", "cloudwright-ai-cli==1.10.0")
NODE_PACKAGES = ("likec4@1.59.4", "cdk-dia@0.12.3")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code and what it wrote."""

    code: int
    printed: str

    def json(self) -> Any:  # noqa: ANN401  JSON
        """Return what it printed, as JSON."""
        return json.loads(self.printed)


@dataclass(frozen=True, slots=True)
class Tools:
    """A folder with the tools of others, and what was run in it."""

    folder: Path
    python: str
    """A Python that the tools of others take (Cloudwright: 3.12 or newer)."""
    commands: list[str] = field(default_factory=list)
    """What was run, as one would type it."""

    def install(self) -> None:
        """Install what is not there yet, with pip and npm."""
        node = self.folder / "bin/node"
        if not node.exists():
            # Node alone: the npm beside it in the wheel does not start by its own name.
            node.parent.mkdir()
            node.symlink_to(find_node())
        if not (self.folder / "venv").exists():
            self._must(self.python, "-m", "venv", "venv")
            self._must("venv/bin/pip", "install", "--quiet", *PYTHON_PACKAGES)
        if not (self.folder / "node_modules").exists():
            (self.folder / "package.json").write_text('{"private": true}', encoding="utf-8")
            self._must("npm", "install", "--no-audit", "--no-fund", *NODE_PACKAGES)

    def _must(self, *command: str) -> None:
        done = self._start(command, self.folder, {})
        assert done.code == 0, (command, done.printed)

    def run(
        self, program: str, *arguments: str, where: Path, settings: Mapping[str, str] | None = None, given: str = ""
    ) -> Ran:
        """Run a program in a folder, by its name, wherever it is installed; `given` is its standard input."""
        self.commands.append(" ".join((program, *arguments)))
        return self._start((self._found(program), *arguments), where, settings or {}, given)

    def _found(self, program: str) -> str:
        for place in (Path(sys.executable).parent, self.folder / "venv/bin", self.folder / "node_modules/.bin"):
            if (place / program).exists():
                return str(place / program)
        return program

    def _start(self, command: tuple[str, ...], where: Path, settings: Mapping[str, str], given: str = "") -> Ran:
        environment = {
            **os.environ,
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "200",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        done = subprocess.run(  # noqa: S603
            command, cwd=where, env=environment, input=given, capture_output=True, text=True, check=False
        )
        return Ran(done.returncode, done.stdout or done.stderr)

    @staticmethod
    def cdk_settings() -> dict[str, str]:
        """Return what gives the hand-written CDK program the feature flags that archspec has."""
        return {"CDK_CONTEXT_JSON": json.dumps(context()), "JSII_NODE": str(find_node())}
