"""What every kind of component has to be, as tests that take a kind by its name.

A distribution with kinds of its own runs them in its tests:

    from archspec.testing.conformance import Conformance

    class TestQueues(Conformance):
        kinds = ("sqs_queue",)
"""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar, Final, TypeAlias

import pytest

from archspec.testing.conformance.drawing import (
    every_field_varies,
    kind_is_drawn_where_it_is_needed,
    parts_are_named,
    smallest_example_breaks_no_rule,
    smallest_example_has_nothing_to_spare,
)
from archspec.testing.conformance.model import (
    component_has_a_title,
    component_is_frozen,
    component_survives_a_round_trip,
    facts_are_whole,
    fields_are_documented,
    kind_can_be_connected,
    names_agree,
    parts_are_whole,
)
from archspec.testing.conformance.placeholders import nothing_is_left_to_fill_in

Requirement: TypeAlias = Callable[[str], Iterator[str]]

REQUIREMENTS: Final[tuple[Requirement, ...]] = (
    names_agree,
    parts_are_whole,
    facts_are_whole,
    fields_are_documented,
    kind_can_be_connected,
    component_survives_a_round_trip,
    component_has_a_title,
    component_is_frozen,
    smallest_example_has_nothing_to_spare,
    smallest_example_breaks_no_rule,
    parts_are_named,
    every_field_varies,
    kind_is_drawn_where_it_is_needed,
    nothing_is_left_to_fill_in,
)
"""Each returns, for the name of a kind, how the kind falls short."""


class Conformance:
    """Tests of some kinds, for a test class to inherit."""

    kinds: ClassVar[Sequence[str]] = ()
    """The kinds to test, by name."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Test each kind of the class."""
        metafunc.parametrize("kind", self.kinds)

    @pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.__name__)
    def test_kind(self, kind: str, requirement: Requirement) -> None:
        """The kind is what every kind has to be."""
        shortcomings = list(requirement(kind))
        if shortcomings:
            pytest.fail("\n".join(shortcomings), pytrace=False)


__all__ = ["REQUIREMENTS", "Conformance", "Requirement"]
