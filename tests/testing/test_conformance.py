"""The suite that every kind passes fails where a kind falls short."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest
from hypothesis import strategies as st
from pydantic import field_serializer

from archspec.kinds.s3_bucket.model import S3Bucket
from archspec.parts.testing import drawing_of
from archspec.testing import components, conformance
from archspec.testing.conformance import REQUIREMENTS, Conformance, Requirement, drawing, model
from archspec.testing.conformance.placeholders import nothing_is_left_to_fill_in
from archspec.testing.conformance.variety import unseen

KIND: Final = "s3_bucket"


class Bucket(S3Bucket):
    """A bucket under another name."""


class Loose(S3Bucket, frozen=False):
    """A bucket that changes."""


class Untitled(S3Bucket):
    """A bucket that is called like nothing."""

    @property
    def title(self) -> str:
        """Nothing."""
        return ""


class Undocumented(S3Bucket):
    """A bucket with a field that nobody explains."""

    colour: str = "red"


class Unhelpful(S3Bucket):
    """A bucket that does not say where to read about it."""

    facts = replace(S3Bucket.facts, docs="", service=" ")


class Forgetful(S3Bucket):
    """A bucket that is written down as another."""

    @field_serializer("versioned")
    def _never(self, _value: object) -> bool:
        return False


@dataclass(frozen=True)
class Case:
    """A requirement, what to change of buckets, and what is then said of them."""

    requirement: Requirement
    changes: Mapping[str, object]
    shortcomings: tuple[str, ...]


CASES: Final = (
    Case(
        model.names_agree,
        {"model": Bucket},
        (
            "the class Bucket is called bucket in words, not s3_bucket",
            f"the model is in {__name__}, not in archspec.kinds.s3_bucket.model",
        ),
    ),
    Case(model.facts_are_whole, {"model": Unhelpful}, ("facts.service is empty", "facts.docs is no address")),
    Case(model.fields_are_documented, {"model": Undocumented}, ("colour has no docstring",)),
    Case(
        model.component_survives_a_round_trip,
        {"model": Forgetful},
        ("the smallest example is another one after a round trip through JSON",),
    ),
    Case(
        model.component_has_a_title,
        {"model": Untitled},
        ("without a label its title is '', not 'Amazon S3'", "its label is not its title"),
    ),
    Case(model.component_is_frozen, {"model": Loose}, ("a field can be set",)),
    Case(
        drawing.smallest_example_has_nothing_to_spare,
        {"smallest": {"versioned": True}},
        ("the smallest example is valid without versioned",),
    ),
    Case(
        drawing.smallest_example_breaks_no_rule,
        {"smallest": {"block_public_access": False}},
        ("the smallest example breaks AAC-S3-001 (public_bucket)",),
    ),
    Case(
        drawing.parts_are_named,
        {"required": frozenset({"x"}), "held": frozenset({"y"}), "removable": frozenset({"z"})},
        (
            "required names the part x, which there is not",
            "held names the part y, which there is not",
            "removable names z, which no component can do without",
        ),
    ),
)


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, Any]], None]:
    """Return a function that changes how buckets are drawn, for one test."""
    known = drawing_of(KIND)

    def changed(changes: Mapping[str, Any]) -> None:
        other = replace(known, **changes)
        for module in (model, drawing, components):
            monkeypatch.setattr(module, "drawing_of", lambda kind: other if kind == KIND else drawing_of(kind))

    return changed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.requirement.__name__)
def test_a_kind_that_falls_short_is_told_how(case: Case, change: Callable[[Mapping[str, Any]], None]) -> None:
    """Each shortcoming is a sentence; without the change there is none."""
    assert list(case.requirement(KIND)) == []
    change(case.changes)
    assert tuple(case.requirement(KIND)) == case.shortcomings


def test_a_kind_without_a_part_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module is named, or what it does not export."""
    monkeypatch.setattr(model, "_PARTS", {"sound": object, "model": str})
    missing = "No module named 'archspec.kinds.s3_bucket.sound'"
    assert list(model.parts_are_whole(KIND)) == [missing, "archspec.kinds.s3_bucket.model exports no MODEL"]


def test_a_kind_without_arrows_is_told_so() -> None:
    """Nothing leads to it, and nothing comes from it."""
    assert list(model.kind_can_be_connected("lamp")) == ["no arrow begins or ends at a lamp"]


def test_fields_that_never_vary_are_named() -> None:
    """The ones with a closed vocabulary by each word that is missing."""
    found = list(unseen(S3Bucket, st.just(S3Bucket())))
    assert "versioned is never drawn as False" in found
    assert "deletion_policy is never drawn as 'delete'" in found
    assert "website.framework is never drawn away from its default" in found
    assert not any(shortcoming.startswith("versioned is never drawn as True") for shortcoming in found)


def test_each_shortcoming_is_in_the_failure() -> None:
    """What a test prints is the sentences, and no traceback."""
    with pytest.raises(pytest.fail.Exception, match=r"^one\ntwo$"):
        Conformance().test_kind(KIND, lambda _kind: iter(("one", "two")))


def test_every_requirement_is_in_the_suite() -> None:
    """None is written and not asked."""
    written = {
        value
        for module in (model, drawing)
        for name, value in vars(module).items()
        if callable(value) and not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    } | {nothing_is_left_to_fill_in}
    assert written == {*REQUIREMENTS}
    assert conformance.Conformance.kinds == ()
