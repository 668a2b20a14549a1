"""What every test of these pictures demands besides."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _without_complaints(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Fail where Graphviz says something: it reports on standard error what it cannot draw, and draws the rest."""
    yield
    assert capfd.readouterr().err == ""
