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
    for before, language, text in re.findall(r"(.*?)```(python|diff|json|yaml)\n(.*?)```", section, re.DOTALL):
        yield Edit(re.findall(r"`([a-z_/]+\.(?:py|json|yaml))`", before)[-1], language, text)


def apply(edit: Edit, root: Path) -> None:
    """Write the file, or change it hunk by hunk; the lines of a hunk have to occur exactly once."""
    path = root / edit.path
    if edit.language != "diff":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(edit.text, encoding="utf-8")
        return
    content = path.read_text("utf-8")
    for hunk in edit.text.split("@@\n"):
        # Editors take away the space of an empty line.
        lines = [" \n" if line == "\n" else line for line in hunk.splitlines(keepends=True)]
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


KIND_TESTS = (
    "tests/components",
    "tests/kinds/dynamodb_table.py",
    "tests/architecture",
    "tests/plan",
    "tests/checks",
    "tests/renderers",
    "tests/views",
    "tests/loading/test_kind_words.py",
    "tests/cdk/test_ids.py",
    "tests/cdk/test_promises.py",
)
"""What is asked of each kind by its name, and the conformance suite among it."""


@pytest.fixture
def generated(copy: Path) -> Path:
    """Return a copy with a kind as it is written before anybody fills it in."""
    run(copy, "tests.new_kind", "dynamodb_table")
    return copy


def types(root: Path) -> str:
    """Check the types of a copy."""
    if (cache := ROOT / ".mypy_cache").is_dir():
        # A copy: the paths of two kinds must not meet in one cache.
        shutil.copytree(cache, root / ".mypy_cache")
    return run(root, "mypy")


def style(root: Path) -> None:
    """Check the style and the form of a copy."""
    run(root, "ruff", "check", "archspec", "renderers", "tests")
    run(root, "ruff", "format", "--check", "archspec", "renderers", "tests")


@pytest.mark.slow
def test_a_kind_that_is_not_filled_in_is_well_formed_and_says_what_is_missing(generated: Path) -> None:
    """Its style and types are right, and the tests that fail name every file of it."""
    style(generated)
    types(generated)
    with pytest.raises(AssertionError) as left:
        run(generated, "pytest", "tests/components/test_every_kind.py", *QUIETLY, "-k", "dynamodb_table")
    said = str(left.value)
    homes = ("archspec/kinds/dynamodb_table/", "renderers/cdk/dynamodb_table.py", "tests/kinds/dynamodb_table.py")
    assert [home for home in homes if f"{home}" not in said] == []
    assert "3 failed" in said


@pytest.mark.slow
def test_add_a_kind(generated: Path) -> None:
    """The kind is typed, tested with the others, held to its oracle, checked, drawn and deployed."""
    for edit in edits("Add a kind"):
        apply(edit, generated)
    style(generated)
    types(generated)
    run(generated, "pytest", *KIND_TESTS, *QUIETLY, "-k", "ynamodb or test_every_kind_is_built or orders.yaml")
    spec = "specs/examples/orders.yaml"
    run(generated, "archspec", "check", spec)
    run(generated, "archspec", "build", spec, "--only", "mermaid", "-o", "out")
    assert "orders" in (generated / "out/orders/mermaid/logical.en.mmd").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "line", "named"),
    [
        ("planning", "    alarms=nothing,\n", 'planning.py:.*"alarms".*"Planning"'),
        (
            "connections",
            '    outputs={"table_name": "name of {target}"},\n',
            'connections.py:.*"outputs".*"Connections"',
        ),
        ("pages", "    settings=_settings,\n", 'pages.py:.*"settings".*"Pages"'),
        ("testing", '    smallest={"partition_key": "order_id"},\n', 'testing.py:.*"smallest".*"Testing"'),
    ],
)
def test_a_forgotten_answer_is_a_type_error(generated: Path, path: str, line: str, named: str) -> None:
    """The type checker names the file, and the question that has no answer."""
    for edit in edits("Add a kind"):
        apply(edit, generated)
    _forget(generated / f"archspec/kinds/dynamodb_table/{path}.py", line)
    with pytest.raises(AssertionError, match=named):
        types(generated)


@pytest.mark.slow
def test_a_forgotten_part_or_field_fails_a_test(generated: Path) -> None:
    """Where types cannot tell: a module that is not there, and a field that nothing draws or shows."""
    for edit in edits("Add a kind"):
        apply(edit, generated)
    home = generated / "archspec/kinds/dynamodb_table"
    (home / "views.py").unlink()
    _forget(home / "testing.py", '{"deletion_policy": ()}', "{}")
    _forget(home / "pages.py", "    yield Setting(ON_DELETION, _on_deletion(described.component))\n")
    tests = ("tests/components/test_every_kind.py", "tests/renderers/test_settings.py")
    with pytest.raises(AssertionError) as failed:
        run(generated, "pytest", *tests, *QUIETLY, "-k", "dynamodb_table or orders")
    said = str(failed.value)
    assert "archspec.kinds.dynamodb_table.views" in said
    assert "deletion_policy is never drawn as 'delete'" in said
    assert "test_every_field_is_shown[orders-deletion_policy-delete]" in said


def _forget(path: Path, text: str, instead: str = "") -> None:
    content = path.read_text("utf-8")
    assert content.count(text) == 1
    path.write_text(content.replace(text, instead), encoding="utf-8")


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
