"""Runs shell lines as CI systems do, in a scratch repository, with archspec from a wheel."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.regenerate import ROOT

VIOLATIONS = ROOT / "tests/golden/violations.yaml"
MARK = "was-here"
HOSTILE = ("$(touch was-here) `touch was-here`; exit 0", "a 'b' \"c\"\ntouch was-here", "--help")


@dataclass(frozen=True, slots=True)
class Done:
    """What a step left behind."""

    code: int
    printed: str
    complaints: str


def build_wheel(folder: Path) -> Path:
    """Build the wheel, and return its path."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    [wheel] = folder.glob("*.whl")
    return wheel


def offline(wheels: Path) -> dict[str, str]:
    """Return what makes pip take the wheels of a folder and nothing else."""
    return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_NO_DEPS": "1", "PIP_CONFIG_FILE": os.devnull}


def lend_dependencies(environment: Path) -> None:
    """Let a virtual environment find what archspec needs in the one that runs the tests."""
    [packages] = environment.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")


def make_repository(folder: Path) -> Path:
    """Make a repository with a spec that breaks rules, whose working folder holds modules by the names of tools."""
    (folder / ".git").mkdir(parents=True)
    specs = folder / "specs"
    specs.mkdir()
    (specs / "shop.yaml").write_bytes(VIOLATIONS.read_bytes())
    trap = f"from pathlib import Path\nPath(r'{folder}', '{MARK}').touch()\n"
    for module in ("pip", "venv", "archspec", "click", "yaml", "sitecustomize"):
        (folder / f"{module}.py").write_text(trap, encoding="utf-8")
    return folder


def run_step(script: str, folder: Path, variables: Mapping[str, str], *, shell: str = "bash") -> Done:
    """Run the lines of a step in a folder; the variables are all that it sees beside the search path."""
    options = ["--noprofile", "--norc", "-eo", "pipefail"] if shell == "bash" else ["-e"]
    command = [shell, *options, "-c", script]
    seen = {"PATH": os.environ["PATH"], "HOME": str(folder), "COLUMNS": "80", **variables}
    done = subprocess.run(command, cwd=folder, env=seen, capture_output=True, text=True, check=False)  # noqa: S603
    return Done(done.returncode, done.stdout, done.stderr)
