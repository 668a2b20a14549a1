"""What the rules say has not changed unseen; `make golden` writes it again."""

import pytest

from tests.checks.golden import report_text, rules_text
from tests.regenerate import ROOT


def test_rules_say_what_they_said() -> None:
    """Place, subject and texts of every observation, with and without each rule's fault."""
    assert rules_text() == (ROOT / "tests/golden/rules.txt").read_text("utf-8")


def test_a_report_says_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding of a spec with violations, in order, with its fingerprint."""
    monkeypatch.chdir(ROOT)
    assert report_text("tests/golden/violations.yaml") == (ROOT / "tests/golden/report.txt").read_text("utf-8")
