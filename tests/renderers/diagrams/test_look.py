"""How a picture looks: in line, in the spec's order, nothing over anything else, and no difference by colour alone."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from archspec.components import Role, Shape
from archspec.views import EdgeKind, GroupKind, Node, View
from renderers.diagrams import render_svg
from renderers.diagrams.geometry import Box
from renderers.diagrams.styles import edge_style, group_style
from tests.renderers.diagrams.picture_reader import Picture, read
from tests.renderers.diagrams.views import edge, frame, node, spec_views, view

REFERENCE = "saas-enterprise-{}-pt-BR"


def _picture(name: str) -> tuple[View, Picture]:
    view_ = spec_views()[REFERENCE.format(name)]
    return view_, read(render_svg(view_))


@pytest.mark.parametrize("name", ["context", "logical", "deployment", "data_flow"])
def test_no_text_of_an_arrow_hides_a_box_or_another(name: str) -> None:
    """Plates stand free of icons, of what is written below these, and of each other."""
    _view, picture = _picture(name)
    plates = [arrow.plate for arrow in picture.arrows.values() if arrow.plate]
    boxes = [room for box in picture.boxes.values() for room in (box.icon, box.texts)]
    assert not [(plate, box) for plate in plates for box in boxes if plate.overlap(box) > 1]
    assert not [pair for pair in combinations(plates, 2) if pair[0].overlap(pair[1])]


@pytest.mark.parametrize("name", ["context", "logical", "data_flow"])
def test_no_text_of_an_arrow_is_far_from_it(name: str) -> None:
    """A plate is over the straight line from the arrow's start to its tip."""
    _view, picture = _picture(name)
    for arrow in picture.arrows.values():
        assert arrow.plate is None or arrow.plate.is_crossed(arrow.start, arrow.tip), arrow.id


def test_the_logical_view_is_in_line_and_in_order() -> None:
    """The seed's picture runs from the left to the right; what shares a column keeps the spec's order."""
    _view, picture = _picture("logical")
    middles = {name: box.icon.middle for name, box in picture.boxes.items()}
    columns = [["customer"], ["dns", "cdn", "load_balancer"], ["frontend", "api-1", "api-2"], ["database", "cache"]]
    for column in columns:
        assert len({round(middles[name].x) for name in column}) == 1
        assert sorted(column, key=lambda name: middles[name].y) == column
    assert [round(middles[column[0]].x) for column in columns] == sorted(
        round(m.x) for m in map(middles.get, ("customer", "dns", "frontend", "database")) if m
    )
    for left, right in (("customer", "cdn"), ("cdn", "frontend"), ("load_balancer", "api-1"), ("api-2", "cache")):
        assert middles[left].y == pytest.approx(middles[right].y, abs=1)


@pytest.mark.parametrize("name", [name for name, drawn in spec_views().items() if drawn.name == "deployment"])
def test_zones_are_equal_columns_and_tiers_are_rows(name: str) -> None:
    """Zones stand side by side in the view's order; the same tier has the same height and place in each."""
    drawn = spec_views()[name]
    picture = read(render_svg(drawn))
    zones = [picture.frames[group.id].border for group in drawn.groups if group.kind is GroupKind.AVAILABILITY_ZONE]
    assert len({round(zone.right - zone.left) for zone in zones}) <= 1
    assert len({(zone.bottom, zone.top) for zone in zones}) <= 1
    assert all(one.right < other.left for one, other in pairwise(zones))
    tiers = [rows for kind in GroupKind if kind.startswith("subnet") and (rows := _rows(drawn, picture, kind))]
    assert all(len(set(rows)) == 1 and len(rows) == len(zones) for rows in tiers)
    assert [rows[0] for rows in tiers] == sorted(rows[0] for rows in tiers)


def test_zones_and_tiers_are_alike_however_full_they_are() -> None:
    """One zone has a crowd, the other a single box."""
    zones = [frame(zone, zone, "vpc", GroupKind.AVAILABILITY_ZONE) for zone in ("one", "two")]
    subnets = [frame(f"{zone.id}-s", "s", zone.id, GroupKind.SUBNET_PRIVATE) for zone in zones]
    more = [frame(f"{zone.id}-t", "t", zone.id, GroupKind.SUBNET_ISOLATED) for zone in zones]
    nodes = [*(node(f"n{number}", parent="one-s") for number in range(7)), node("last", parent="two-t")]
    drawn = replace(view(nodes, (), [frame("vpc"), *zones, *subnets, *more]), name="deployment")
    borders = {name: found.border for name, found in read(render_svg(drawn)).frames.items()}
    for first, second in (("one", "two"), ("one-s", "two-s"), ("one-t", "two-t")):
        assert (borders[first].bottom, borders[first].top) == (borders[second].bottom, borders[second].top)
        assert borders[first].right - borders[first].left == pytest.approx(borders[second].right - borders[second].left)


def _rows(view_: View, picture: Picture, kind: GroupKind) -> list[tuple[float, float]]:
    borders = [picture.frames[group.id].border for group in view_.groups if group.kind is kind]
    return [(round(border.bottom), round(border.top)) for border in borders]


def test_copies_stand_in_their_order() -> None:
    """Ten copies of a service are counted from the top, however Graphviz would arrange them."""
    copies = [node(f"api-{number}", f"API {number}", "vpc") for number in range(1, 11)]
    edges = [edge("user", copy.id) for copy in copies] + [edge(copy.id, "db") for copy in reversed(copies)]
    picture = read(render_svg(view([node("user"), *copies, node("db", parent="vpc")], edges, [frame("vpc")])))
    heights = [picture.boxes[copy.id].icon.middle.y for copy in copies]
    assert heights == sorted(heights)


def test_kinds_of_arrows_differ_without_colour() -> None:
    """Line and head together tell every kind of arrow."""
    styles = [edge_style(kind) for kind in EdgeKind]
    assert len({(style.line, style.head) for style in styles}) == len(styles)
    nodes = [node(kind) for kind in EdgeKind] + [node("end")]
    picture = read(render_svg(view(nodes, [edge(kind, "end", kind=kind) for kind in EdgeKind])))
    dashes = {arrow.id.split(" ")[0]: arrow.dashes for arrow in picture.arrows.values()}
    assert dashes["connection"] == ""
    assert len({dashes[kind] for kind in ("connection", "documentary", "infrastructure")}) == 3


@pytest.mark.parametrize("kind", GroupKind)
def test_texts_of_frames_are_readable(kind: GroupKind) -> None:
    """Every text on its ground has the contrast that WCAG 2 asks of body text."""
    style = group_style(kind)
    assert _contrast(style.text, style.fill or "#FFFFFF") >= 4.5


def _contrast(first: str, second: str) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_standby_has_a_dashed_border() -> None:
    """What only waits is told from what serves."""
    waiting = Node("a", None, "rds_instance", None, "x", None, Role.DATABASE, Shape.CYLINDER, None, copy="standby")
    assert 'stroke-dasharray="5,2"' in render_svg(view([waiting]))
    assert "stroke-dasharray" not in render_svg(view([node("a")]))


def test_an_empty_view_and_empty_frames_are_drawn() -> None:
    """Nothing is dropped: a frame with nothing in it stands, and a picture of nothing has its title."""
    assert read(render_svg(view([]))).title == "Title"
    picture = read(render_svg(view([], (), [frame("a", "Empty"), frame("b", "Inner", "a")])))
    assert {name: drawn.label for name, drawn in picture.frames.items()} == {"a": "Empty", "b": "Inner"}
    assert all(drawn.border.right > drawn.border.left + 20 for drawn in picture.frames.values())


def test_parallel_and_circular_arrows_are_all_drawn() -> None:
    """Two arrows one way, one back, and one from a box to itself."""
    edges = [edge("a", "b"), edge("a", "b", "again"), edge("b", "a"), edge("a", "a")]
    svg = render_svg(view([node("a"), node("b")], edges))
    assert svg.count('class="edge"') == 4


def test_a_box_is_as_wide_as_its_room() -> None:
    """A box around a point has the size asked for."""
    assert Box(0, 0, 4, 2).overlap(Box(3, 1, 9, 9)) == 1


@pytest.mark.parametrize("name", [name for name, drawn in spec_views().items() if drawn.name != "deployment"])
def test_boxes_of_one_column_and_frame_keep_the_views_order(name: str) -> None:
    """From the top, as the spec has them."""
    drawn = spec_views()[name]
    picture = read(render_svg(drawn))
    columns: dict[tuple[int, str | None], list[float]] = {}
    for box in drawn.nodes:
        middle = picture.boxes[box.id].icon.middle
        columns.setdefault((round(middle.x), box.parent), []).append(middle.y)
    assert all(heights == sorted(heights) for heights in columns.values())
    assert max(map(len, columns.values())) > 1 or drawn.name == "context" or name.startswith("static")


def test_an_arrow_that_leads_back_leaves_towards_its_target() -> None:
    """It starts on the left side of its source, and ends on the right side of its target."""
    edges = [edge("a", "b"), edge("b", "c"), edge("c", "a")]
    picture = read(render_svg(view([node("a"), node("b"), node("c")], edges)))
    back = picture.arrows["c -> a"]
    assert abs(back.start.x - picture.boxes["c"].icon.left) < 2
    assert abs(back.tip.x - picture.boxes["a"].icon.right) < 2


def test_arrows_are_drawn_below_boxes_and_texts() -> None:
    """What comes later is on top: frames, arrows, then boxes and the texts of arrows."""
    svg = render_svg(spec_views()[REFERENCE.format("deployment")])
    order = re.findall(r'<g class="(cluster|edge|node|text)"', svg)
    assert order == sorted(order, key=["cluster", "edge", "node", "text"].index)
