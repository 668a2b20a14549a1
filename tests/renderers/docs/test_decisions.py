"""Decisions in the shape of MADR: where each stands, what links to it, and whether the model agrees."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from archspec.architecture import Architecture
from archspec.testing import architectures
from archspec.testing.specs import spec_of
from tests.renderers.docs.reading import (
    cache_group,
    database,
    headings,
    links,
    pages_of,
    read,
    reference_pages,
    rows,
    section,
    service,
    small,
)

STATUSES = ("proposed", "accepted", "rejected", "deprecated", "superseded")
COMPONENTS: dict[str, Any] = {
    "api": service(label="API"),
    "store": database(label="Store"),
    "cache": cache_group(label="Cache"),
}


def decision(status: str = "accepted", **fields: object) -> dict[str, object]:
    """Return a decision between two options."""
    options = {"one": "The first.", "two": "The second."}
    given = {"date": "2026-11-24", "context": "A choice.", "options": options, "outcome": "one"}
    return {"status": status, **given, **fields}


def _pages(**decisions: object) -> dict[str, str]:
    return dict(pages_of(small(components=COMPONENTS, decisions=decisions)))


def _remarks(page: str) -> str:
    return read(section(page, "Confirmation"))


def test_a_page_has_the_sections_of_madr() -> None:
    """Context, options, outcome, consequences and confirmation, in that order."""
    page = reference_pages("en")["decisions/fargate-over-ec2.md"]
    assert headings(page) == [
        "Fargate over EC2",
        "Context and problem",
        "Options considered",
        "Decision outcome",
        "Consequences",
        "Confirmation",
    ]
    assert "Chosen option: fargate." in read(page)
    assert "Nothing in the model contradicts the decision." in page


def test_decisions_and_components_link_to_each_other() -> None:
    """From the component to the decision, from the decision to the component, from the index to both."""
    pages = reference_pages("pt-BR")
    assert "decisions/fargate-over-ec2.md" in links(section(pages["architecture.md"], "API Container"))
    assert "../architecture.md#api-container" in links(pages["decisions/fargate-over-ec2.md"])
    assert {"decisions/fargate-over-ec2.md", "architecture.md#api-container"} <= set(links(pages["decisions.md"]))


@pytest.mark.parametrize("status", STATUSES)
def test_what_is_not_in_force_is_marked(status: str) -> None:
    """On its page, in the index, on the page of its component and in the overview."""
    pages = _pages(choice=decision(status, title="Choice", components=["api"]))
    page = pages["decisions/choice.md"]
    word = status.capitalize()
    accepted = status == "accepted"
    assert (f"> **{word}.**" in page) is not accepted
    assert f"**Status:** {word} on 24 November 2026" in page
    assert (f"**{word} on 24 November 2026**" in pages["decisions.md"]) is not accepted
    for place in ("architecture.md", "README.md"):
        assert (f"[Choice](decisions/choice.md) ({status})" in pages[place]) is not accepted


def test_an_index_without_decisions_says_so() -> None:
    """There is a page, and no empty table."""
    page = _pages()["decisions.md"]
    assert "The spec records no decisions yet." in page
    assert rows(page) == []


def test_a_replaced_decision_leads_to_what_replaces_it() -> None:
    """Both pages name the other, and a sound chain has no remarks."""
    pages = _pages(old=decision("superseded"), new=decision(supersedes="old"))
    assert "Superseded. This no longer holds. See new." in read(pages["decisions/old.md"])
    assert "**Replaced by:** [new](new.md)" in pages["decisions/old.md"]
    assert "**Replaces:** [old](old.md) (superseded)" in pages["decisions/new.md"]
    assert "does not agree" not in "".join(pages.values())
    assert [row[4] for row in rows(pages["decisions.md"])[1:]] == ["–", "agrees"]  # noqa: RUF001


@pytest.mark.parametrize(
    ("decisions", "page", "remark"),
    [
        (
            {"old": decision(), "new": decision(supersedes="old")},
            "new",
            "It replaces old, whose status is still accepted.",
        ),
        ({"old": decision("superseded")}, "old", "Its status is superseded, but no decision replaces it."),
        (
            {"old": decision("superseded"), "new": decision("proposed", supersedes="old")},
            "old",
            "Its status is superseded, but what replaces it was not accepted: new.",
        ),
        (
            {"a": decision("superseded", supersedes="b"), "b": decision("superseded", supersedes="a")},
            "a",
            "It replaces itself, by way of a and b.",
        ),
    ],
)
def test_a_chain_that_does_not_hold_is_remarked_on(decisions: dict[str, Any], page: str, remark: str) -> None:
    """Statuses of decisions that replace each other have to fit."""
    pages = _pages(**decisions)
    assert remark in _remarks(pages[f"decisions/{page}.md"])
    assert any(row[0] == page and "remark" in row[4] for row in rows(pages["decisions.md"]))


def test_a_proposal_may_replace_what_is_still_in_force() -> None:
    """Until it is accepted, both are as they should be; a ring further down is not the proposal's."""
    pages = _pages(
        old=decision(),
        new=decision("proposed", supersedes="old"),
        a=decision("superseded", supersedes="b"),
        b=decision("superseded", supersedes="a"),
        c=decision("proposed", supersedes="a"),
    )
    for name in ("old", "new", "c"):
        assert "does not agree" not in pages[f"decisions/{name}.md"]
    assert "**Proposed replacement:** [new](new.md) (proposed)" in pages["decisions/old.md"]
    assert "Replaced by" not in pages["decisions/old.md"]


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        (
            {"options": {"redis": "One.", "valkey": "Two."}, "outcome": "redis", "components": ["cache"]},
            "Cache has engine: valkey, but the decision chose redis.",
        ),
        (
            {"options": {"fargate": "One.", "lambda": "Two."}, "outcome": "lambda", "components": ["api"]},
            "API has kind: fargate_service, but the decision chose lambda.",
        ),
        (
            {"options": {"multi-az": "One.", "single": "Two."}, "outcome": "single", "components": ["store"]},
            "Store has multi_az: true, but the decision chose single.",
        ),
        (
            {"options": {"arm64": "One.", "x86-64": "Two."}, "outcome": "arm64", "components": ["api"]},
            "API has cpu_architecture: X86_64, but the decision chose arm64.",
        ),
    ],
)
def test_a_model_that_contradicts_an_accepted_decision_is_remarked_on(fields: dict[str, Any], remark: str) -> None:
    """A named component holds an option that was not chosen; of a proposal nothing is expected."""
    assert remark in _remarks(_pages(choice=decision(**fields))["decisions/choice.md"])
    assert "not compared" in _remarks(_pages(choice=decision("proposed", **fields))["decisions/choice.md"])


@pytest.mark.parametrize(
    "fields",
    [
        {"options": {"redis": "One.", "valkey": "Two."}, "outcome": "valkey", "components": ["cache"]},
        {"options": {"multi-az": "One.", "single": "Two."}, "outcome": "multi-az", "components": ["store"]},
        # `delete` is a value of deletion_policy, but the decision is about something else.
        {"options": {"delete": "One.", "ask": "Two."}, "outcome": "ask", "components": ["store"]},
        {"options": {"s3": "One.", "efs": "Two."}, "outcome": "s3", "components": ["api", "store"]},
    ],
)
def test_a_model_that_agrees_has_no_remark(fields: dict[str, Any]) -> None:
    """What was chosen is there, or the decision is not about a field."""
    page = _pages(choice=decision(**fields))["decisions/choice.md"]
    assert "Nothing in the model contradicts the decision." in page


def test_every_environment_is_compared() -> None:
    """An environment that goes against a decision is remarked on, and so is one that lacks the component."""
    standby = decision(options={"multi-az": "One.", "single": "Two."}, outcome="multi-az", components=["store"])
    spec = small(
        components={**COMPONENTS, "files": {"kind": "s3_bucket", "label": "Files"}},
        decisions={"standby": standby, "files": decision(components=["files"])},
        environments={
            "staging": {
                "components": {"store": {"multi_az": False}, "files": None},
                "decisions": {"files": {"components": []}},
            }
        },
    )
    pages = pages_of(spec)
    assert "Store has multi_az: false, but the decision chose multi-az." in _remarks(pages["decisions/standby.md"])
    assert "Files is not part of staging." in _remarks(pages["decisions/files.md"])


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_any_decision_has_a_page(architecture: Architecture) -> None:
    """Every decision is in the index and leads to its components, which lead back."""
    pages = pages_of(spec_of(architecture))
    for slug, one in architecture.decisions.items():
        assert f"decisions/{slug}.md" in links(pages["decisions.md"])
        assert links(pages["architecture.md"]).count(f"decisions/{slug}.md") == len(one.components)
        to_components = [link for link in links(pages[f"decisions/{slug}.md"]) if "../architecture.md" in link]
        assert len(to_components) == 2 * len(one.components) + 1
