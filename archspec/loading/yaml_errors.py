"""What libyaml says about a text that is not YAML, in words that tell what to do."""

import re
from typing import Final, Protocol, cast

import yaml


class Mark(Protocol):
    """A place in a text; lines and columns count from 0."""

    line: int
    column: int


_AT_PROBLEM: Final = {
    "mapping values are not allowed in this context": (
        "this colon starts a map where none can be; check the indentation, or quote a text that holds a colon"
    ),
    "found a tab character that violates indentation": "a tab indents this line; use spaces",
    "found a tab character where an indentation space is expected": "a tab indents this line; use spaces",
    "did not find expected alphabetic or numeric character": (
        "& and * start anchors and aliases; quote a text with one in front"
    ),
    "found undefined tag handle": "a tag starts with !; a spec is data only, so remove it, or quote the text",
    "found unknown escape character": r"this backslash starts no escape; use single quotes, or write \\",
    "did not find expected <document start>": "nothing may follow the end of the spec; remove it",
    "found incompatible YAML document": "specs are YAML 1.2; remove the %YAML line",
}
"""What is wrong where the parser stopped."""

_AT_CONTEXT: Final = {
    "could not find expected ':'": "this line has no colon; write key: value, or indent it under the line it continues",
    "found unexpected end of stream": "this quote is never closed; add the closing one",
    "did not find expected ',' or '}'": "this brace is not closed, or a comma is missing before {place}",
    "did not find expected ',' or ']'": "this bracket is not closed, or a comma is missing before {place}",
}
"""What is wrong with something that started earlier; `place` is where reading stopped."""

_INDENTED: Final = {
    "did not find expected key": "this line does not fit the fields that start on line {start}; check its indentation",
    "did not find expected '-' indicator": (
        "this line does not fit the list that starts on line {start}; check its indentation"
    ),
}


_AFTER_VALUE: Final = (
    "nothing may follow the value that ends here; an earlier quote may be open, and a quote in quotes is written twice"
)
_STARTS_NOTHING: Final = frozenset(
    {"found character that cannot start any token", "did not find expected node content"}
)
_CUT_ARROW: Final = (
    "' #' starts a comment in this line; put an arrow that has a name in quotes, as in \"a -> b #second\": {}"
)
_NAMED_ARROW: Final = re.compile(r"\s*[a-z0-9_]+\s*->\s*[a-z0-9_]+\s+#")
_LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def yaml_reason(error: yaml.MarkedYAMLError, text: str) -> tuple[Mark, str]:
    """Return where a text stops being YAML, and why."""
    problem, mark = str(error.problem), cast("Mark", error.problem_mark)
    context = error.context_mark or mark
    for cut in (mark, context):
        if _cuts_an_arrow(text, cut):
            return cut, _CUT_ARROW
    if problem in _AT_CONTEXT:
        place = f"line {mark.line + 1}" if mark.line > context.line else f"column {mark.column + 1}"
        return context, _AT_CONTEXT[problem].format(place=place)
    before, here = _split(text, mark)
    if problem in _STARTS_NOTHING:
        return mark, _starts_nothing(here)
    if problem in _INDENTED:
        return mark, _AFTER_VALUE if before.strip() else _INDENTED[problem].format(start=context.line + 1)
    return mark, _AT_PROBLEM.get(problem) or ", ".join(part for part in (error.context, problem) if part)


def _cuts_an_arrow(text: str, mark: Mark) -> bool:
    """Tell whether the name of an arrow in a line is taken for a comment."""
    return _NAMED_ARROW.match("".join(_split(text, mark))) is not None


def _split(text: str, mark: Mark) -> tuple[str, str]:
    """Return the line of a mark, up to it and from it on."""
    line = [*_LINE_BREAK.split(text), ""][mark.line]
    return line[: mark.column], line[mark.column :]


def _starts_nothing(here: str) -> str:
    if here.startswith("\t"):
        return _AT_PROBLEM["found a tab character that violates indentation"]
    return f"no value may start with {here[:1]!r}; put the text in quotes" if here else "a value is missing here"
