"""The plans of the reference spec, whole; that they are as expected is tested with the other generated files."""

from tests.plan.golden import ROOT, plans


def test_the_text_fits_a_terminal() -> None:
    """A hundred columns, aligned, without blanks at the ends of lines."""
    lines = [line for path, text in plans().items() if path.suffix == ".txt" for line in text.splitlines()]
    assert [line for line in lines if len(line) > 100 or line != line.rstrip()] == []
    assert str(ROOT) not in "".join(lines)
