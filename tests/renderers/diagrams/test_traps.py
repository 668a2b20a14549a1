"""The traps of the library and of Graphviz: each one could make a picture differ from its view without a word."""

import os
import re
import threading
from pathlib import Path

import diagrams
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from renderers.diagrams import render_png, render_svg
from renderers.diagrams.picture import Options, describe
from renderers.diagrams.text import escape, filler_id, group_id, node_id, wrap
from tests.renderers.diagrams.picture_reader import parse, plain, read
from tests.renderers.diagrams.views import edge, frame, node, spec_views, view

HOSTILE = [
    "<a & b>",
    "<b>bold</b>",
    "C:\\temp\\lib",
    "\\N \\G \\E \\L \\l",
    "&lt;b&gt; &amp;amp; &#35;",
    'she said "hi"',
    "it's `code`",
    "a|b; c{d}e[f](g)",
    "]]> <![CDATA[x]]> <!-- c -->",
    "{{ braces }} ${x} %s",
    "# - [x] *y* _z_",
    "日本語の名前",
    "שלום",
    "e\u0301",
    "👩\u200d👩\u200d👧",
    "\ufeffmark",
    "a  b   c",
    " lead and trail ",
    "exactly eighteen s ",
    "\u200b",
    "\ufeff \u00ad",
    "\U000e0100 \U000e0fff",
    " ",
    "",
]
LABELS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_texts_are_shown_as_written(label: str) -> None:
    """As title, frame, box, second line and arrow."""
    nodes = [node("a", label, "g", label), node("b")]
    picture = read(render_svg(view(nodes, [edge("a", "b", label)], [frame("g", label)], label)))
    shown = [picture.title, picture.frames["g"].label, picture.boxes["a"].label, picture.boxes["a"].detail]
    assert [*shown, picture.arrows["a -> b"].text] == [plain(label)] * 5


@settings(max_examples=25, deadline=None)
@given(st.lists(LABELS, min_size=8, max_size=8))
@example([*HOSTILE[:8]])
def test_any_text_is_shown_as_written(labels: list[str]) -> None:
    """Character by character, whatever it is."""
    picture = read(render_svg(view([node(f"n{number}", label) for number, label in enumerate(labels)])))
    assert [picture.boxes[f"n{number}"].label for number in range(8)] == [plain(label) for label in labels]


@given(LABELS)
@example("one two three")
def test_wrapped_lines_are_the_text(label: str) -> None:
    """Lines break at spaces only, and no word is longer than its line for another one's sake."""
    lines = wrap(label)
    assert " ".join(lines) == label
    assert all(len(line) <= 18 or " " not in line.strip(" ") for line in lines)


def test_an_escaped_text_has_no_markup() -> None:
    """Nothing of a text is left that a label could be made of."""
    assert escape("<i>\\N & 'x'\"</i>") == "&lt;i&gt;\\\\N &amp; &#x27;x&#x27;&quot;&lt;/i&gt;"


NAMES = st.from_regex(r"[a-z][a-z0-9_:. -]{0,8}", fullmatch=True)


@given(st.lists(NAMES, min_size=2, unique=True))
def test_ids_stay_apart(names: list[str]) -> None:
    """No two things get one id, and no id has a sign that begins a port or an operator."""
    ids = [make(name) for name in names for make in (node_id, group_id, filler_id)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", one) for one in ids)


def test_an_id_with_a_colon_is_one_box() -> None:
    """Graphviz takes what follows a colon for a port of a box that nobody described."""
    names = ["aws:s3:b1", "aws:s3:b2", "aws"]
    source = describe(view([node(name) for name in names], [edge("aws:s3:b1", "aws:s3:b2")]))
    assert set(parse(source).nodes) == {node_id(name) for name in names}
    assert parse(source).edges == [(node_id("aws:s3:b1"), node_id("aws:s3:b2"))]


@pytest.mark.parametrize("name", ["node", "edge", "graph", "digraph", "subgraph", "strict", "end-1", "a-1"])
def test_words_of_the_language_are_ids_like_any_other(name: str) -> None:
    """A component may be named after a keyword."""
    picture = read(render_svg(view([node(name), node("z")], [edge(name, "z")])))
    assert set(picture.boxes) == {name, "z"}


def test_frames_of_one_label_are_two() -> None:
    """The library names clusters after their labels, and Graphviz merges what has one name."""
    groups = [frame("one", "Private subnet"), frame("two", "Private subnet")]
    picture = read(render_svg(view([node("a", parent="one"), node("b", parent="two")], (), groups)))
    assert {name: picture.frame_of(box.icon) for name, box in picture.boxes.items()} == {"a": "one", "b": "two"}


def test_the_same_view_is_described_the_same() -> None:
    """Ids are the view's; the library would draw lots for them."""
    reference = spec_views()["saas-enterprise-logical-pt-BR"]
    assert describe(reference) == describe(reference)


@pytest.mark.parametrize("name", spec_views())
def test_a_picture_names_nothing_outside_itself(name: str) -> None:
    """References lead to the picture's own symbols, images are inside, and each icon is there once."""
    svg = render_svg(spec_views()[name])
    targets = re.findall(r'href="([^"]*)"', svg)
    assert targets
    assert all(re.match(r"#|data:image/png;base64,[A-Za-z0-9+/=]+$", target) for target in targets)
    used = {target.removeprefix("#") for target in targets if target.startswith("#")}
    assert used == set(re.findall(r'<symbol id="([^"]*)"', svg))
    images = [target for target in targets if target.startswith("data:")]
    assert len(set(images)) == len(images) == len(used)
    without_namespaces = re.sub(r'xmlns(:xlink)?="[^"]*"', "", svg)
    assert not re.search(r"https?:|file:|url\(|site-packages|/work/|/tmp/|@import", without_namespaces)


def test_nothing_is_written_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the picture nor the graph in Graphviz's language, and the environment stays as it was."""
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)
    reference = spec_views()["saas-enterprise-logical-pt-BR"]
    render_png(reference)
    render_svg(reference)
    assert list(tmp_path.iterdir()) == []
    assert dict(os.environ) == before


def test_an_error_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library would draw what it has, and keep the diagram open for the next one."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KeyError):
        render_svg(view([node("a", parent="g")], [edge("a", "nobody")], [frame("g")]))
    assert list(tmp_path.iterdir()) == []
    assert diagrams.getdiagram() is None
    assert diagrams.getcluster() is None


def test_a_diagram_of_the_callers_own_stays_open() -> None:
    """Somebody may draw a view in the middle of a diagram of theirs."""
    own = diagrams.Diagram("own", show=False)
    diagrams.setdiagram(own)
    try:
        render_svg(view([node("a", parent="g")], (), [frame("g")]))
        assert diagrams.getdiagram() is own
        assert node_id("a") not in str(own.dot)
    finally:
        diagrams.setdiagram(None)


def test_threads_draw_what_one_would() -> None:
    """Graphviz keeps state between calls, so that pictures wait for each other."""
    reference = spec_views()["saas-enterprise-logical-pt-BR"]
    drawn: list[str] = []
    threads = [threading.Thread(target=lambda: drawn.append(render_svg(reference))) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(drawn) == {render_svg(reference)}


def test_parts_have_names_for_people_and_programs() -> None:
    """A pointer or a screen reader finds texts, a program finds ids."""
    reference = spec_views()["saas-enterprise-logical-pt-BR"]
    svg = render_svg(reference)
    assert f'<title id="logical-title">{reference.title}</title>' in svg
    assert f'<desc id="logical-description">{reference.description}</desc>' in svg
    assert 'role="img" aria-labelledby="logical-title" aria-describedby="logical-description"' in svg
    assert 'lang="pt-BR"' in svg
    assert "<title>Cliente → CloudFront CDN: Abre o site</title>" in svg
    assert 'data-id="api-1" data-kind="fargate_service" data-parent="cluster-ecs"' in svg
    assert 'data-kind="documentary" data-source="customer" data-target="dns"' in svg


def test_any_order_of_description_is_the_same_view() -> None:
    """What Graphviz is asked in another way is the same boxes and arrows."""
    reference = spec_views()["order-platform-logical-en"]
    graph = parse(describe(reference))
    other = parse(describe(reference, Options(last_first=True, as_written=True)))
    assert (graph.nodes, graph.clusters) == (other.nodes, other.clusters)
    assert sorted(graph.edges) == sorted(other.edges)
