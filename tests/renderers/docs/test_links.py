"""Links between pages: keys become addresses, and headings get the anchors GitHub gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.docs.links import heading, relative, resolve, slug_of, to_heading, to_page, to_rule
from renderers.docs.markdown import code, escape
from tests.renderers.docs.reading import anchors, broken_links, links


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("API Container", "api-container"),
        ("Visão lógica", "visão-lógica"),
        ("Known only at deployment", "known-only-at-deployment"),
        ("AAC-EDGE-005", "aac-edge-005"),
        ("snake_case & co.", "snake_case--co"),
        ("e\u0301", "e\u0301"),
        ("日本語の名前", "日本語の名前"),
        ("👩\u200d👧", ""),
        ("½ — done!", "--done"),
    ],
)
def test_an_anchor_is_made_as_on_github(text: str, slug: str) -> None:
    """Letters, marks, numbers, underscores and hyphens stay; blanks become hyphens, the rest goes."""
    assert slug_of(text) == slug


def test_equal_headings_are_numbered() -> None:
    """The second and the third get a number, in the order of the page."""
    page = "\n".join(f"## {heading('Same', key)}" for key in ("a", "b", "c"))
    text = "".join(f"{to_heading('x', key)}\n\n" for key in ("c", "a", "b"))
    resolved = resolve({"one.md": f"{text}{page}\n"})["one.md"]
    assert links(resolved) == ["#same-2", "#same", "#same-1"]
    assert anchors(resolved) == ["same", "same-1", "same-2"]


def test_links_lead_from_page_to_page() -> None:
    """A link is relative to the page it stands on; on the same page, it is the anchor alone."""
    upper = f"{to_heading('b', 'b')} {to_heading('a', 'a')} {to_page('c', 'deep/c.md')}"
    lower = f"{to_heading('a', 'a')} {to_page('a', 'a.md')} {to_rule('AAC-S3-001')}"
    pages = resolve(
        {
            "a.md": f"# {heading('A', 'a')}\n\n{upper}\n",
            "deep/c.md": f"# {heading('B', 'b')}\n\n{lower}\n",
            "rules.md": "## AAC-S3-001\n",
        }
    )
    assert links(pages["a.md"]) == ["deep/c.md#b", "#a", "deep/c.md"]
    assert links(pages["deep/c.md"]) == ["../a.md#a", "../a.md", "../rules.md#aac-s3-001"]
    assert broken_links(pages) == []


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("../../svg/a.svg", "a.md", "../../svg/a.svg"),
        ("../../svg/a.svg", "decisions/x.md", "../../../svg/a.svg"),
        ("../en/decisions/x.md", "decisions/x.md", "../../en/decisions/x.md"),
    ],
)
def test_links_may_lead_out_of_the_folder(target: str, page: str, way: str) -> None:
    """Pictures and pages in another language are not below the folder of the pages."""
    assert relative(target, page) == way


@given(st.text(st.sampled_from("\x0e\x0f#[]()abc`\n")))
def test_no_text_can_forge_a_link(text: str) -> None:
    """The marks of links are control characters, which come out of no text."""
    page = f"{escape(text)}\n\n{code(text)}\n"
    assert resolve({"one.md": page}) == {"one.md": page}
    assert links(page) == []


def test_what_looks_like_a_heading_in_code_counts_for_nothing() -> None:
    """Only headings are numbered, not the comments of an example."""
    page = f"```yaml\n# same\n```\n\n## {heading('Same', 'key')}\n\n{to_heading('x', 'key')}\n"
    assert links(resolve({"one.md": page})["one.md"]) == ["#same"]
