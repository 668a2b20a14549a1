"""Each page is in one language: no text of ours stands in a page of the other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archspec.bilingual import LANGUAGES, Language
from tests.renderers.docs.reading import pages_of, reference, reference_pages, service, small
from tests.renderers.markdown_reader import PARSER

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "renderers/docs"
SOURCES = [
    path
    for pattern in (
        "renderers/docs/**/*.py",
        "archspec/parts/*.py",
        "archspec/kinds/*/pages.py",
        "archspec/kinds/*/views.py",
    )
    for path in sorted(ROOT.glob(pattern))
]
TEMPLATES = sorted(FOLDER.rglob("*.jinja"))

SAME_IN_BOTH = {
    "Auto scaling",
    "AWS",
    "AWS WAF",
    "Bucket",
    "Cluster",
    "GiB",
    "Logs",
    "MiB",
    "PostgreSQL",
    "Snapshots",
    "Status",
    "TCP",
    "Tags",
    "Trade-offs",
    "VPC",
    "VPCs",
    "bucket",
    "buckets",
    "cluster",
    "clusters",
    "host",
    "web ACL",
    "web ACLs",
}
"""Names, and words Portuguese has as they are."""

ENGLISH = re.compile(
    r"\b(?:the|with|and|of|by|from|this|that|its?|is|are|was|were|has|have|not|nothing|none|only|which|who|when|where"
    r"|every|each|all|yes|kept|keeps|runs|reads|writes|day|days|task|tasks|zone|zones|rule|rules|passes|fails?"
    r"|failures?|waived|unknown|component|components|connection|connections|decision|decisions|setting|value"
    r"|reason|owner|until|security|encryption|secrets?|environment|environments|availability|billed|hour|month"
    r"|free|charge|team|directly|through|nobody|other|another|copies|replica|subnets|private|public|isolated)\b",
    re.IGNORECASE,
)
PORTUGUESE = re.compile(
    r"[ãâáàçéêíóôõú]|\b(?:de|do|da|dos|das|em|na|nos|nas|um|uma|os|com|para|por|que|sem|nada|nenhum|nenhuma|sim"
    r"|dias?|tarefas?|zonas?|regras?|falhas?|componentes?|ambientes?|segredos?|senha|rede|porta|motivo)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"AWS (?:Certificate|Secrets) Manager|Secrets Manager|Application Load Balancer|Load Balancer|Origin Access Control"
    r"|(?:Amazon|AWS) [A-Z]\w+(?: \d+| Load Balancing)?|Elastic Load Balancing|Bun \+ Elysia|SaaS Enterprise"
    r"|API Container|Trade-offs?|Multi-AZ|web ACL|circuit breaker|English|Português"
)
"""Names of services, and terms both languages use."""


def _texts(tree: ast.AST) -> Iterator[tuple[ast.Call, dict[str, str]]]:
    """Return the texts a module writes, with what is constant of each language's words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            parts = {str(word.arg): word.value for word in node.keywords}
            parts |= dict(zip(("en", "pt"), node.args, strict=False))
            yield node, {name: "".join(_constants(value)) for name, value in parts.items()}


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_text_is_written_twice(path: Path) -> None:
    """A text has both languages, and the two differ unless they are a name."""
    for node, words in _texts(ast.parse(path.read_text("utf-8"))):
        assert set(words) == {"en", "pt"}, f"line {node.lineno}"
        if words["en"] == words["pt"]:
            bare = re.sub(r"\{\w+\}", "", words["en"]).strip()
            assert not re.search(r"[^\W\d_]", bare) or bare in SAME_IN_BOTH, f"line {node.lineno}: {bare}"


# The references of the fields of a spec and of the Python interface are in English alone.
PAGE_SOURCES = [path for path in SOURCES if path.name not in {"reference.py", "python_reference.py"}]


@pytest.mark.parametrize("path", PAGE_SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_prose_stands_outside_of_a_text(path: Path) -> None:
    """A sentence in a plain string would be the same in both languages."""
    tree = ast.parse(path.read_text("utf-8"))
    allowed = {id(part) for call, _ in _texts(tree) for part in ast.walk(call)}
    allowed |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    allowed |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    prose = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in allowed
        if re.search(r"[a-z]{2,} [a-z]{2,}", node.value)
    ]
    assert prose == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words(path: Path) -> None:
    """What they say comes from the tables of words."""
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<br>|```mermaid", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"[^\W\d_]", bare)


def _prose(page: str) -> Iterator[str]:
    """Return what a page says, without code, diagrams and addresses."""
    for token in PARSER.parse(page):
        parts = [child.content for child in token.children or () if child.type == "text"]
        text = " ".join(parts)
        if text.strip() and not urlsplit(text).scheme:
            yield NAMES.sub("", text)


@pytest.mark.parametrize(
    "page", ["README.md", "architecture.md", "tradeoffs.md", "decisions.md", "checks.md", "rules.md"]
)
def test_portuguese_pages_have_no_english(page: str) -> None:
    """Of the reference, and of a spec that has as little as possible."""
    least = small(language="pt-BR", title="Pequena", components={"api": service(label="Servidor", why="Atende.")})
    for text in [*_prose(reference_pages("pt-BR")[page]), *_prose(pages_of(least)[page])]:
        assert not ENGLISH.search(text), text


@pytest.mark.parametrize(
    "page", ["README.md", "architecture.md", "tradeoffs.md", "decisions.md", "checks.md", "rules.md"]
)
def test_english_pages_have_no_portuguese(page: str) -> None:
    """Of the reference in its translation, and of a spec in English."""
    least = small(components={"api": service(label="Server", why="Serves.")})
    for text in [*_prose(reference_pages("en")[page]), *_prose(pages_of(least)[page])]:
        assert not PORTUGUESE.search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_page_is_in_one_language(language: Language) -> None:
    """Headings and statuses as well as the spec's own texts."""
    foreign = {"en": PORTUGUESE, "pt-BR": ENGLISH}[language]
    for slug in reference().architecture.decisions:
        for text in _prose(reference_pages(language)[f"decisions/{slug}.md"]):
            assert not foreign.search(text), text
