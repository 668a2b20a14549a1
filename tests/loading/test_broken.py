"""Every mistake a newcomer makes has one message, at the right place, that says what to do."""

import re
from pathlib import Path

import pytest

from archspec import SpecError, load
from archspec.components import all_kinds
from archspec.loading.problems import _EXAMPLES, _models
from tests.loading.broken_specs import Broken, broken_specs

CASES = broken_specs()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.topic}: {case.name}")
def test_a_broken_spec_has_exactly_these_messages(
    case: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake gives one line, and nothing else is said."""
    monkeypatch.chdir(tmp_path)
    spec = case.write(tmp_path)
    with pytest.raises(SpecError) as raised:
        load(spec)
    said = [str(problem) for problem in raised.value.problems]
    assert len(said) == len(case.expected), said
    for line, expected in zip(said, case.expected, strict=True):
        assert _agrees(line, expected), f"{line}\nis not\n{expected}"


def _agrees(line: str, expected: str) -> bool:
    """Compare; `{any}` stands for a list from a data file, which changes with AWS."""
    return re.fullmatch(".+".join(map(re.escape, expected.split("{any}"))), line) is not None


def test_no_message_shows_a_secret() -> None:
    """The secrets planted in the broken specs are in no expected line."""
    planted = ("hunter2", "AKIAIOSFODNN7EXAMPLE", "ghp_", "dGhpcyBpcyBh", "123456")
    assert not [line for case in CASES for line in case.expected if any(secret in line for secret in planted)]


def test_there_are_enough_of_them() -> None:
    """Names are unique, and no file was read as empty."""
    names = [(case.topic, case.name) for case in CASES]
    assert len(set(names)) == len(names) >= 150


def test_every_field_that_may_be_missing_has_an_example() -> None:
    """The message about a missing field shows what to write."""
    of_kinds = {field for kind in all_kinds() for field in kind.examples}
    missing = {
        (name, field)
        for name, model in _models().items()
        if model.__module__.startswith("archspec.")
        for field, info in model.model_fields.items()
        if info.is_required() and field not in {*_EXAMPLES, *of_kinds}
    }
    assert missing == set()
