"""Labels and ids in Mermaid's notation: whatever a spec says survives as text."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archspec.architecture import Arrow, ConnectionClass
from archspec.components import Role, Shape
from archspec.views import Edge, EdgeKind, Group, GroupKind, Node, View
from renderers.mermaid import render
from renderers.mermaid.text import escape, group_id, label, node_id
from tests.renderers.mermaid_graph import drawn_labels, parse, shown

LABELS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)
SYNTAX = st.text(st.sampled_from("`#;\"'<>&%{}[]()|\\$~*_-=x o.:@/35\ufeff é"), min_size=1, max_size=12)
HOSTILE = [
    "1. one",
    "- item",
    "# title",
    "`code`",
    "**bold**",
    "$$x$$",
    "fa:fa-user",
    "%%{init: {}}%%",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "#quot;",
    "&amp;",
    "a --> b",
    "ﬂ alone, ¶ alone",
    "C:\\temp\\new",
]


def _decoded(text: str) -> str:
    """Return what an HTML reader makes of an escaped text, with nothing of the renderer's in it."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)


@given(LABELS | SYNTAX)
@example("&lt;b&gt; #35; \\n")
def test_any_label_survives(text: str) -> None:
    """What is escaped decodes to what was written, and holds nothing Mermaid has a use for."""
    escaped = escape(text)
    assert _decoded(escaped) == text
    assert not set(re.sub(r"#\d+;", "", escaped)) & set('`#;"<>&%|\\$~*_-^@\n')


def _labelled(labels: list[str]) -> View:
    """Return a view that shows each label on a frame, on a box, with another under it, and on a numbered arrow."""
    groups = tuple(Group(f"g{i}", text, GroupKind.VPC, None) for i, text in enumerate(labels))
    nodes = tuple(
        Node(f"{name}{i}", "a", "fargate_service", None, text, detail, Role.COMPUTE, Shape.BOX, f"g{i}")
        for i, text in enumerate(labels)
        for name, detail in (("n", None), ("m", text))
    )
    edges = tuple(
        Edge(f"e{i}", "n0", f"n{i}", text, EdgeKind.CONNECTION, i, Arrow("a", "a"), ConnectionClass.NETWORK)
        for i, text in enumerate(labels)
    )
    return View("logical", "t", "en", groups, nodes, edges)


@pytest.mark.slow
@settings(max_examples=3, deadline=None)
@given(st.lists(LABELS | SYNTAX, min_size=15, max_size=15))
@example(HOSTILE)
def test_mermaid_draws_labels_as_they_are_written(labels: list[str]) -> None:
    """The picture Mermaid draws shows each label character by character, wherever it stands."""
    expected = [*labels, *labels, *(f"{text}\n{text}" for text in labels)]
    expected += [f"({step}) {text}" for step, text in enumerate(labels)]
    # A label of blanks alone is drawn as an empty one, or not at all.
    drawn = drawn_labels(render(_labelled(labels)))
    assert sorted(filter(None, map(_squeezed, drawn))) == sorted(filter(None, map(_squeezed, expected)))


def _squeezed(text: str) -> str:
    """Compare blanks as a browser shows them."""
    return " ".join(shown(text).split())


def test_labels_that_are_not_one_line() -> None:
    """An empty label is a blank, a second line stands under the first, and a title stays on its line."""
    title, empty, two = escape("no\n%% end"), label(""), label("two", "lines")
    graph = parse(f"flowchart TD\n    accTitle: {title}\n    n_a[{empty}]\n    n_b[{two}]\n")
    assert graph.nodes["n_a"].label == ""
    assert graph.nodes["n_b"].label == "two\nlines"
    assert graph.title == "no\n%% end"


@given(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,4}(?:-[a-z0-9]{1,3})?", fullmatch=True), min_size=2, unique=True))
def test_ids_stay_apart(names: list[str]) -> None:
    """No two boxes get one id, nor a box a frame's."""
    ids = [node_id(name) for name in names] + [group_id(name) for name in names]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[ng]_[A-Za-z0-9_]+", one) for one in ids)


@pytest.mark.parametrize("word", ["end", "graph", "subgraph", "class", "click", "style", "x1", "o1", "default"])
def test_mermaids_own_words_are_ids_like_any_other(word: str) -> None:
    """A component may be named after a keyword, or begin like an arrow's head."""
    node = Node(word, word, "fargate_service", None, "label", None, Role.COMPUTE, Shape.BOX, None)
    arrow = Arrow(word, word)
    loop = Edge(str(arrow), word, word, None, EdgeKind.CONNECTION, None, arrow, ConnectionClass.NETWORK)
    graph = parse(render(View("logical", "t", "en", (), (node,), (loop,))))
    assert [(edge.source, edge.target) for edge in graph.edges] == [(f"n_{word}", f"n_{word}")]
