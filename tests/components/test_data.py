"""Facts of the outside world: dated, sourced, and consistent with each other."""

import json
from datetime import date
from pathlib import Path

import pytest

import archspec
from archspec.components.base import facts_file

FILES = sorted(path for path in Path(str(archspec.__file__)).parent.rglob("*.json") if path.parent.name == "data")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parents[1].name} {path.stem}")
def test_a_file_has_sources_and_a_date(path: Path) -> None:
    """Where it comes from, and when it was read."""
    data = json.loads(path.read_text("utf-8"))
    assert data["source"]
    assert date.fromisoformat(data["retrieved"]) <= date(2100, 1, 1)


def test_regions_have_zones() -> None:
    """Every region has two zones or more, named after it."""
    for region, facts in facts_file("regions")["regions"].items():
        assert len(facts["availability_zones"]) >= 2
        assert all(zone.startswith(region) for zone in facts["availability_zones"])
