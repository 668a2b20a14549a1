"""The reference page of the Python interface."""

import inspect
import re

import archspec
from renderers.docs.python_reference import python_page

PAGE = python_page()


def test_every_public_name_has_a_section() -> None:
    """Each once, under its own heading, and no other."""
    assert sorted(re.findall(r"^### (\w+)$", PAGE, re.MULTILINE)) == sorted(archspec.__all__)


def test_every_section_says_what_the_code_says() -> None:
    """The first line of each docstring, and every parameter of each function."""
    for name in archspec.__all__:
        value = getattr(archspec, name)
        section = PAGE.partition(f"### {name}\n")[2].partition("\n### ")[0]
        if not isinstance(value, tuple):
            assert (inspect.getdoc(value) or "").splitlines()[0] in section
        if inspect.isfunction(value):
            assert all(parameter in section for parameter in inspect.signature(value).parameters)


def test_what_is_raised_is_said() -> None:
    """A section of a docstring becomes a sentence; its indented form would be code."""
    assert "Raises `SpecError`: The file is no usable spec; the error lists every mistake.\n" in PAGE
    assert "Raises `UsageError`: The spec has no environment of a name.\n" in PAGE
    assert "Raises:" not in PAGE


def test_nothing_private_is_shown() -> None:
    """Neither private attributes nor the modules that types come from."""
    assert not re.search(r"(?:^|[\s.(])_\w+[:(]|\barchspec\.(?!cdk)\w+\.|object at 0x", PAGE)
