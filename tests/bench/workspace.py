"""The folder the bench works in, and the commands that it measures there."""

import json
import os
import shutil
import sys
import tarfile
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from renderers.cdk.functions.asset import database_extensions_asset
from renderers.cdk.program.installed.library import find_node, installed_library
from renderers.cdk.synth import context
from tests.bench.measure import Command

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-24"

_HERE = Path(__file__).parent
_BIN = Path(sys.executable).parent
_FINDINGS = frozenset({0, 2, 4, 6, 8, 10, 12, 14})
"""What cfn-lint's exit code may be: whichever levels it found something at."""


class Workspace:
    """A folder with a copy of the reference, and the commands that are measured in it."""

    def __init__(self, folder: Path) -> None:
        """Copy the reference and what belongs to it, since synthesis writes a lock file beside it."""
        self.specs = folder / "specs"
        self.specs.mkdir()
        for name in ("saas_enterprise.yaml", "saas_enterprise.en.yaml"):
            shutil.copy(ROOT / "specs" / name, self.specs)
        self.spec = self.specs / "saas_enterprise.yaml"
        self._folder = folder

    def path(self, name: str) -> Path:
        """Return a path in the folder."""
        return self._folder / name

    def renamed_specs(self, count: int) -> Path:
        """Write the reference under other names, and return the folder of these specs."""
        folder = self.path("renamed")
        folder.mkdir()
        text = self.spec.read_text("utf-8").replace("translations:", "# translations:")
        for number in range(count):
            renamed = text.replace("name: saas-enterprise", f"name: saas-{number}")
            (folder / f"saas_{number:02}.yaml").write_text(renamed, "utf-8")
        return folder

    def resources(self, assembly: str) -> int:
        """Return how many resources the templates of a cloud assembly have."""
        return sum(len(template["Resources"]) for template in self.templates(assembly).values())

    def templates(self, assembly: str) -> dict[str, Any]:
        """Return the templates of a cloud assembly by their file names."""
        files = self.path(assembly).glob("*.template.json")
        return {file.name: json.loads(file.read_text("utf-8")) for file in files}

    def archspec(self, *arguments: str, fresh: str | None = None) -> Command:
        """Return a command of archspec."""
        remove = self.path(fresh) if fresh else None
        return Command((str(_BIN / "archspec"), *arguments), _environment(), remove, frozenset({0, 1}))

    def synth(self, assembly: str, *, fresh: bool = True) -> Command:
        """Return the command that synthesizes the reference for production."""
        arguments = ("synth", str(self.spec), "--env", "production", "--output", str(self.path(assembly)))
        return self.archspec(*arguments, fresh=assembly if fresh else None)

    def refusable(self, *arguments: str, fresh: str | None = None) -> Command:
        """Return a command of archspec that may refuse its input."""
        return replace(self.archspec(*arguments, fresh=fresh), exit_codes=frozenset({0, 1, 2}))

    def ours(self, *arguments: str, assembly: str | None = None) -> Command:
        """Return the command that runs a job of `ours.py`."""
        outdir = (str(self.path(assembly)),) if assembly else ()
        command = (sys.executable, str(_HERE / "ours.py"), *arguments, *outdir)
        return Command(command, _environment(), self.path(assembly) if assembly else None)

    def plain_node(self, assembly: str, count: int = 1, times: int = 1) -> Command:
        """Return the command of the hand-written program for plain Node."""
        return self._plain((str(find_node()), str(_HERE / "plain_node.js")), assembly, count, str(times))

    def plain_cdk(self, assembly: str, count: int = 1, times: int = 1) -> Command:
        """Return the command of the same program in Python."""
        return self._plain((sys.executable, str(_HERE / "plain_cdk.py")), assembly, count, str(times))

    def _plain(self, program: tuple[str, str], assembly: str, count: int, *more: str) -> Command:
        arguments = (str(self.path(assembly)), str(count), str(self._extensions), *more)
        return Command((*program, *arguments), self._plain_environment, self.path(assembly))

    @cached_property
    def _extensions(self) -> Path:
        return database_extensions_asset(self.path("assets"))

    @cached_property
    def _plain_environment(self) -> dict[str, str]:
        """Return what gives the hand-written programs the conditions of ours: Node, library, flags, compiled code."""
        settings = {**context(), "aws:cdk:disable-stack-trace": True}
        return {
            **_environment(),
            "CDK_CONTEXT_JSON": json.dumps(settings),
            "CDK_VALIDATION": "false",
            "JSII_NODE": str(find_node()),
            "NODE_COMPILE_CACHE": str(self.path("compiled")),
            "NODE_PATH": str(self._node_modules),
        }

    @cached_property
    def _node_modules(self) -> Path:
        """Unpack the CDK for the hand-written programs."""
        modules = self.path("node_modules")
        for name, tarball in installed_library().packages.items():
            with tarfile.open(tarball) as archive:
                archive.extractall(self.path("unpacked"), filter="data")
            (modules / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path("unpacked") / "package").rename(modules / name)
        return modules

    def python(self, code: str) -> Command:
        """Return the command that runs some Python."""
        return Command((sys.executable, "-c", code), _environment())

    def cfn_lint(self, assembly: str) -> Command:
        """Return the command that lints the templates of a cloud assembly."""
        templates = map(str, sorted(self.path(assembly).glob("*.template.json")))
        regions = ("--regions", "sa-east-1", "us-east-1")
        return Command((str(_BIN / "cfn-lint"), *regions, "--", *templates), _environment(), exit_codes=_FINDINGS)


def _environment() -> dict[str, str]:
    """Return an environment in which Python keeps bytecode and imports the tree that this file is in."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return inherited | {"PYTHONPATH": str(ROOT)}
