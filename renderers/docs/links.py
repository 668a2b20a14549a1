"""Links between the pages: written by key, and turned into addresses once every page is there."""

import html
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from renderers.docs.markdown import Markdown, show

# Control characters, which `escape` lets through from no text of a spec.
_START: Final = "\x0e"
_END: Final = "\x0f"
_FOLDER: Final = "/spec/docs/language"
"""As deep as pages are below the folder of their spec; the working directory must not matter."""
_HEADING: Final = re.compile(rf"^#{{1,6}} (.*){_START}(.*){_END}$", re.MULTILINE)
_TARGET: Final = re.compile(rf"{_START}([^{_START}{_END}]*){_END}")
_TAG: Final = re.compile(r"</?[a-z]+>")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def heading(text: object, key: str = "") -> Markdown:
    """Return the text of a heading, which links find by its key."""
    return Markdown(f"{show(text)}{_START}{key}{_END}")


def to_heading(label: object, key: str) -> Markdown:
    """Return a link to the heading with a key, on whichever page it is."""
    return Markdown(f"[{show(label)}]({_START}{key}{_END})")


def to_page(label: object, page: str) -> Markdown:
    """Return a link to a page, or to a heading of it whose anchor is known."""
    return Markdown(f"[{show(label)}]({_START}{page}{_END})")


def to_rule(rule: str) -> Markdown:
    """Return the id of a rule, which leads to its place in the reference."""
    return to_page(rule, f"rules.md#{rule.lower()}")


def resolve(pages: Mapping[str, str]) -> dict[str, str]:
    """Return pages, by their paths, with every link written out relative to the page it stands on."""
    anchors = {key: f"{page}#{slug}" for page, text in pages.items() for key, slug in _anchors(text)}

    def written(page: str, text: str) -> str:
        bare = _HEADING.sub(lambda match: match[0][: match.start(2) - match.start() - 1], text)
        return _TARGET.sub(lambda match: relative(anchors.get(match[1], match[1]), page), bare)

    return {page: written(page, text) for page, text in pages.items()}


def relative(target: str, page: str) -> str:
    """Return the way from a page to a path; both are below the folder of the pages, or lead out of it."""
    path, mark, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    way = posixpath.relpath(f"{_FOLDER}/{path}", posixpath.dirname(f"{_FOLDER}/{page}"))
    return f"{way}{mark}{anchor}" if anchor else way


def _anchors(text: str) -> Iterator[tuple[str, str]]:
    """Return the anchor of each heading that has a key, as GitHub makes it; equal ones are numbered."""
    seen: Counter[str] = Counter()
    for match in _HEADING.finditer(text):
        slug = slug_of(_plain(match[1]))
        numbered = f"{slug}-{seen[slug]}" if seen[slug] else slug
        seen[slug] += 1
        if match[2]:
            yield match[2], numbered


def _plain(markdown: str) -> str:
    """Return what a heading reads as; only tags, escapes and entities matter to its anchor."""
    return html.unescape(_ESCAPE.sub(r"\1", _TAG.sub("", markdown)))


def slug_of(text: str) -> str:
    """Return the anchor GitHub gives a heading: word characters and hyphens in lower case, blanks as hyphens."""
    kept = (character for character in text.lower() if character in "- " or _is_word(character))
    return "".join(kept).replace(" ", "-")


def _is_word(character: str) -> bool:
    """Tell what Unicode counts as part of a word: letters, marks, digits and connectors (UTS #18, Annex C)."""
    category = unicodedata.category(character)
    return character.isdecimal() or category[0] in "LM" or category in {"Nl", "Pc"}
