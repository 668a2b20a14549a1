"""What every kind has to be, so that a new one adds cases, not tests."""

from pathlib import Path

import archspec.kinds
from archspec.components import KIND_NAMES
from archspec.testing.conformance import Conformance

FOLDER = Path(archspec.kinds.__file__).parent


class TestEveryKind(Conformance):
    """The kinds that are built in are what any other has to be."""

    kinds = KIND_NAMES


def test_every_home_is_a_kind() -> None:
    """No kind is written and not listed."""
    assert {path.parent.name for path in FOLDER.glob("*/__init__.py")} == {*KIND_NAMES}


def test_every_kind_has_an_oracle() -> None:
    """What its template must hold is written apart from what makes it."""
    oracles = {path.stem for path in (FOLDER.parents[1] / "tests" / "kinds").glob("*.py")}
    assert oracles - {"conftest"} == {*KIND_NAMES}
