"""Hostile files of every kind: no traceback, no exit code 3, nothing outside the folder, bounded time and memory."""

import subprocess
import sys

import pytest

from tests.loading.fuzzing import ROOT
from tests.loading.test_fuzz import GENERATORS
from tests.security.fuzz import CHUNK
from tests.security.surfaces import SURFACES


@pytest.mark.parametrize(
    ("surface", "seed"),
    [
        pytest.param(name, seed, marks=[] if seed == 0 else pytest.mark.slow)
        for name, surface in SURFACES.items()
        for seed in range(surface.cases // CHUNK)
    ],
)
def test_no_file_breaks_a_command(surface: str, seed: int) -> None:
    """Each chunk runs in a process of its own, with ten times the time and memory that it needs."""
    command = [sys.executable, "-m", "tests.security.fuzz", "--chunk", surface, str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  our own program
    assert done.returncode == 0, done.stdout + done.stderr


def test_fuzzing_looks_at_enough() -> None:
    """With the specs of tests/loading, there are twenty thousand cases."""
    chunks = sum(surface.cases // CHUNK * CHUNK for surface in SURFACES.values())
    assert chunks + sum(cases for _, cases in GENERATORS) + 4_000 >= 20_000
