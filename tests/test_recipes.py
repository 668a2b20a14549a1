"""The recipes of CONTRIBUTING.md, executed on a copy of the repository."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.regenerate import ROOT

SPEC = """archspec: 1
name: recipe
title: Recipe
language: en
region: us-east-1
components:
  api: {kind: fargate_service, cluster: main, image: {repository: api, tag: "1"}, port: 80, why: Serves.}
  orders: {kind: dynamodb_table, partition_key: order_id, why: Keeps orders.}
connections:
  api -> orders: {access: read_write}
"""


QUIETLY = ("-q", "-p", "no:cacheprovider")


@dataclass(frozen=True, slots=True)
class Edit:
    """A fenced block of a recipe, and the file the text before it names."""

    path: str
    language: str
    text: str


def edits(recipe: str) -> Iterator[Edit]:
    """Return the edits of the recipe under a heading."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = contributing.split(f"\n## {recipe}\n")[1].split("\n## ")[0]
    for before, language, text in re.findall(r"(.*?)```(python|diff)\n(.*?)```", section, re.DOTALL):
        yield Edit(re.findall(r"`([a-z_/]+\.py)`", before)[-1], language, text)


def apply(edit: Edit, root: Path) -> None:
    """Write the file, or change it hunk by hunk; the lines of a hunk have to occur exactly once."""
    path = root / edit.path
    if edit.language == "python":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(edit.text, encoding="utf-8")
        return
    content = path.read_text("utf-8")
    for hunk in edit.text.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if not line.startswith("+"))
        new = "".join(line[1:] for line in lines if not line.startswith("-"))
        assert content.count(old) == 1, f"{edit.path}: a recipe expects once:\n{old}"
        content = content.replace(old, new)
    path.write_text(content, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the repository holds."""
    for name in ("archspec", "renderers", "specs", "tests", "pyproject.toml", "CONTRIBUTING.md", "README.md"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


def run(root: Path, *command: str) -> str:
    """Run a module of this environment on the copy, and return what it prints."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "mutation",
    }
    environment.pop("COVERAGE_PROCESS_START", None)
    environment.pop("COVERAGE_PROCESS_CONFIG", None)
    done = subprocess.run(  # noqa: S603  our own tools
        [sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_add_a_check(copy: Path) -> None:
    """The new rule is well-formed, finds its fault and nothing else."""
    for edit in edits("Add a check"):
        apply(edit, copy)
    run(copy, "ruff", "check", "archspec")
    run(copy, "ruff", "format", "--check", "archspec")
    run(copy, "pytest", "tests/checks/test_every_check.py", "tests/checks/test_invariants.py", *QUIETLY, "-k", "COST")
    assert "AAC-COST-001" in run(copy, "archspec", "rules")


@pytest.mark.slow
def test_add_a_kind(copy: Path) -> None:
    """The new kind is typed everywhere, drawn by the strategies, loaded and built."""
    for edit in edits("Add a kind"):
        apply(edit, copy)
    run(copy, "ruff", "check", "archspec", "renderers")
    run(copy, "mypy", "archspec", "renderers", "--cache-dir", str(ROOT / ".mypy_cache"))
    run(copy, "pytest", "tests/components", "tests/testing", *QUIETLY, "-k", "ynamodb")
    (copy / "recipe.yaml").write_text(SPEC, encoding="utf-8")
    run(copy, "archspec", "check", "recipe.yaml")
    run(copy, "archspec", "build", "recipe.yaml", "-o", "out")
    assert "orders" in (copy / "out/recipe/mermaid/logical.en.mmd").read_text("utf-8")


@pytest.mark.slow
def test_a_forgotten_kind_is_a_type_error(copy: Path) -> None:
    """A kind that is listed but not handled is named by the type checker."""
    for edit in edits("Add a kind"):
        if not edit.path.startswith("renderers"):
            apply(edit, copy)
    with pytest.raises(AssertionError, match=r"renderers/docs/settings/__init__\.py.*DynamodbTable"):
        run(copy, "mypy", "archspec", "renderers", "--cache-dir", str(ROOT / ".mypy_cache"))


@pytest.mark.slow
def test_add_a_renderer(copy: Path) -> None:
    """The new output is written for the reference architecture."""
    for edit in edits("Add a renderer"):
        apply(edit, copy)
    run(copy, "ruff", "check", "renderers")
    run(copy, "archspec", "build", "specs/", "-o", "out")
    text = (copy / "out/saas-enterprise/dot/logical.pt-BR.dot").read_text("utf-8")
    assert '"api-1" -> "database"' in text
    assert text.count("->") == 10
