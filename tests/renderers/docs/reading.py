"""Pages to test, and reading them as GitHub shows them."""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final
from unicodedata import category
from urllib.parse import unquote

import archspec
from archspec.architecture import Architecture
from archspec.bilingual import Language
from archspec.loading import Spec
from archspec.testing import REFERENCE_DAY
from archspec.testing.specs import spec_of
from archspec.views import VIEWS, project
from renderers.docs import PageInputs, render_pages
from renderers.mermaid import render
from tests.renderers.markdown_reader import PARSER, headings, plain, rows, texts

HOSTILE: Final = "<b>|`x`|</b> [a](b) *c* _d_ # {{ e }} \\ $f$ &amp; ``` - 1. 👩\u200d👧 שלום"
"""A label of everything that means something to Markdown, HTML, a template, or the direction of writing."""


@cache
def reference() -> Spec:
    """Return the architecture the project started from."""
    return archspec.load("specs/saas_enterprise.yaml")


@cache
def reference_pages(language: Language) -> Mapping[str, str]:
    """Return its pages, with every picture."""
    return pages_of(reference(), language, pictures=True)


def inputs_of(spec: Spec, language: Language | None = None, *, pictures: bool = False) -> PageInputs:
    """Return what a build would give the pages of a spec."""
    language = language or spec.architecture.language
    architecture = spec.in_language(language)
    views = VIEWS if pictures else ()
    return PageInputs(
        architecture=architecture,
        environments=spec.environments,
        base=spec.architecture,
        report=archspec.check(spec, as_of=REFERENCE_DAY, include_passes=True),
        pictures={view: render(project(view, architecture, language)) for view in views},
        files=tuple(f"svg/{view}.{other}.svg" for view in views for other in spec.languages),
        languages=spec.languages,
    )


def pages_of(spec: Spec, language: Language | None = None, *, pictures: bool = False) -> Mapping[str, str]:
    """Return the pages of a spec."""
    return render_pages(inputs_of(spec, language, pictures=pictures))


def small(**fields: object) -> Spec:
    """Return a spec in English with the given fields."""
    data = {"name": "small", "title": "Small", "language": "en", "region": "sa-east-1", **fields}
    return spec_of(Architecture.model_validate(data))


def service(**fields: object) -> dict[str, object]:
    """Return the fields of a service that has what it needs."""
    return {"kind": "fargate_service", "cluster": "c", "image": {"repository": "ab", "tag": "1"}, **fields}


def database(**fields: object) -> dict[str, object]:
    """Return the fields of a database that has what it needs."""
    given = {"engine": "postgres", "engine_version": "17.9", "instance_class": "db.m7g.large"}
    return {"kind": "rds_instance", **given, **fields}


def cache_group(**fields: object) -> dict[str, object]:
    """Return the fields of a cache that has what it needs."""
    given = {"engine": "valkey", "engine_version": "8.0", "node_type": "cache.m7g.large"}
    return {"kind": "elasticache_replication_group", **given, **fields}


def section(page: str, title: str) -> str:
    """Return what stands under a heading, up to the next of its rank or above."""
    found = re.search(rf"^(#+) {re.escape(title)}$", page, re.MULTILINE)
    assert found is not None, f"no heading {title!r}"
    rest = page[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def headings_under(page: str, title: str) -> list[str]:
    """Return the headings below one of the second rank, up to the next of its rank."""
    tokens = PARSER.parse(page)
    found: list[str] = []
    inside = False
    for i, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        text = texts([tokens[i + 1]])
        if token.tag == "h2":
            inside = text == title
        elif inside:
            found.append(text)
    return found


def read(page: str) -> str:
    """Return all a reader sees."""
    return texts(PARSER.parse(page))


def links(page: str) -> list[str]:
    """Return the addresses a page leads to."""
    inline = [child for token in PARSER.parse(page) for child in token.children or ()]
    return [str(child.attrs["href"]) for child in inline if child.type == "link_open"]


def anchors(page: str) -> list[str]:
    """Return the anchors GitHub gives the headings of a page: by their text, numbered where they repeat."""
    seen: Counter[str] = Counter()
    found = []
    for heading in headings(page):
        kept = (c for c in heading.lower() if c in "-_ " or c.isalpha() or c.isdecimal() or category(c)[0] == "M")
        slug = "".join(kept).replace(" ", "-")
        found.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def broken_links(pages: Mapping[str, str]) -> list[str]:
    """Return the links of pages, by their paths, that lead to no page and no heading; those to the web are left out."""
    broken = []
    known = {path: set(anchors(page)) for path, page in pages.items()}
    for path, page in pages.items():
        for address in links(page):
            if address.startswith("https://"):
                continue
            # The parser writes letters beyond ASCII as bytes.
            target, _, anchor = address.partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if found not in known or (anchor and unquote(anchor) not in known[found]):
                broken.append(f"{path}: {address}")
    return broken


__all__ = [
    "HOSTILE",
    "anchors",
    "broken_links",
    "cache_group",
    "database",
    "headings",
    "inputs_of",
    "links",
    "pages_of",
    "plain",
    "read",
    "reference",
    "reference_pages",
    "rows",
    "section",
    "service",
    "small",
]
