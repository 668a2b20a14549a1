"""What `make new-kind` writes, and what it refuses."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archspec.testing.conformance.placeholders import placeholders
from tests.new_kind import ROOT, NewKindError, main, write_kind

LISTS = (Path("archspec/components/registry.py"), Path("archspec/__init__.py"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with what the generator adds lines to, and the settings of the linter."""
    for path in (*LISTS, Path("pyproject.toml")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    for package in ("archspec/components", "renderers/cdk"):
        (tmp_path / package).mkdir(parents=True, exist_ok=True)
        (tmp_path / package / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize("name", ["dynamodb_table", "zz", "elasticache_serverless_replication_pools"])
def test_what_is_written_passes_the_linter_and_the_formatter(root: Path, name: str) -> None:
    """However long its name is."""
    written = write_kind(name, root)
    files = [str(path) for path in written if path.suffix == ".py"]
    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        # The folders hold little, so that the linter cannot tell by itself what is ours.
        settings = ["--config", 'lint.isort.known-first-party = ["archspec", "renderers", "tests"]']
        done = subprocess.run(  # noqa: S603  our own tools
            [sys.executable, "-m", "ruff", *command, *settings, *files],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_each_file_says_what_to_fill_in(root: Path) -> None:
    """In words, at its place; the lists are complete."""
    written = write_kind("dynamodb_table", root)
    assert [path for path in written if not list(placeholders(str(path.parent), root / path))] == list(LISTS)
    views = Path("archspec/kinds/dynamodb_table/views.py")
    assert list(placeholders(str(views.parent), root / views)) == [
        f"{views}:8: fill in its copies in the VPC, and what frames it; `one_box()` is one outside the VPC."
    ]
    planning = Path("archspec/kinds/dynamodb_table/planning.py")
    (said,) = placeholders(str(planning.parent), root / planning)
    assert said.endswith("what a stack inside Main is passed of it where its clients name it.")


def test_the_kind_is_the_last_in_the_list_and_has_a_public_name(root: Path) -> None:
    """One line is added to the list, and two to the public names; nothing else changes."""
    before = [(root / path).read_text("utf-8").splitlines() for path in LISTS]
    write_kind("dynamodb_table", root)
    after = [(root / path).read_text("utf-8").splitlines() for path in LISTS]
    added = [[line for line in new if line not in old] for old, new in zip(before, after, strict=True)]
    assert added == [
        ['    "dynamodb_table",'],
        ["    from archspec.kinds.dynamodb_table import DynamodbTable", '    "DynamodbTable",'],
    ]
    assert [sorted(text) for text in after] == [
        sorted([*old, *lines]) for old, lines in zip(before, added, strict=True)
    ]
    assert after[0][after[0].index('    "dynamodb_table",') + 1] == ")"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "NAME is missing; say which kind, as in: make new-kind NAME=dynamodb_table"),
        ("DynamodbTable", "'DynamodbTable' is no name of a kind; take lower-case words"),
        ("dynamodb-table", "'dynamodb-table' is no name of a kind"),
        ("dynamodb__table", "'dynamodb__table' is no name of a kind"),
        ("../table", "'../table' is no name of a kind"),
        ("2_tables", "'2_tables' is no name of a kind"),
        ("lambda", "'lambda' is no name of a kind"),
        ("a" * 41, "is no name of a kind"),
        ("s3_bucket", "there is a kind 's3_bucket' already, in archspec/kinds/s3_bucket/"),
        ("decision", "archspec has another Decision already; take another name than 'decision'"),
    ],
)
def test_names_that_no_kind_can_have_are_refused(root: Path, name: str, message: str) -> None:
    """Before anything is written."""
    before = sorted(root.rglob("*"))
    with pytest.raises(NewKindError) as refused:
        write_kind(name, root)
    assert message in str(refused.value)
    assert sorted(root.rglob("*")) == before


def test_nothing_is_written_over(root: Path) -> None:
    """A file that is there is somebody's work."""
    mine = root / "renderers/cdk/dynamodb_table.py"
    mine.write_text("mine\n", encoding="utf-8")
    with pytest.raises(NewKindError, match=r"^renderers/cdk/dynamodb_table\.py is there already; remove it"):
        write_kind("dynamodb_table", root)
    assert mine.read_text("utf-8") == "mine\n"
    assert not (root / "archspec/kinds").exists()


@pytest.mark.parametrize("arguments", [[], [""], ["Bad"]])
def test_the_command_says_what_is_wrong(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, and with the exit code of a wrong use."""
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("new-kind: ")
    assert said.count("\n") == 1
