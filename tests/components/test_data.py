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


def test_fargate_memory_grows_with_cpu() -> None:
    """Sizes are in order, and no memory is listed twice."""
    sizes = facts_file("sizes", "archspec.kinds.fargate_service")["memory_mib_by_cpu"]
    assert [int(cpu) for cpu in sizes] == sorted(int(cpu) for cpu in sizes)
    for offered in sizes.values():
        assert offered["values"] == sorted(set(offered["values"]))
    assert sizes["512"]["values"] == [1024, 2048, 3072, 4096]


def test_postgres_versions_are_their_majors() -> None:
    """A minor version belongs to its major, and is either offered or deprecated."""
    for major, facts in facts_file("postgres", "archspec.kinds.rds_instance")["majors"].items():
        assert all(minor.startswith(f"{major}.") for minor in [*facts["minors"], *facts["deprecated_minors"]])
        assert not set(facts["minors"]) & set(facts["deprecated_minors"])
        date.fromisoformat(facts["end_of_standard_support"])
        assert "postgis" in facts["extensions"]


def test_recommended_policies_exist() -> None:
    """What is recommended is on offer, and what we default to is recommended."""
    for kind, default in (
        ("cloudfront_distribution", "TLSv1.2_2021"),
        ("application_load_balancer", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"),
    ):
        policies = facts_file("tls_policies", f"archspec.kinds.{kind}")
        assert set(policies["recommended"]) <= set(policies["policies"])
        assert default in policies["recommended"]


def test_regions_have_zones() -> None:
    """Every region has two zones or more, named after it."""
    for region, facts in facts_file("regions")["regions"].items():
        assert len(facts["availability_zones"]) >= 2
        assert all(zone.startswith(region) for zone in facts["availability_zones"])
