"""Which part of a line is shown and underlined."""

import pytest

from archspec.cli.excerpt import excerpt


@pytest.mark.parametrize(
    ("line", "column", "marked"),
    [
        ("  multi_az: false", 3, "multi_az: false"),
        ("  tasks: {min: 1, max: 10}", 11, "min: 1"),
        ("  tasks: {min: 1, max: 10}", 19, "max: 10"),
        ("  tasks: {min: 1, max: 10}", 3, "tasks: {min: 1, max: 10}"),
        ("  cidr: 10.0.0.0/8 # too large", 3, "cidr: 10.0.0.0/8"),
        ("  label: 'a, b' # c", 3, "label: 'a, b'"),
        ('  label: "a } b"', 3, 'label: "a } b"'),
        ("  why: It isn't, or is it", 3, "why: It isn't, or is it"),
        ("  x", 3, "x"),
        ("", 1, ""),
    ],
)
def test_the_marked_part(line: str, column: int, marked: str) -> None:
    """A key with its value, up to the end of the flow item, the comment or the line."""
    found = excerpt(line, 1, column, sensitive=False)
    assert found is not None
    assert found.text[found.start : found.end] == marked


def test_a_line_that_is_not_there() -> None:
    """A place outside the file shows nothing."""
    assert excerpt("a\nb", 3, 1, sensitive=False) is None


def test_a_sensitive_value_is_masked_with_its_neighbours() -> None:
    """What else stands on the line may be secret too."""
    found = excerpt("  environment: {TOKEN: abc, KEY: def}", 1, 17, sensitive=True)
    assert found is not None
    assert found.text == "                TOKEN: ****"


@pytest.mark.parametrize("column", [1, 50, 95])
def test_a_long_line_is_cut_around_the_mark(column: int) -> None:
    """The mark stays in view, and the cut is shown."""
    line = "".join(f"{n:02d}," for n in range(40))
    found = excerpt(line, 1, column, sensitive=False)
    assert found is not None
    fitted = found.fitted(40)
    assert len(fitted.text) == 40
    assert 0 <= fitted.start < fitted.end <= 40
    assert "…" in fitted.text
