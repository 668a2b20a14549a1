"""The environments side by side: everything in which they differ, and nothing else."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from archspec.architecture import Architecture
from archspec.testing import architectures
from archspec.testing.specs import spec_of
from renderers.docs.connections import opened
from renderers.docs.deployment import Deployment
from renderers.docs.settings import settings_of
from renderers.docs.words import Words
from tests.renderers.docs.reading import pages_of, plain, read, reference_pages, rows, section, service, small


def _table(environments: dict[str, Any], **fields: object) -> list[list[str]]:
    page = pages_of(small(environments=environments, **fields))["architecture.md"]
    return rows(section(page, "Environments side by side"))


def test_the_reference_compares_its_environments() -> None:
    """A row for each difference, in words; what is as in the spec is a sign."""
    table = rows(section(reference_pages("en")["architecture.md"], "Environments side by side"))
    assert table[0] == ["Part", "Setting", "Spec", "production", "staging"]
    assert ["API container", "Tasks", "2 to 10", "=", "1 to 2"] in table
    assert ["Architecture", "Account", "–", "111122223333", "444455556666"] in table  # noqa: RUF001
    assert ["Load balancer", "Host names", "api.example.com", "=", "api.staging.example.com"] in table


def test_alike_environments_are_called_alike() -> None:
    """No empty table stands where nothing differs, and no section where there are no environments."""
    page = pages_of(small(environments={"production": {}}))["architecture.md"]
    assert "without any difference" in read(section(page, "Environments side by side"))
    assert "Environments side by side" not in pages_of(small())["architecture.md"]


@pytest.mark.parametrize(
    ("overlay", "row"),
    [
        ({"title": "Other"}, ["Architecture", "Title", "Small", "Other"]),
        ({"description": "Of it"}, ["Architecture", "Description", "–", "Of it"]),  # noqa: RUF001
        ({"logs": {"retention_days": 7}}, ["Architecture", "Logs", "kept for 90 days", "kept for 7 days"]),
        ({"components": {"files": None}}, ["Files", "Is there", "yes", "no"]),
        ({"components": {"files": {"label": "Docs"}}}, ["Files", "Name", "Files", "Docs"]),
        ({"components": {"files": {"why": "Kept."}}}, ["Files", "Why", "–", "Kept."]),  # noqa: RUF001
        (
            {"components": {"files": {"versioned": False}}},
            ["Files", "Earlier versions", "kept, so that they can be restored", "not kept"],
        ),
        ({"components": {"api": {"environment": {"MODE": "y"}}}}, ["API", "Variables", "MODE=x", "MODE=y"]),
        ({"connections": {"api -> bucket #read": None}}, ["API → Bucket #read", "Is there", "yes", "no"]),
        ({"connections": {"api -> bucket #read": {"label": "Reads"}}}, ["API → Bucket #read", "Purpose", "–", "Reads"]),  # noqa: RUF001
        (
            {"connections": {"api -> bucket #read": {"access": "read_write"}}},
            ["API → Bucket #read", "What it opens", "a permission; reads", "a permission; reads and writes"],
        ),
        ({"tradeoffs": {"cost": {"impact": "high"}}}, ["Architecture", "tradeoffs.cost.impact", "low", "high"]),
        ({"views": {"logical": {"replicas": "boxes"}}}, ["Architecture", "views.logical.replicas", "–", "boxes"]),  # noqa: RUF001
    ],
)
def test_every_kind_of_difference_is_shown(overlay: dict[str, Any], row: list[str]) -> None:
    """In the whole, in a component, in a connection, in what is written beside them."""
    table = _table(
        {"production": overlay},
        components={
            "files": {"kind": "s3_bucket", "label": "Files"},
            "bucket": {"kind": "s3_bucket", "label": "Bucket"},
            "api": service(label="API", environment={"MODE": "x"}),
        },
        connections={"api -> bucket #read": {}},
        tradeoffs={"cost": {"impact": "low", "analysis": "Little."}},
    )
    assert row in table


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_no_difference_is_left_out(architecture: Architecture) -> None:
    """Whatever an environment changes in a component or a connection stands in its row, beside the spec's own value."""
    spec = spec_of(architecture)
    words = Words(architecture.language)
    page = pages_of(spec)["architecture.md"]
    shown = {tuple(row[:3]) for row in rows(page) if len(row) == len(spec.environments) + 3}
    for environment in spec.environments.values():
        for name, component in architecture.components.items():
            title = plain(component.title)
            other = environment.components.get(name)
            if other is None:
                assert any(row[0] == title and row[2] == _said(words, "yes") for row in shown)
                continue
            if (component.why, component.title) != (other.why, other.title):
                assert any(row[0] == title for row in shown)
            if settings_of(name, Deployment(architecture)) != settings_of(name, Deployment(environment)):
                assert any(row[0] == title for row in shown)
        for arrow in environment.connections:
            before, after = Deployment(architecture), Deployment(environment)
            if opened(before, arrow) != opened(after, arrow):
                titles = [plain(architecture.components[end].title) for end in (arrow.source, arrow.target)]
                assert any(all(title in row[0] for title in titles) for row in shown)


def _said(words: Words, word: str) -> str:
    return {"en": word, "pt-BR": {"yes": "sim"}[word]}[words.language]
