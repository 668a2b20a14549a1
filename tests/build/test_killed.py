"""A build that is killed leaves whole files, and the next one cleans up."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archspec.build.manifest import MANIFEST
from tests.build.killing import tree
from tests.regenerate import ROOT

AS_OF = "2026-11-24"
PRODUCTS = {"mermaid", "diagrams", "docs"}
"""Those whose files have a folder of their own."""


@pytest.mark.slow
def test_killed_at_any_line(tmp_path: Path) -> None:
    """A process that writes a folder dies at each line of it in turn; `tests/build/killing.py` says what must hold."""
    command = [sys.executable, "-m", "tests.build.killing", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603
    assert int(done.stdout) > 100


def _build(spec: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "archspec", "build", str(spec), "-o", str(out), "--as-of", AS_OF, "-q"]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603


def _versions(folder: Path) -> tuple[Path, Path]:
    """Return two versions of a spec, whose outputs differ in every product; the second has a language less."""
    old, new = folder / "old.yaml", folder / "new.yaml"
    text = (ROOT / "specs/examples/static_site.yaml").read_text("utf-8")
    old.write_text(f"{text}translations: {{pt-BR: old.pt.yaml}}\n", encoding="utf-8")
    (folder / "old.pt.yaml").write_text("title: Site", encoding="utf-8")
    new.write_text(text.replace("title: Static site", "title: Pages"), encoding="utf-8")
    return old, new


def _outputs(out: Path) -> dict[str, bytes | None]:
    """Return what a folder holds but for the manifest, which also tells of the code that built it."""
    return {name: content for name, content in tree(out).items() if not name.endswith(f"/{MANIFEST}")}


@pytest.mark.slow
def test_killed_at_any_time(tmp_path: Path) -> None:
    """`archspec build` dies after random times; what the next one leaves is what an undisturbed one gives."""
    old, new = _versions(tmp_path)
    assert _build(old, tmp_path / "old").wait() == 0
    started = time.monotonic()
    assert _build(new, tmp_path / "new").wait() == 0
    duration = time.monotonic() - started
    before, after = _outputs(tmp_path / "old"), _outputs(tmp_path / "new")
    assert {name.split("/")[1] for name in before.keys() & after.keys() if before[name] != after[name]} >= PRODUCTS
    assert before.keys() - after.keys()
    for seed in range(5):
        out = tmp_path / f"killed{seed}"
        shutil.copytree(tmp_path / "old", out)
        process = _build(new, out)
        # In the second half it writes.
        time.sleep(random.Random(seed).uniform(0.5, 1.0) * duration)  # noqa: S311  no secret: the same in every run
        process.kill()
        process.wait()
        for name, content in _outputs(out).items():
            if content is not None and not name.endswith(".archspec-tmp"):
                assert content in (before.get(name), after.get(name)), name
        assert _build(new, out).wait() == 0
        assert _outputs(out) == after
