"""Facts of the outside world that the pages tell: each file has its source, its date and what it is needed for."""

import json
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from archspec.components import KIND_NAMES
from archspec.parts import resources
from archspec.parts.resources import Billing, ResourceType
from archspec.testing import REFERENCE_DAY

ROOT = Path(__file__).parents[3] / "archspec"
FILES = [
    *sorted(ROOT.glob("parts/data/*.json")),
    *(path for name in ("billing", "recovery") for path in sorted(ROOT.glob(f"kinds/*/data/{name}.json"))),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_has_its_source_and_its_date(path: Path) -> None:
    """A reader can look up what stands there."""
    facts = json.loads(path.read_text("utf-8"))
    assert facts["source"]
    assert all(source.startswith("https://") for source in facts["source"])
    assert date.fromisoformat(facts["retrieved"]) <= REFERENCE_DAY


def _types() -> Iterator[ResourceType]:
    """Return every type of resource that is counted: those of any deployment, and those of each kind."""
    for module in (resources, *(import_module(f"archspec.kinds.{name}.pages") for name in KIND_NAMES)):
        yield from (value for value in vars(module).values() if isinstance(value, ResourceType))


def test_every_resource_has_its_billing() -> None:
    """No resource is counted without a word on what it costs, and none is billed by something unknown."""
    billed = [name for path in FILES if path.name == "billing.json" for name in _billed(path)]
    assert len(billed) == len(set(billed))
    assert {one.name for one in _types()} == set(billed)
    assert {one.billing for one in _types()} == set(get_args(Billing))


def _billed(path: Path) -> list[str]:
    return list(json.loads(path.read_text("utf-8"))["billed_by"])
