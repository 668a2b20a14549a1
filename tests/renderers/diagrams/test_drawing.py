"""What is drawn and what is refused: sizes, fonts, missing libraries, and the same bytes every time."""

import hashlib
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings

from archspec.architecture import Architecture
from archspec.components import KIND_NAMES, Role, Shape
from archspec.errors import RenderError, UsageError
from archspec.parts.pages import Stencil, pages_named
from archspec.testing import architectures
from archspec.views import InfrastructureKind, Node, project
from renderers.diagrams import available, render_png, render_svg
from renderers.diagrams.drawing import MOST_EDGES, MOST_PNG_NODES, MOST_SVG_NODES
from renderers.diagrams.fonts import without_glyph
from renderers.diagrams.graphviz import scaled_icon
from renderers.diagrams.icons import BY_ROLE, FOLDER, INFRASTRUCTURE, icon_file, icon_named, icon_of
from tests.renderers.diagrams.picture_reader import read
from tests.renderers.diagrams.views import edge, node, spec_views, view

PNG = b"\x89PNG\r\n\x1a\n"
ROOT = Path(__file__).parents[3]


def test_every_kind_of_box_has_an_icon() -> None:
    """No kind is without one, none stands in for another, and every icon is a file of the library."""
    stencils = [pages_named(kind).stencil for kind in KIND_NAMES]
    named = [name for stencil in stencils for name in (stencil.name, stencil.boxed) if name is not None]
    assert len(set(named)) == len(named)
    assert set(INFRASTRUCTURE) == set(get_args(InfrastructureKind))
    assert set(BY_ROLE) == set(Role)
    icons = [icon_named(name) for name in (*named, *INFRASTRUCTURE.values(), *BY_ROLE.values())]
    assert all(icon and (FOLDER / icon_file(icon)).is_file() for icon in icons)


@pytest.mark.parametrize("name", ["compute.Nonsense", "nonsense.Fargate", "compute.module", "compute._icon"])
def test_a_stencil_the_library_lacks_is_drawn_by_role(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the library has other icons."""
    lacking = replace(pages_named("fargate_service"), stencil=Stencil(name))
    monkeypatch.setattr("renderers.diagrams.icons.pages_named", lambda _: lacking)
    assert icon_of(node("api")) is icon_named(BY_ROLE[Role.COMPUTE])


def test_what_is_outside_is_a_person_or_a_machine() -> None:
    """As a box it is no person."""
    person = replace(node("user"), kind="actor", role=Role.ACTOR, shape=Shape.CIRCLE)
    assert icon_of(person) is icon_named("general.User")
    assert icon_of(replace(person, shape=Shape.BOX)) is icon_named("general.TraditionalServer")


def test_icons_are_scaled_and_keep_their_shape() -> None:
    """The longer side is 128 pixels, and a logo that is wider than high stays so."""
    content, size = scaled_icon("resources/aws/aws.png")
    assert content.startswith(PNG)
    assert struct.unpack(">II", content[16:24]) == size == (128, 87)


@pytest.mark.parametrize("name", [name for name in spec_views() if name.startswith("saas")])
def test_pngs_are_drawn(name: str) -> None:
    """Each is a PNG of twice the SVG's units, but for the rounding of its edges."""
    picture = render_png(spec_views()[name])
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    assert width > 500
    assert height > 200


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(architectures())
def test_a_png_is_drawn_or_refused_by_name(architecture: Architecture) -> None:
    """A text the font cannot draw is named; anything else is a picture."""
    drawn = project("logical", architecture)
    if len(drawn.nodes) > 40:
        return
    try:
        assert render_png(drawn).startswith(PNG)
    except RenderError as error:
        assert "its font has no" in str(error)  # noqa: PT017  either outcome is right


def test_characters_without_a_glyph_are_named() -> None:
    """Latin, Greek and Cyrillic are there, blanks and joiners need nothing, the rest is listed once."""
    assert without_glyph("Ação é → ×2–10 “x” Привет αβγ € e\u0301 a\u200db \u2003") == ""  # noqa: RUF001  signs meant
    assert without_glyph("日本 日 👩\u200d👧 שלום") == "日本👩👧שלום"


def test_a_png_with_an_unknown_character_is_refused() -> None:
    """Instead of an empty box, the message names the character, the text and the way out."""
    with pytest.raises(
        RenderError, match=r"logical view of 'Title' cannot be a PNG: its font has no '日'.*take the SVG"
    ):
        render_png(view([node("a", "日本")]))
    assert read(render_svg(view([node("a", "日本")]))).boxes["a"].label == "日本"


@pytest.mark.parametrize(
    ("draw", "most"), [(render_png, MOST_PNG_NODES), (render_svg, MOST_SVG_NODES)], ids=["png", "svg"]
)
def test_too_many_boxes_are_refused(draw: object, most: int) -> None:
    """The message counts, and says what makes the view smaller."""
    assert callable(draw)
    with pytest.raises(RenderError, match=rf"'Title' has {most + 1} boxes.*at most {most}; split the architecture"):
        draw(view([node(f"n{number}") for number in range(most + 1)]))


def test_too_many_arrows_are_refused() -> None:
    """As with boxes."""
    arrows = [edge("a", "a")] * (MOST_EDGES + 1)
    with pytest.raises(RenderError, match=r"has 1001 arrows, and SVG pictures hold at most 1000"):
        render_svg(view([node("a")], arrows))


@pytest.mark.slow
def test_a_crowded_view_is_drawn_whole() -> None:
    """As many boxes and arrows as an SVG may have, in seconds."""
    nodes = [node(f"n{number}", f"Box {number}") for number in range(MOST_SVG_NODES)]
    arrows = [edge(f"n{number % 499}", f"n{(number * 7) % 400 + 100}", "x") for number in range(MOST_EDGES)]
    svg = render_svg(view(nodes, arrows))
    assert svg.count('class="node"') == MOST_SVG_NODES
    assert svg.count('class="edge"') == svg.count('class="text"') == MOST_EDGES


def test_other_systems_have_another_icon() -> None:
    """An actor that is no person does not look like one."""
    person = view([_actor(Shape.CIRCLE)])
    system = view([_actor(Shape.BOX)])
    assert "icon-user" in render_svg(person)
    assert "icon-traditional-server" in render_svg(system)


def _actor(shape: Shape) -> Node:
    return replace(node("a"), kind="actor", shape=shape)


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is part of the message."""
    assert available()
    monkeypatch.setattr("renderers.diagrams._LIBRARIES", ("diagrams", "no_such_library"))
    assert not available()
    for draw in (render_png, render_svg):
        with pytest.raises(UsageError, match=r"need no_such_library.*pip install 'archspec-aws\[diagrams\]'"):
            draw(view([]))


def _run(program: str, tmp_path: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process of its own with nothing else in its environment: no PATH, no fonts, no home."""
    return subprocess.run(  # noqa: S603  our own programs
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )


_EMPTY_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'

_WITHOUT_SYSTEM = """
import os
from renderers.diagrams import render_png
from tests.renderers.diagrams.views import node, view
pictures = [render_png(view([node("a", label)])) for label in ("éçã", "ãéç", "ill", "iii")]
assert len(set(pictures)) == 4, "letters look the same"
assert os.listdir() == ["fonts.conf"], os.listdir()
assert os.environ["FONTCONFIG_FILE"] == "fonts.conf"
"""


@pytest.mark.slow
def test_letters_are_drawn_where_the_system_has_no_font(tmp_path: Path) -> None:
    """No two letters look the same, nothing is said and nothing written; neither dot nor a font is installed."""
    (tmp_path / "fonts.conf").write_text(_EMPTY_FONTS)
    done = _run(_WITHOUT_SYSTEM, tmp_path, FONTCONFIG_FILE="fonts.conf")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


_TOO_LATE = """
import pygraphviz
pygraphviz.AGraph(string="digraph { a }").layout(prog="dot")
from archspec.errors import RenderError
from renderers.diagrams import render_svg
from tests.renderers.diagrams.views import node, view
try:
    render_svg(view([node("a")]))
except RenderError as error:
    print(error)
"""


@pytest.mark.slow
def test_without_any_font_there_is_an_error(tmp_path: Path) -> None:
    """Where Graphviz looked for fonts before us and found none, empty boxes would be drawn."""
    (tmp_path / "fonts.conf").write_text(_EMPTY_FONTS)
    done = _run(_TOO_LATE, tmp_path, FONTCONFIG_FILE=str(tmp_path / "fonts.conf"))
    assert "Graphviz finds no font to write with" in done.stdout


def digests() -> dict[str, str]:
    """Return what tells the pictures of the reference from any others."""
    return {
        name: hashlib.sha256(render_png(drawn) + render_svg(drawn).encode()).hexdigest()
        for name, drawn in spec_views().items()
        if name.startswith("saas-enterprise") and name.endswith("pt-BR")
    }


@pytest.mark.slow
def test_the_same_view_is_the_same_bytes() -> None:
    """In two processes that hash differently and have no fonts but ours, and in this one, which may have more."""
    program = "from tests.renderers.diagrams.test_drawing import digests; print(digests())"
    first, second = (_run(program, ROOT, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stderr == second.stderr == ""
    assert first.stdout == second.stdout == f"{digests()}\n"


def test_the_libraries_are_imported_only_to_draw(tmp_path: Path) -> None:
    """Who asks whether pictures can be drawn does not wait for what draws them."""
    program = "import sys, renderers.diagrams as r; r.available(); print({'diagrams', 'pygraphviz'} & set(sys.modules))"
    assert _run(program, tmp_path).stdout == "set()\n"
