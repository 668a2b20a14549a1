"""What a kind says, as Markdown: only backticks mean something in its texts, and nothing does in a spec's values."""

import pytest

from archspec.bilingual import Text
from archspec.parts.inline import Code, ComponentLink, Inline, fill, listed, listed_code
from renderers.docs.inlines import inline
from tests.renderers.docs.reading import HOSTILE, read


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Text(en="the team changes `tasks.max`", pt="a equipe muda `tasks.max`"), "the team changes `tasks.max`"),
        (Text(en="a *star*, a_name <b>", pt="."), r"a \*star\*, a\_name &lt;b&gt;"),
        (Text(en="- 5 items", pt="."), r"\- 5 items"),
        (fill(Text(en="{a} and - {b}", pt="."), a=2, b=Code("x_y")), "2 and - `x_y`"),
        (fill(Text(en="in {zone}", pt="."), zone=Text(en="another zone", pt="outra")), "in another zone"),
        (Code("a|b"), "<code>a&#124;b</code>"),
        ("a_b", r"a\_b"),
        (7, "7"),
        (listed([]), "none"),
        (listed_code(["a"]), "`a`"),
        (listed_code(["a", "b", "c"]), "`a`, `b` and `c`"),
    ],
)
def test_a_piece_of_a_line_is_marked_up(value: Inline, expected: str) -> None:
    """Texts of ours and values of a spec, each in its own way."""
    assert inline(value).en == expected


def test_items_are_listed_in_both_languages() -> None:
    """The last one has its own word before it."""
    assert inline(listed(["a", Text(en="two", pt="dois")])) == Text(en="a and two", pt="a e dois")


def test_a_component_leads_to_where_it_is_described() -> None:
    """Under its title, whatever that holds."""
    text = inline(fill(Text(en="Reads from {cache}.", pt="."), cache=ComponentLink("cache", "A [b]"))).en
    assert text.startswith("Reads from [A ")
    assert "component:cache" in text


@pytest.mark.parametrize("value", [HOSTILE, Code(HOSTILE)])
def test_a_value_of_a_spec_reads_as_it_is_written(value: Inline) -> None:
    """Also within a text, and in the typeface of code."""
    assert read(f"Before {inline(fill(Text(en='is {value}', pt='.'), value=value)).en}") == f"Before is {HOSTILE}"
