"""What every kind has to be, so that a new one adds cases, not tests."""

from pathlib import Path

import pytest

import archspec.kinds
from archspec.components import KIND_NAMES
from archspec.testing.conformance import Conformance
from archspec.testing.conformance.placeholders import placeholders

FOLDER = Path(archspec.kinds.__file__).parent
ROOT = FOLDER.parents[1]


class TestEveryKind(Conformance):
    """The kinds that are built in are what any other has to be."""

    kinds = KIND_NAMES


def test_every_home_is_a_kind() -> None:
    """No kind is written and not listed."""
    assert {path.parent.name for path in FOLDER.glob("*/__init__.py")} == {*KIND_NAMES}


def test_every_kind_has_an_oracle() -> None:
    """What its template must hold is written apart from what makes it."""
    oracles = {path.stem for path in (ROOT / "tests/kinds").glob("*.py")}
    assert oracles - {"conftest"} == {*KIND_NAMES}


@pytest.mark.parametrize("folder", ["renderers/cdk", "tests/kinds"])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_builder_and_oracle_are_filled_in(kind: str, folder: str) -> None:
    """`make new-kind` leaves placeholders there, too."""
    left = list(placeholders(folder, ROOT / folder / f"{kind}.py"))
    if left:
        pytest.fail("\n".join(left), pytrace=False)
