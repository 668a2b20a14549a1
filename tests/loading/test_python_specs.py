"""Specs written in Python."""

import re
import sys
from pathlib import Path

import pytest

from archspec import S3Bucket, SpecError, load, load_all

SPEC = """\
from archspec import Actor, ApplicationLoadBalancer, Architecture, Arrow, Connection, Route53Zone, S3Bucket

from parts import NAME

USER = "user"

architecture = Architecture(
    name=NAME,
    title="Shop",
    language="en",
    region="sa-east-1",
    domain="example.com",
    components={
        USER: Actor(label="User"),
        "site": S3Bucket(versioned=False),
        "entry": ApplicationLoadBalancer(hostnames=("www",)),
        "dns": Route53Zone(domain="example.com"),
    },
    connections={Arrow(USER, "site"): Connection(label="Reads")},
    environments={"staging": {"components": {"site": {"block_public_access": False}}}},
)
"""


@pytest.fixture
def spec_file(tmp_path: Path) -> Path:
    """Return a spec in Python, which imports the file beside it."""
    return write(tmp_path, "shop")


def write(folder: Path, name: str) -> Path:
    """Write a spec and its neighbour."""
    folder.mkdir(exist_ok=True)
    (folder / "parts.py").write_text(f"NAME = {name!r}\n", encoding="utf-8")
    (folder / "spec.py").write_text(SPEC, encoding="utf-8")
    return folder / "spec.py"


def test_a_python_spec_is_a_spec_like_any_other(spec_file: Path) -> None:
    """Its architecture is validated again, with its environments."""
    spec = load(spec_file)
    assert spec.architecture.name == "shop"
    assert spec.architecture.components["site"].kind == "s3_bucket"
    site = spec.environments["staging"].of_kind(S3Bucket)["site"]
    assert (site.versioned, site.block_public_access) == (False, False)


def test_an_architecture_of_nothing_is_one(tmp_path: Path) -> None:
    """There may be no components yet."""
    file = tmp_path / "spec.py"
    file.write_text(
        "from archspec import Architecture\n"
        "architecture = Architecture(archspec=1, name='a', title='A', language='en', region='sa-east-1')\n",
        encoding="utf-8",
    )
    assert not load(file).architecture.components


def test_loading_leaves_nothing_behind(spec_file: Path) -> None:
    """Neither compiled files, nor paths, nor modules of the spec's folder."""
    path, wrote = list(sys.path), sys.dont_write_bytecode
    load(spec_file)
    assert sorted(file.name for file in spec_file.parent.iterdir()) == ["parts.py", "spec.py"]
    assert (sys.path, sys.dont_write_bytecode) == (path, wrote)
    assert "parts" not in sys.modules


def test_each_spec_imports_its_own_neighbours(tmp_path: Path) -> None:
    """Two folders may have files of one name."""
    files = [write(tmp_path / name, name) for name in ("one", "two")]
    assert [spec.architecture.name for spec in load_all(files)] == ["one", "two"]


def test_places_are_where_the_source_has_the_words(spec_file: Path) -> None:
    """A key is where it is written first; what is written nowhere is at the assignment or at what lacks it."""
    spec = load(spec_file)
    lines = {
        ("name",): 8,
        ("components", "user"): 5,
        ("components", "site"): 15,
        ("components", "site", "versioned"): 15,
        ("components", "site", "kind"): 15,
        ("components", "site", "tags"): 15,
        ("components", "entry", "hostnames", 0): 16,
        ("connections", "user -> site"): 19,
        ("connections", "user -> site", "label"): 14,
        ("waivers", 0): 7,
    }
    assert {path: spec.position(path).line for path in lines} == lines
    assert spec.position(("components", "site", "block_public_access"), "staging").line == 20


def test_an_exception_of_the_authors_own_may_have_no_text(tmp_path: Path) -> None:
    """Even one whose text raises."""
    file = tmp_path / "spec.py"
    file.write_text("class Odd(Exception):\n    def __str__(self):\n        return 1\n\nraise Odd\n", encoding="utf-8")
    with pytest.raises(SpecError, match=r"spec\.py:5:1: raises Odd$"):
        load(file)


@pytest.mark.parametrize("text", ["x = " + "-" * 100_000 + "1", "x = '\0'\n", "x = " + "(" * 500])
def test_source_that_python_cannot_read_is_refused(tmp_path: Path, text: str) -> None:
    """Depth and null bytes stop the parser itself."""
    file = tmp_path / "spec.py"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SpecError, match=r"spec\.py:1:\d+: is not Python"):
        load(file)


_OBJECTS = (
    "'__str__': lambda self: 1 / 0",
    "'__repr__': lambda self: 1 / 0",
    "'__class__': property(lambda self: 1 / 0)",
    "'__hash__': lambda self: 1 / 0, '__eq__': lambda self, other: 1 / 0",
)


@pytest.mark.parametrize("methods", _OBJECTS)
@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("language", "language: an object is not allowed; use pt-BR or en"),
        ("title", "title: an object is not text; write text here"),
        ("components", "components: an object is not a map of names to values"),
        ("waivers", "waivers: an object is not a list"),
        ("archspec", "archspec: an object is not a whole number"),
    ],
)
def test_an_object_in_place_of_a_value_is_never_asked_anything(
    tmp_path: Path, methods: str, field: str, message: str
) -> None:
    """Its methods are the author's, and may raise whatever they like."""
    file = tmp_path / "spec.py"
    data = {"archspec": 1, "name": "a", "title": "A", "language": "en", "region": "sa-east-1"}
    file.write_text(
        "from archspec import Architecture\n"
        f"odd = type('Odd', (), {{{methods}}})()\n"
        f"architecture = Architecture.model_validate({{**{data!r}, {field!r}: odd}})\n",
        encoding="utf-8",
    )
    # Pydantic itself asks some objects what they are.
    raised = "2:1: raises ZeroDivisionError: division by zero"
    with pytest.raises(SpecError, match=rf"spec\.py:(3:1: Architecture: {re.escape(message)}|{raised})"):
        load(file)
