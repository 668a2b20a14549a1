"""The pages as a whole: nothing is left out, everything reads as it is written, and every link leads somewhere."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import archspec
from archspec.architecture import Architecture
from archspec.bilingual import LANGUAGES, Language
from archspec.checks import Result
from archspec.testing import architectures
from archspec.testing.specs import spec_of
from renderers.docs import render_pages
from renderers.docs.words import Words
from tests.renderers.docs.reading import (
    HOSTILE,
    broken_links,
    headings,
    headings_under,
    inputs_of,
    links,
    pages_of,
    plain,
    read,
    reference,
    reference_pages,
    rows,
    service,
    small,
)
from tests.renderers.markdown_reader import PARSER, TAGS

PAGES = {"README.md", "architecture.md", "tradeoffs.md", "decisions.md", "checks.md", "rules.md"}
EXAMPLES = ("order_platform.yaml", "static_site.yaml", "regional_apis.py")
WHOLE = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_page_for_everything(language: Language) -> None:
    """Each decision has a page of its own beside the fixed ones."""
    assert set(reference_pages(language)) == PAGES | {"decisions/fargate-over-ec2.md"}


@pytest.mark.slow
def test_every_link_of_the_reference_leads_somewhere() -> None:
    """Across both languages: pages, headings of pages, and the pictures that were built."""
    pages = {
        f"docs/{language}/{path}": page for language in LANGUAGES for path, page in reference_pages(language).items()
    }
    pictures = dict.fromkeys(inputs_of(reference(), pictures=True).files, "")
    assert broken_links(pages | pictures) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_every_other(language: Language) -> None:
    """The navigation of each page has the others, and the page itself in the other language."""
    other = {"en": "pt-BR", "pt-BR": "en"}[language]
    for path, page in reference_pages(language).items():
        up = "../" if "/" in path else ""
        assert {f"{up}{target}" for target in PAGES - {path}} <= set(links(page))
        assert f"{up}../{other}/{path}" in links(page)


def test_pages_are_the_same_however_often_they_are_made() -> None:
    """Nothing depends on the time or the order of a set, and the spec's own place is nowhere."""
    again = pages_of(reference(), "pt-BR", pictures=True)
    assert again == reference_pages("pt-BR")
    root = str(Path(__file__).parents[3])
    assert not [page for page in again.values() if root in page or "specs/" in page]


@pytest.mark.slow
@WHOLE
@given(architectures())
def test_every_link_leads_somewhere(architecture: Architecture) -> None:
    """Whatever a spec holds, links lead to a page that is there, and to a heading that is on it."""
    assert broken_links(pages_of(spec_of(architecture))) == []


@pytest.mark.slow
@WHOLE
@given(architectures())
def test_nothing_is_left_out(architecture: Architecture) -> None:
    """Every component, connection, decision, trade-off and finding is on the pages, as it is written."""
    inputs = inputs_of(spec_of(architecture))
    pages = render_pages(inputs)
    page = pages["architecture.md"]
    titles = [plain(component.title) for component in architecture.components.values()]
    assert headings_under(page, Words(architecture.language)["components"]) == titles
    for arrow in architecture.connections:
        ends = [plain(architecture.components[end].title) for end in (arrow.source, arrow.target)]
        assert ends in [row[:2] for row in rows(page)]
    for slug, decision in architecture.decisions.items():
        text = read(pages[f"decisions/{slug}.md"])
        assert plain(decision.title or slug) in text
        assert plain(decision.context) in text
        assert all(plain(option) in text for option in decision.options.values())
    analyses = [row[2] for row in rows(pages["tradeoffs.md"]) if len(row) == 4]
    assert all(plain(tradeoff.analysis) in analyses for tradeoff in architecture.tradeoffs.values())
    checks = read(pages["checks.md"])
    for finding in inputs.report.findings:
        assert finding.check.id in checks
        if finding.result is not Result.PASS:
            assert plain(finding.message.in_language(architecture.language).replace("`", "")) in checks.replace("`", "")


@pytest.mark.slow
@WHOLE
@given(architectures())
def test_no_html_and_no_broken_table_comes_through(architecture: Architecture) -> None:
    """All pages are Markdown; the only tags are breaks and code, and every row has the cells of its head."""
    for page in pages_of(spec_of(architecture)).values():
        assert_plain(page)


def assert_plain(page: str) -> None:
    """Assert that a page holds no HTML but breaks and code, and that its tables are even."""
    tokens = PARSER.parse(page)
    assert not [token for token in tokens if token.type == "html_block"]
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.content for child in inline if child.type == "html_inline"} <= set(TAGS)
    width = 0
    for token in tokens:
        if token.type == "tr_open":
            width = 0
        width += token.type in {"td_open", "th_open"}
        assert token.type != "tr_close" or width > 1


def test_hostile_labels_read_as_they_are_written() -> None:
    """On every page, whatever Markdown, HTML or a template makes of them."""
    spec = small(
        title=HOSTILE[:80],
        description=HOSTILE,
        domain="example.com",
        components={
            "user": {"kind": "actor", "label": HOSTILE[:80], "why": f"{HOSTILE}\n\n1. {HOSTILE}"},
            "site": {"kind": "s3_bucket", "label": HOSTILE[:80], "website": {"framework": HOSTILE}},
            "api": service(label="Same", runtime=HOSTILE, environment={"MODE": f"{HOSTILE}\n- x"}),
            "api_2": service(label="Same"),
            "api_3": service(label="👩\u200d👧"),
        },
        connections={"user -> site": {"label": HOSTILE[:80], "why": HOSTILE}},
        clusters={"c": {"label": HOSTILE[:80]}},
        tradeoffs={"cost": {"impact": "low", "analysis": HOSTILE}},
        decisions={
            "hostile": {
                "title": HOSTILE[:80],
                "status": "superseded",
                "date": "2026-11-24",
                "context": HOSTILE,
                "options": {"one": f"{HOSTILE}\n- {HOSTILE}"},
                "outcome": "one",
                "consequences": HOSTILE,
                "components": ["user"],
            }
        },
        waivers=[
            {
                "rule": "AAC-GOV-001",
                "component": "site",
                "reason": f"{HOSTILE}\n{HOSTILE}",
                "owner": HOSTILE,
                "expires": "2027-01-01",
                "ticket": HOSTILE,
            }
        ],
        environments={"production": {"title": f"x{HOSTILE}"[:80], "components": {"user": {"why": HOSTILE}}}},
    )
    pages = pages_of(spec)
    assert broken_links(pages) == []
    for page in pages.values():
        assert_plain(page)
    assert headings(pages["architecture.md"]).count(HOSTILE[:80]) == 3
    assert headings(pages["README.md"])[0] == HOSTILE[:80]
    assert headings(pages["decisions/hostile.md"])[0] == HOSTILE[:80]
    assert [HOSTILE[:80], HOSTILE[:80], f"{HOSTILE[:80]}\n{HOSTILE}", "a permission"] in rows(pages["architecture.md"])
    assert ["Cost", "Low", HOSTILE] in [row[:3] for row in rows(pages["tradeoffs.md"])]
    assert f"{HOSTILE}\n- {HOSTILE}" in read(pages["decisions/hostile.md"])
    assert f"Accepted because: {HOSTILE}\n{HOSTILE}" in read(pages["checks.md"])


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_have_pages(example: str) -> None:
    """The specs that show what can be written have whole pages, and every link leads somewhere."""
    pages = pages_of(archspec.load(f"specs/examples/{example}"))
    assert set(pages) >= PAGES
    assert broken_links(pages) == []
