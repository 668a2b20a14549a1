r"""Pages show what a spec says as text: whatever GitHub, MkDocs with macros, Jekyll or Sphinx would make of it.

What each of them reads, and so what the payloads try:

- CommonMark and GitHub: https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/
- Python-Markdown, its extensions and pymdownx: https://python-markdown.github.io/extensions/,
  https://facelessuser.github.io/pymdown-extensions/
- Jinja2 as mkdocs-macros sets it up, Liquid: https://jinja.palletsprojects.com/templates/, https://shopify.github.io/liquid/
- kramdown, which Jekyll uses: https://kramdown.gettalong.org/syntax.html
- MyST, which Sphinx uses: https://myst-parser.readthedocs.io/en/latest/syntax/typography.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from typing import Final

import jinja2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from archspec.components.fields import Model
from renderers.docs.markdown import code, escape, paragraphs, strong, table, with_code
from renderers.docs.reference import rules_page, spec_page
from renderers.mermaid.text import escape as mermaid_escape
from renderers.mermaid.text import label
from tests.renderers.markdown_reader import plain, texts
from tests.renderers.mermaid_graph import parse
from tests.security.hostile_pages import MAPS, TEXTS, Place, pages_with, places

PAYLOADS: Final[Mapping[str, str]] = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)><!-- <?php",
    "html in code": "`<script>` `<!--` `<?x`",
    "entities": "&lt;b&gt; &amp; &#60; &copy;",
    "links": "[a](javascript:alert(1)) ![i](http://evil.example/i.png) [b][c]",
    "definitions": "[c]: http://evil.example/ [^1] [^1]: note *[HTML]: x",
    "addresses": "www.evil.example http://evil.example/a ftp://evil.example //evil.example",
    "digits": "www.1and1.com WWW.2b.example xn--e1afmkfd.xn--p1ai",
    "mail": "<http://evil.example> me@evil.example mailto:me@evil.example evil.example",
    "mentions": "@octocat @org/team owner/repo#12 #12 !12 ?12 owner/repo@abcdef1 GH-12",
    "emoji": ":octocat: :smile: :+1: :fontawesome-brands-github:",
    "formulas": r"$x^2$ $$y$$ \(z\) \[w\] $`q`$",
    "formula alone": r"\[w\]",
    "expressions": "{{7*7}} {% include 'x' %} {#gone#} {{ 49",
    "blocks of a template": "{% raw %}{%- set x = 1 -%}{% endraw %}{{ config }}",
    "braces apart": "{ {7*7}} {*{7}} {&#123; {",
    "attributes": "x {: .evil onclick=alert(1) } { #id .c } {.a} {::options x/}",
    "roles": "{abbr}`x` {raw:html}`z` {ref}`y`",
    "directive": ":::{note}",
    "container": "::: evil",
    "python's documentation": "::: os.path",
    "admonition": '!!! danger "x"',
    "details": '???+ note "x"',
    "tabs": '=== "Tab"',
    "block": "/// note | x",
    "snippet": '--8<-- "/etc/passwd"',
    "inclusion": "{!/etc/passwd!} {{#include x}}",
    "comment": "% gone",
    "target": "(target)=",
    "block break": "+++",
    "line across": "---",
    "stars": "***",
    "underlines": "___",
    "contents": "[TOC]",
    "wiki": "[[_TOC_]] [[wiki]]",
    "definition": ": definition",
    "field": ":field: value",
    "end of a block": "^",
    "marks": "a^b^ ^^ins^^ H~2~O ~~del~~ ==mark== ++ctrl+alt++",
    "critics": "{++ins++} {--del--} {~~a~>b~~} {==x==} {>>c<<}",
    "heading": "# head {#id} #",
    "underline": "===",
    "number": "1. one",
    "bracketed number": "1) one",
    "task": "- [x] task",
    "plus": "+ one",
    "star": "* one",
    "quotation": "> [!NOTE]",
    "fence": "``` ```mermaid ~~~ x",
    "table": r"| a | b | \| c |",
    "line block": "|",
    "front matter": "title: x",
    "dashes": "--- title: x ---",
    "language": "#!python x = 1",
    "other language": ":::python x = 1",
    "backslash": "trailing \\",
    "backslashes": r"\*a\* \\ \` \{{ C:\temp" + "\\\\",
    "code": "a `b` c``d`` `{{e}}` `",
    "mermaid": '%%{init: {}}%% click a "javascript:x" "]; end',
    "python's format": "{0.__class__} {text!r} %(x)s %s",
}
OPENER: Final = re.compile(r"\{[{%#:!+~=>-]")
"""What begins an expression, a block or a comment of Jinja2 or Liquid, a list of attributes of kramdown, an inclusion
of markdown-include, and a mark of pymdownx.critic; most are looked for in code, too."""
BLOCK: Final = re.compile(
    r"!!!|\?\?\?|===|::|[:%] |%|//|-*8<|\[|[-+*] |\d+[.)] |---|\+\+\+|~~~|\$\$|\^|\{|\(\w+\)=|<(?!code>)|\||>|#"
)
"""What begins a block of CommonMark, Python-Markdown, kramdown or MyST at the start of a line."""
LINKED: Final = re.compile(r"(?i:www\.\S)|//\w|[\w.+-]+@[\w-]|(?<!\w)@\w|:[\w+-]+:|\$[^$]+\$|\w\.(?:example|com)\b")
"""What GitHub and others make a link, a picture or a formula of, wherever it stands in the finished text.

Not `#1`: GitHub makes references in comments, "not in wikis, or files in a repository" (docs.github.com, Autolinked
references and URLs).
"""
OWN_TAGS: Final = frozenset(
    {
        *("h1", "h2", "h3", "p", "ul", "li", "hr", "blockquote", "pre", "code", "a", "strong", "br", "wbr"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
)
"""The tags of pages."""

READER: Final = MarkdownIt("gfm-like", {"html": True, "linkify": True})
"""More than GitHub: HTML as it is, and host names as links."""
MACROS: Final = jinja2.Environment(keep_trailing_newline=True)  # noqa: S701  as mkdocs-macros sets it up
_UNREAD: Final = frozenset({"a", "code", "pre"})
"""Elements in whose text GitHub looks for nothing (html-pipeline, ignored ancestor tags)."""


@dataclass(frozen=True)
class Page:
    """A page as it is read."""

    source: str
    tokens: list[Token]

    @cached_property
    def outline(self) -> list[tuple[str, str]]:
        """Its blocks, and the languages of its fences."""
        return [(token.type, token.info) for token in self.tokens]

    @cached_property
    def inline(self) -> list[Token]:
        """What stands in its lines."""
        return [child for token in self.tokens for child in token.children or ()]

    @property
    def addresses(self) -> list[str]:
        """Where its links lead, without the anchors, which are made of headings."""
        links = [token for token in self.inline if token.type == "link_open"]
        return [str(link.attrs["href"]).partition("#")[0] for link in links]

    @cached_property
    def text(self) -> str:
        """All a reader sees, each blank as one."""
        return " ".join(" ".join(texts([token]) for token in self.tokens).split())

    def shows(self, text: str) -> int:
        """Return how often a text is to be read."""
        return len(re.findall(rf"(?<!\w){re.escape(' '.join(text.split()))}(?!\w)", self.text))


@cache
def read(source: str) -> Page:
    """Return a page as a program reads it that makes links of all it can."""
    return Page(source, READER.parse(source))


class Finished(HTMLParser):
    """A page in HTML: its tags, and the texts that a program may look for addresses in."""

    def __init__(self, page: Page) -> None:
        """Read the HTML that becomes of a page."""
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self._unread = 0
        self.feed(READER.renderer.render(page.tokens, READER.options, {}))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  tags alone count
        """Note a tag."""
        self.tags.add(tag)
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        """Leave what nobody looks into."""
        self._unread -= tag in _UNREAD

    def handle_data(self, data: str) -> None:
        """Keep a text, as it stands between two tags."""
        if not self._unread:
            self.texts.append(data)


@cache
def filled(text: str) -> Mapping[str, Page]:
    """Return the pages of a spec that says the same in every place that takes any text; rules have no text of it."""
    pages = pages_with(dict.fromkeys(places(), text))
    return {path: read(page) for path, page in pages.items() if path != "rules.md"}


def assert_inert(source: str) -> None:
    """Assert that no template finds anything to evaluate."""
    assert not OPENER.search(source)
    assert MACROS.from_string(source).render() == source


def assert_nothing_to_link(page: Page) -> None:
    """Assert that a page has no tags but those of its own, and no text that a program would make a link of."""
    finished = Finished(page)
    assert finished.tags <= OWN_TAGS
    assert [text for text in finished.texts if LINKED.search(text)] == []
    assert not [token for token in page.inline if token.markup == "linkify"]


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_is_evaluated(text: str) -> None:
    """Jinja2 and Liquid give every page back as it is, code and diagrams included."""
    for page in filled(text).values():
        assert_inert(page.source)


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_a_page_has_one_outline_whatever_its_texts_say(text: str) -> None:
    """Each page has the blocks and the links it has with a word in place of the payload, and shows it as often."""
    for path, page in filled("Word").items():
        other = filled(text)[path]
        assert other.outline == page.outline
        assert other.addresses == page.addresses
        assert other.shows(text) >= page.shows("Word")


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_becomes_a_link_or_a_picture(text: str) -> None:
    """No program finds an address, a name, an emoji or a formula in the finished text either."""
    for page in filled(text).values():
        assert_nothing_to_link(page)


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_no_text_begins_a_block(text: str) -> None:
    """A page begins with its heading, and a paragraph, an item or a cell with no sign that begins a block."""
    for page in filled(text).values():
        assert page.source.startswith("# ")
        assert [line for line in _lines(page.source) if BLOCK.match(line)] == []


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_every_escape_is_one_that_all_of_them_read(text: str) -> None:
    """A backslash stands before signs that Python-Markdown and kramdown escape, and begins nothing of an extension."""
    for page in filled(text).values():
        prose = re.sub(r"`[^`]*`", "", "\n".join(_lines(page.source)))
        assert set(re.findall(r"\\(.)", prose)) <= set("\\*_#-+.)!")


def _lines(source: str) -> Iterator[str]:
    """Return the lines outside of diagrams, without the signs of our own that they begin with."""
    prose = re.sub(r"^```mermaid$.*?^```$", "", source, flags=re.MULTILINE | re.DOTALL)
    # The line above what every page ends with is ours.
    for line in prose.replace("\n---\n", "\n").splitlines():
        yield re.sub(r"^(?:#+ |[|] |> | *- )?(?:\[(?=[^\[\]]*\]\()|<code>)?", "", line)


@cache
def numbered() -> tuple[Mapping[Place, str], Mapping[str, Page]]:
    """Return a text of its own for each place, and the pages of the spec that says so."""
    sayings = {place: f"{{{{{number}*7}}}} {{%x%}} <i>{number}</i> @a.b" for number, place in enumerate(places())}
    return sayings, {path: read(page) for path, page in pages_with(sayings).items()}


@pytest.mark.parametrize("place", places(), ids=lambda place: ".".join(map(str, place)))
def test_every_text_reads_as_written(place: Place) -> None:
    """A reader finds the text of each place; those of pictures, which Mermaid reads, in the diagrams."""
    sayings, pages = numbered()
    diagrams = "".join(token.content for page in pages.values() for token in page.tokens if token.type == "fence")
    assert any(page.shows(sayings[place]) for page in pages.values()) or mermaid_escape(sayings[place]) in diagrams


def _models(parent: type[Model] = Model) -> Iterator[type[Model]]:
    for model in parent.__subclasses__():
        yield model
        yield from _models(model)


def _takes_any_text(field: FieldInfo) -> bool:
    adapter: TypeAdapter[object] = TypeAdapter(field.rebuild_annotation())
    try:
        adapter.validate_python("any <b> {{text}}")
    except ValidationError:
        return False
    return True


def test_every_text_has_a_place() -> None:
    """A field of a spec that takes any text is among those tried here."""
    own = [model for model in _models() if model.__module__.startswith("archspec.")]
    free = {name for model in own for name, field in model.model_fields.items() if _takes_any_text(field)}
    # What an offer does not know is refused as a whole, where the architecture is.
    assert free - {"access"} == TEXTS
    assert {place[-1] for place in places()} >= TEXTS
    assert {place[-2:-1] for place in places()} >= MAPS


NARROW: Final[Mapping[str, tuple[Place, str]]] = {
    "tag": (("tags", "system"), "www.evil.example //evil.example me@evil.example :smile: +++=="),
    "tag of a component": (("components", "api", "tags", "team"), "@octocat :octocat: ==x=="),
    "root object": (("components", "cdn", "default_root_object"), "www.evil.example_*a*_$x$~~b~~&'.html"),
    "path": (("connections", "load_balancer -> api", "paths", 0), "/$x$*_~&'*?:+"),
    "path of a health check": (
        ("components", "load_balancer", "health_check", "path"),
        "/a$b$//evil.example/%7B%7B(x)",
    ),
    "host": (("connections", "load_balancer -> api #other", "hosts", 0), "*.www.evil.example"),
    "folder": (("components", "api", "image", "build_context"), "www.evil.example/_a_/-8-"),
    "secret": (
        ("components", "api", "secrets", "KEY"),
        "arn:aws:secretsmanager:sa-east-1:111122223333:secret:www.evil.example/a@evil.example+==_b_",
    ),
}
"""Texts that not every sign goes into, with the worst that do."""


@pytest.mark.parametrize(("place", "text"), NARROW.values(), ids=NARROW)
def test_narrow_texts_are_safe_too(place: Place, text: str) -> None:
    """Names, addresses and patterns have a form of their own; what it lets through reads as it is written."""
    pages = [read(page) for page in pages_with({place: text}).values()]
    for page in pages:
        assert_inert(page.source)
        assert_nothing_to_link(page)
    assert any(text in page.text for page in pages)


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_mermaid_shows_every_text(text: str) -> None:
    """A label reads as written, wherever Mermaid takes one, and no template finds anything in it."""
    written = mermaid_escape(text)
    diagram = f"flowchart TD\n    accTitle: {written}\n    a[{label(text, text)}] -->|{label(text)}| b[b]\n"
    assert_inert(diagram)
    graph = parse(diagram)
    assert graph.title == text
    assert graph.nodes["a"].label == f"{text}\n{text}"
    assert [edge.label for edge in graph.edges] == [text]


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_texts_side_by_side_make_nothing_new(text: str) -> None:
    """What one text ends with and the next begins with is never read together."""
    halves = [text[:cut] for cut in range(len(text) + 1)], [text[cut:] for cut in range(len(text) + 1)]
    for first, second in zip(*halves, strict=True):
        for write in (escape, code, strong, with_code):
            assert not OPENER.search(f"{write(first)}{write(second)}")
        assert not OPENER.search(label(first, second))


@pytest.mark.parametrize("page", ["rules", "rules in Portuguese", "spec"])
def test_our_own_pages_hold_no_expression(page: str) -> None:
    """The references can be put on a site as they are."""
    match page:
        case "rules":
            assert_inert(rules_page("en"))
        case "rules in Portuguese":
            assert_inert(rules_page("pt-BR"))
        case _:
            assert_inert(spec_page())


SIGNS: Final = st.text(st.sampled_from("{}%#:`$|<>&\\[]()*_~^=+-!?/@.w1 x\né"), min_size=1, max_size=16)


@given(SIGNS)
@example("{\n{")
@example("`{{`")
@example("``{%``")
@example("\\{{")
def test_no_text_at_all_is_evaluated_or_lost(text: str) -> None:
    """However it is written: as prose, as code, as a sentence with code, in a table or as a heading."""
    written = {
        "prose": escape(text),
        "code": code(text),
        "paragraphs": paragraphs(text),
        "table": table(["x"], [[text]]),
        "strong": strong(text),
    }
    for markdown in [*written.values(), with_code(text), label(*text.split("\n"))]:
        assert_inert(markdown)
    for markdown in (written["prose"], written["code"]):
        page = Page(markdown, READER.parse(markdown))
        assert texts(page.tokens) == plain(text)
        assert_nothing_to_link(page)
