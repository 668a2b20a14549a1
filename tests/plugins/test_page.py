"""What `docs/plugins.md` shows works."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import archspec
from archspec.build.build import build
from archspec.build.outputs import Changes
from archspec.checks import check
from archspec.checks.elsewhere import rules_from
from archspec.plugins import GROUPS

Install = Callable[..., None]

PAGE = (Path(__file__).parents[2] / "docs/plugins.md").read_text("utf-8")
AS_OF = date(2026, 11, 24)
SPEC = """archspec: 1
name: small
title: Small
language: en
region: us-east-1
components:
  files: {kind: s3_bucket, why: Kept.}
"""


@pytest.fixture
def spec(tmp_path: Path) -> archspec.Spec:
    """Return a spec with one component."""
    path = tmp_path / "small.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return archspec.load(path)


def _module(heading: str) -> str:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    return str(code)


def test_it_names_every_group() -> None:
    """As the code reads them."""
    assert re.findall(r'entry-points\."([a-z.]+)"', PAGE) == list(GROUPS)


def test_the_rules_find_what_they_say(spec: archspec.Spec, tmp_path: Path) -> None:
    """From a file."""
    file = tmp_path / "house_rules.py"
    file.write_text(_module("Rules"), encoding="utf-8")
    report = check(spec, as_of=AS_OF, rules=rules_from([str(file)]))
    assert [(finding.check.id, finding.component) for finding in report.findings] == [("ACME-TAGS-001", "files")]


def test_the_product_is_made(install: Install, spec: archspec.Spec, tmp_path: Path) -> None:
    """By its entry point."""
    (tmp_path / "site" / "acme_inventory.py").write_text(_module("A product"), encoding="utf-8")
    install("acme-archspec", "archspec.products", inventory="acme_inventory:PRODUCT")
    (outcome,) = build([spec], tmp_path / "out", as_of=AS_OF, only=("inventory",)).specs
    assert isinstance(outcome.result, Changes)
    (written,) = (tmp_path / "out").rglob("inventory.txt")
    assert written.read_text("utf-8") == "files\n"


def test_the_tests_of_a_kind_are_the_conformance_suite() -> None:
    """The class is empty but for the kinds."""
    names: dict[str, object] = {"__name__": "acme"}
    exec(compile(_module("A kind"), "plugins.md", "exec"), names)  # noqa: S102  our own page
    assert getattr(names["TestQueues"], "kinds", None) == ("acme_queue",)
