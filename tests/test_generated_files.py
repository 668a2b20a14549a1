"""Files that are generated and committed are what the code would write today."""

from functools import cache
from pathlib import Path

import pytest

from tests.regenerate import ROOT, docs, golden


@cache
def _expected() -> dict[Path, str]:
    return {**docs(), **golden()}


@pytest.mark.parametrize("path", [str(path.relative_to(ROOT)) for path in _expected()])
def test_committed_file_is_current(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stale file says which command writes it again."""
    monkeypatch.chdir(ROOT)
    assert (ROOT / path).read_text("utf-8") == _expected()[ROOT / path], "run `make docs` or `make golden`"


def test_every_golden_file_is_expected() -> None:
    """No expected output is left behind by a test that is gone."""
    outputs = {path for path in (ROOT / "tests/golden").rglob("*") if path.suffix in {".json", ".txt"}}
    assert outputs == set(golden())
