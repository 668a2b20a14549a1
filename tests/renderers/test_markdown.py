"""Markdown that a CommonMark parser reads as the text that was written."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from archspec.bilingual import Text
from renderers.docs import layout
from renderers.docs.layout import render_template
from renderers.docs.markdown import (
    Markdown,
    code,
    escape,
    fill,
    lines,
    link,
    paragraphs,
    show,
    strong,
    table,
    with_code,
)
from tests.renderers.markdown_reader import PARSER, plain, texts

PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)
SYNTAX = st.text(st.sampled_from("`#;\"'<>&%{}[]()|\\$~*_-+=x o.:!@/17\t é"), min_size=1, max_size=14)
LINES = (PRINTABLE | SYNTAX).filter(lambda text: text.strip() != "")
PROSE = st.lists(LINES, min_size=1, max_size=4).map("\n".join)


def _kinds(markdown: str) -> list[str]:
    return [token.type for token in PARSER.parse(markdown)]


@given(PROSE)
@example("1. one\n- two\n+ three\n# four\n---\n===\n> five")
@example("<script>alert(1)</script> &amp; &lt; <!-- x -->")
@example("![image](javascript:alert) [link][1] <https://x.example>")
@example("| a | b |\n| - | - |")
@example("trailing\\")
@example("*a* __b__ ~~c~~ `d` $e$ ``f")
def test_a_text_is_one_paragraph_that_reads_as_written(text: str) -> None:
    """No text begins a list, a heading or HTML, and none loses a character."""
    markdown = escape(text)
    assert _kinds(markdown) == ["paragraph_open", "inline", "paragraph_close"]
    assert texts(PARSER.parse(markdown)) == plain(text)


@given(LINES)
def test_a_heading_reads_as_written(text: str) -> None:
    """A heading keeps its text, closing signs included."""
    markdown = f"## {escape(text)}"
    assert _kinds(markdown) == ["heading_open", "inline", "heading_close"]
    assert texts(PARSER.parse(markdown)) == plain(text)


@given(PROSE)
def test_a_list_item_reads_as_written(text: str) -> None:
    """An item begins no list of its own."""
    markdown = f"- {escape(text)}\n"
    assert _kinds(markdown)[1:-1] == [
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
    ]
    assert texts(PARSER.parse(markdown)) == plain(text)


@given(st.lists(st.tuples(PROSE, LINES), min_size=1, max_size=3))
def test_table_cells_read_as_written(rows: list[tuple[str, str]]) -> None:
    """A table has the rows and columns it was given, whatever is in them."""
    tokens = PARSER.parse(table(["first", "second"], rows))
    cells = [tokens[i + 1] for i, token in enumerate(tokens) if token.type == "td_open"]
    assert [texts([cell]) for cell in cells] == [plain(text) for row in rows for text in row]
    assert sum(token.type == "tr_open" for token in tokens) == len(rows) + 1


def test_an_empty_cell_is_a_dash() -> None:
    """A reader sees that nothing is meant to be there."""
    assert table(["a", "b"], [["", Markdown("")]]).splitlines()[-1] == "| – | – |"  # noqa: RUF001


@given(LINES)
def test_code_reads_as_written(text: str) -> None:
    """Text that has no form as code is shown as text."""
    assert texts(PARSER.parse(table(["x"], [[code(text)]]))) == "x" + plain(text)


@given(LINES)
def test_a_links_text_reads_as_written(text: str) -> None:
    """Brackets in the text do not end it."""
    tokens = PARSER.parse(link(text, "https://example.com/"))
    assert texts(tokens) == plain(text)
    assert tokens[1].children is not None
    assert tokens[1].children[0].attrs == {"href": "https://example.com/"}


@given(st.lists(PROSE, min_size=1, max_size=3))
def test_blank_lines_divide_paragraphs(parts: list[str]) -> None:
    """Each part of a prose is a paragraph of its own."""
    expected = [plain(part) for part in parts]
    tokens = PARSER.parse(paragraphs("\n \n".join(expected)))
    assert [texts([token]) for token in tokens if token.type == "inline"] == expected


@pytest.mark.parametrize(
    ("sentence", "markdown"),
    [
        ("Write `a_b: true` here", "Write `a_b: true` here"),
        ("one ` only_this", "one &#96; only\\_this"),
        ("`a|b`", "<code>a&#124;b</code>"),
        ("`{a: b}` `{{a}}`", "`{a: b}` <code>&#123;&#123;a}}</code>"),
        ("`a``b`", "&#96;a&#96;&#96;b&#96;"),
        ("x_y `z`", "x\\_y `z`"),
        ("Set `z`.", "Set `z`."),
        ("- `z` - <b>", "\\- `z` - &lt;b&gt;"),
        ("``", "&#96;&#96;"),
    ],
)
def test_code_in_a_rules_sentence(sentence: str, markdown: str) -> None:
    """Pairs of backticks mark code, a lone one is text."""
    assert with_code(sentence) == markdown


def test_ordinary_text_stays_readable() -> None:
    """What Markdown has no use for is not escaped, so that the source can be read."""
    text = "SSL (TLS 1.3), 17.9 - at 99.9%: auto-scaling, +10 tasks, C++; a = b? (no!) \"yes\": 'it's 10/12 @ 9:30'"
    assert escape(text) == text


@given(LINES)
def test_filled_in_values_are_escaped_once(text: str) -> None:
    """A value becomes Markdown; one that is Markdown already is left alone."""
    template = Text(en="{value} in English", pt="{value} em português")
    once = fill(template, value=text)
    assert once.en == f"{escape(text)} in English"
    assert fill(template, value=once).pt == f"{once.pt} em português"
    assert not re.search(r"(?<!\\)[|*`]", once.en.replace("<br>", ""))


@pytest.mark.parametrize("write", [escape, code, with_code])
def test_control_characters_are_replaced(write: Callable[[str], Markdown]) -> None:
    """They mean nothing to a reader, and the links between pages are marked with some."""
    written = write("a\x00b\x0ec\x0fd\x85e\u2028f")
    assert "\N{REPLACEMENT CHARACTER}".join("abcdef") in written
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028]", written)


def test_what_is_markdown_already_is_left_alone() -> None:
    """Our own, and what a template has put together."""
    assert show(Markdown("*a*")) == "*a*"
    assert show(Markup("*a*")) == "*a*"
    assert show("*a*") == "\\*a\\*"
    assert strong("*a*") == "**\\*a\\***"
    assert lines(["a", "", Markdown("*b*"), "c*"]) == "a<br>*b*<br>c\\*"


def test_templates_escape_what_they_print() -> None:
    """A value that nobody has escaped comes out as it was written, and no template reaches into Python."""
    frame = {"navigation": Markdown("*n*"), "generated": "<b>"}
    page = render_template("rules", words={"rules": "# _x_"}, frame=frame, rules="{{ 1 + 1 }} | `y`")
    assert page == "# \\# \\_x\\_\x0e\x0f\n\n*n*\n\n&#123;&#123; 1 + 1 }} &#124; &#96;y&#96;\n\n---\n\n&lt;b&gt;\n"
    with pytest.raises(SecurityError):
        layout._environment().from_string("{{ value.__class__.mro() }}").render(value=1)
