"""`archspec doctor`, as a user types it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archspec.cli import diagnosis, main
from archspec.cli.diagnosis import Part


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a script that is the Node to use."""
    path = tmp_path / "node"
    monkeypatch.setenv("JSII_NODE", str(path))
    return path


def _document(capsys: pytest.CaptureFixture[str], code: int) -> dict[str, Any]:
    assert main(["doctor", "--format", "json"]) == code
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def _part(document: dict[str, Any], name: str) -> dict[str, Any]:
    (part,) = [part for part in document["parts"] if part["name"] == name]
    return dict(part)


def test_a_whole_installation_is_healthy(capsys: pytest.CaptureFixture[str]) -> None:
    """It tells of every part, and where it comes from."""
    document = _document(capsys, 0)
    assert document["version"] == 1
    assert document["healthy"] is True
    names = [part["name"] for part in document["parts"]]
    for name in ("python", "archspec", "requirements", "extra cdk", "node", "kinds", "rules", "products", "cache"):
        assert name in names


def test_the_text_has_a_line_for_each_part(capsys: pytest.CaptureFixture[str]) -> None:
    """For people."""
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["python", "archspec"]


def test_an_old_node_is_broken(node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The CDK would not run on it."""
    node.write_text("#!/bin/sh\necho v20.1.0\n")
    node.chmod(0o755)
    part = _part(_document(capsys, 2), "node")
    assert part["state"] == "broken"
    assert part["found"][0] == "the CDK needs Node 22 or later"
    assert part["remedy"] == "pip install 'archspec-aws[cdk]'"


def test_a_node_that_does_not_start_is_broken_and_hides_nothing(node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The parts after it are looked at, too."""
    node.write_text("#!/bin/sh\nexit 3\n")
    node.chmod(0o755)
    document = _document(capsys, 2)
    assert _part(document, "node")["state"] == "broken"
    assert _part(document, "kinds")["state"] == "works"


def test_a_missing_extra_is_no_defect(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what installs it."""
    monkeypatch.setattr(diagnosis, "_version", lambda name: None if name == "diagrams" else "1.0")
    part = _part(_document(capsys, 0), "extra diagrams")
    assert part["state"] == "missing"
    assert part["remedy"] == "pip install 'archspec-aws[diagrams]'"
    assert "diagrams is missing" in part["found"]


def test_a_part_that_raises_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever it is."""

    def fail() -> Iterator[Part]:
        raise ImportError("half installed")

    monkeypatch.setitem(diagnosis._PARTS, "rules", fail)
    part = _part(_document(capsys, 2), "rules")
    assert part["found"] == ["ImportError: half installed"]
