"""Facts of the outside world that the pages tell: each file has its source, its date and what it is needed for."""

import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from renderers.docs.tradeoffs.resources import Billing, Kind

FOLDER = Path(__file__).parents[3] / "renderers/docs/data"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_a_file_has_its_source_and_its_date(path: Path) -> None:
    """A reader can look up what stands there."""
    facts = json.loads(path.read_text("utf-8"))
    assert facts["source"]
    assert all(source.startswith("https://") for source in facts["source"])
    assert date.fromisoformat(facts["retrieved"]) <= date(2026, 11, 24)


def test_every_resource_has_its_billing() -> None:
    """No resource is counted without a word on what it costs, and none is billed by something unknown."""
    billed = json.loads((FOLDER / "billing.json").read_text("utf-8"))["billed_by"]
    assert list(billed) == list(get_args(Kind))
    assert set(billed.values()) == set(get_args(Billing))
