"""Text a spec may hold: plain words, the odd corners of Unicode, and what other formats take for syntax."""

from collections.abc import Callable, Iterable
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.components.fields import is_folder_name
from archspec.components.texts import text_refusal

_CHARACTERS: Final = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")).filter(
    lambda character: text_refusal(character) is None
)
_TRAPS: Final = (
    "Ação & reação",
    "<b>bold</b>",
    'she said "hi"',
    "it's `code`",
    "a|b; c{d}e[f](g)",
    "#1: - [x] *y*",
    "no",
    "null",
    "7.10",
    "2026-11-24",
    "{{ braces }} ${x} %s",
    "日本語の名前",
    "שלום",
    "e\u0301",
    "👩\u200d👩\u200d👧",
    "क\u094d\u200dष",
    "{{resolve}} ${AWS::Region} #{Token} ]}",
    '{"Fn::GetAtt": ["Api", "Arn"]}',
    "__proto__",
    "back\\slash\\n",
)

LINES: Final = (
    st.just("a")
    | st.sampled_from(_TRAPS)
    | st.text(_CHARACTERS, min_size=1, max_size=12).filter(lambda text: text.strip() and text_refusal(text) is None)
)
"""One line of text that is not blank."""
PROSE: Final = LINES | st.builds("{}\n\t{}\n".format, LINES, LINES)
"""Text of one line or several."""

COMPONENT_IDS: Final = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True) | st.just("z" * 40)
SLUGS: Final = st.from_regex(r"[a-z](?:[a-z0-9-]{0,6}[a-z0-9])?", fullmatch=True) | st.just("z" * 40)
FOLDER_NAMES: Final = SLUGS.filter(is_folder_name)
CLUSTERS: Final = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True) | st.just("web-and-workers")
PARAMETERS: Final = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True) | st.just("image_tag_of_it")
"""Names of which no two differ in hyphens or underscores alone."""
VARIABLES: Final = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,7}", fullmatch=True) | st.sampled_from(
    ("constructor", "hasOwnProperty", "toString")
)
HOST_LABELS: Final = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,4}[a-z0-9])?", fullmatch=True)
_SUFFIXES: Final = st.sampled_from(("org", "com.br", "io"))
DOMAINS: Final = st.just("example.com") | st.builds("{}.{}".format, HOST_LABELS, _SUFFIXES)
_ANY_PATH: Final = st.from_regex(r"/[A-Za-z0-9/._~%!$&'()*+,;=:@-]{0,8}", fullmatch=True)
URL_PATHS: Final = st.sampled_from(("/", "/healthz")) | _ANY_PATH
FOLDERS: Final = st.from_regex(r"[A-Za-z0-9_-]{1,5}(?:/[A-Za-z0-9_-]{1,5})?", fullmatch=True)
PORTS: Final = st.integers(1, 65535)
ACCOUNTS: Final = st.integers(0, 10**12 - 1).map("{:012}".format)

_TAG_TEXT: Final = st.text(st.sampled_from("aZ09é日 .:/=+@_-"), max_size=6)
TAGS: Final = st.dictionaries(_TAG_TEXT.map("t{}".format), _TAG_TEXT, max_size=2)


def distinct(names: Iterable[str], fold: Callable[[str], str] = str.lower, longest: int = 40) -> list[str]:
    """Give each name that clashes with an earlier one a number of its own."""
    taken: set[str] = set()
    kept = []
    for name in names:
        unique, number = name, 1
        while fold(unique) in taken:
            number += 1
            unique = f"{name.strip('@')[: longest - 4]}x{number}"
        taken.add(fold(unique))
        kept.append(unique)
    return kept


def maybe(values: SearchStrategy[object]) -> SearchStrategy[object]:
    """Leave the value out, or draw it."""
    return st.none() | values
