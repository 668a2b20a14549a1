"""Planting faults: the overlay, the placeholders, and what environments say."""

from typing import Any

import pytest

from archspec.architecture import Architecture
from archspec.checks import Fault
from archspec.checks.capabilities import PUBLIC_ADDRESS
from archspec.testing import data_of, declared, kinds_excluded, kinds_needed, overlaid, plant, repair, spec_of
from tests.checks.examples import ACTOR, BUCKET, CACHE, DATABASE

COMPONENTS: dict[str, Any] = {
    "files": {"kind": "s3_bucket", "label": "Files"},
    "more": {"kind": "s3_bucket"},
    "customer": {"kind": "actor"},
}
FAULT = Fault(
    edit={
        "components": {"$s3_bucket": {"versioned": False, "label": None}},
        "connections": {"$actor -> $s3_bucket": {"why": "$s3_bucket has it"}},
    },
    repair={"components": {"$s3_bucket": {"versioned": True}}, "connections": {"$actor -> $s3_bucket": None}},
    findings=(("AAC-S3-001", "s3_bucket"), ("AAC-NET-013", None)),
)


def _architecture(**fields: object) -> Architecture:
    head = {"name": "example", "title": "Example", "language": "en", "region": "sa-east-1"}
    return Architecture.model_validate({**head, "components": COMPONENTS, **fields})


@pytest.mark.parametrize(
    ("base", "overlay", "merged"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": ["b"]}, {"a": ["c", "d"]}, {"a": ["c", "d"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [1]}, {"a": {"b": {"c": None}}}, {"a": {"b": {}}}),
        ({}, {"a": {"b": None}}, {"a": {}}),
    ],
)
def test_overlays_merge_as_rfc_7396_has_it(base: dict[str, Any], overlay: dict[str, Any], merged: object) -> None:
    """The examples of the RFC's appendix that have maps at the top."""
    assert overlaid(base, overlay) == merged


def test_a_fault_is_planted_in_the_first_of_its_kind() -> None:
    """Placeholders stand for ids, in keys and in values; null removes."""
    planted = plant(_architecture(), FAULT)
    assert data_of(planted)["components"]["files"] == {"kind": "s3_bucket", "versioned": False}
    assert data_of(planted)["components"]["more"] == {"kind": "s3_bucket"}
    assert data_of(planted)["connections"] == {"customer -> files": {"why": "files has it"}}


def test_declared_findings_name_components() -> None:
    """A kind becomes an id; the network has none."""
    assert declared(_architecture(), FAULT) == [("AAC-S3-001", "files"), ("AAC-NET-013", None)]


def test_a_repair_undoes_the_fault() -> None:
    """What is left differs from the original only where the edit removed a label."""
    repaired = repair(plant(_architecture(), FAULT), FAULT)
    assert overlaid(data_of(repaired), {"components": {"files": {"label": "Files"}}}) == data_of(_architecture())


def test_environments_cannot_hide_a_fault() -> None:
    """What an environment says about anything the edit sets is taken out, and the rest stays."""
    overlay = {"components": {"files": {"versioned": True, "tags": {"a": "b"}}, "customer": None}, "account": "1" * 12}
    planted = plant(_architecture(environments={"production": overlay}), FAULT)
    assert planted.environments["production"] == {"account": "1" * 12, "components": {"files": {"tags": {"a": "b"}}}}
    assert spec_of(planted).environments["production"].connections.keys() == planted.connections.keys()


def test_a_fault_needs_its_kinds() -> None:
    """An architecture without the kind cannot have the fault."""
    without = Architecture.model_validate({**data_of(_architecture()), "components": {}})
    with pytest.raises(LookupError, match=r"^'example' has no actor, which the fault is planted in$"):
        plant(without, FAULT)


def test_needs_follow_from_the_edit() -> None:
    """The names are those with a placeholder."""
    assert FAULT.needs == kinds_needed(FAULT) == {"actor", "s3_bucket"}
    assert kinds_excluded(FAULT) == frozenset()


EXPOSED = Fault(
    edit={
        "components": {"$data_store": {PUBLIC_ADDRESS: True}},
        "connections": {"$outside -> $data_store": {"ingress_cidrs": ["10.0.0.0/8"]}},
    },
    repair={"components": {"$data_store": {PUBLIC_ADDRESS: False}}},
    findings=(("AAC-NET-003", "data_store"),),
    lacks=frozenset({"front", "storage"}),
)


def test_a_capability_stands_for_the_first_that_has_it_and_the_fields_of_the_edit() -> None:
    """A cache has no public address to be given, so the fault is planted in the database after it."""
    architecture = _architecture(components={"user": ACTOR, "files": BUCKET, "fast": CACHE, "it": DATABASE})
    planted = data_of(plant(architecture, EXPOSED))
    assert planted["components"]["it"] == {**DATABASE, "publicly_accessible": True}
    assert planted["connections"] == {"user -> it": {"ingress_cidrs": ["10.0.0.0/8"]}}
    assert declared(architecture, EXPOSED) == [("AAC-NET-003", "it")]


def test_a_capability_is_drawn_as_the_first_kind_that_has_it() -> None:
    """What draws architectures is told of kinds: one that fits, and every one that must not be there."""
    assert EXPOSED.needs == {"outside", "data_store"}
    assert kinds_needed(EXPOSED) == {"actor", "rds_instance"}
    assert kinds_excluded(EXPOSED) == {"cloudfront_distribution", "s3_bucket"}
