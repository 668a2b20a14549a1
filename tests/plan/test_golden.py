"""The plans of the reference spec, whole."""

from pathlib import Path

import pytest

from tests.plan.golden import FOLDER, ROOT, plans


@pytest.mark.parametrize("path", plans(), ids=lambda path: path.name)
def test_a_plan_is_as_expected(path: Path) -> None:
    """Each decision, in the two forms the command prints."""
    assert path.read_text("utf-8") == plans()[path], "run `python -m tests.plan.golden` and read the difference"


def test_no_expected_plan_is_left_behind() -> None:
    """Every environment has its two files, and there are no others."""
    assert set(FOLDER.iterdir()) == set(plans())


def test_the_text_fits_a_terminal() -> None:
    """A hundred columns, aligned, without blanks at the ends of lines."""
    lines = [line for path, text in plans().items() if path.suffix == ".txt" for line in text.splitlines()]
    assert [line for line in lines if len(line) > 100 or line != line.rstrip()] == []
    assert str(ROOT) not in "".join(lines)
