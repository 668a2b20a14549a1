"""What any kind refuses, whatever its own fields: the exact place and message."""

import pytest

from archspec.components import KIND_NAMES
from archspec.parts.testing import drawing_of
from tests.components.refusing import refusals


@pytest.mark.parametrize("kind", KIND_NAMES)
@pytest.mark.parametrize(("name", "refused"), [("api", False), ("api_1", False), ("Api", True), ("api-1", True)])
def test_an_earlier_id_is_an_id(kind: str, name: str, *, refused: bool) -> None:
    """As a component has one."""
    rule = "is not an id; use lower-case letters, digits and underscores, starting with a letter, at most 40"
    expected = [(("renamed_from",), rule)] if refused else []
    assert refusals(drawing_of(kind).model, {**drawing_of(kind).smallest, "renamed_from": name}) == expected
