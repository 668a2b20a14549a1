"""What the tests of programs share: a Node that pretends to be another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from renderers.cdk.program.installed.library import find_node


@pytest.fixture
def pretend_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return a function that makes a shell script the Node to use; `$NODE` in it is the real one."""
    node = find_node()

    def pretend(script: str) -> Path:
        path = tmp_path / "node"
        path.write_text(f'#!/bin/sh\nNODE="{node}"\n{script}\n')
        path.chmod(0o755)
        monkeypatch.setenv("JSII_NODE", str(path))
        return path

    return pretend
