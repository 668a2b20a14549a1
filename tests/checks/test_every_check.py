"""What every rule has to be, so that a new one adds cases, not tests."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import archspec.checks
from archspec.architecture import Architecture, did_you_mean
from archspec.bilingual import Text
from archspec.checks import Check, Inspection, Result, all_rules, controls
from archspec.checks.capabilities import CAPABILITIES
from archspec.checks.examples import failing_example, passing_example
from archspec.components.registry import is_kind
from archspec.testing import declared, kinds_excluded, kinds_needed, plant, repair
from tests.checks.examples import DAY
from tests.checks.golden import complete

PACKAGE = Path(archspec.checks.__file__).parent
ALL_RULES = all_rules()


def _texts(check: Check) -> dict[str, Text]:
    return {"title": check.title, "message": check.message, "why": check.why, "fix": check.fix}


def test_ids_and_slugs_are_unique() -> None:
    """A rule is known by its id and by its name."""
    assert len({check.id for check in ALL_RULES}) == len({check.slug for check in ALL_RULES}) == len(ALL_RULES)


def test_the_catalogue_is_whole() -> None:
    """The rules a spec can violate, by area."""
    expected = {
        "NET": [1, 2, 3, 4, 5, 6, 7, 13, 14],
        "EDGE": [1, 2, 4, 5, 7, 12],
        "LB": [1, 2],
        "ECS": [1, 2, 3, 9, 11],
        "DB": [1, 2, 3, 4, 5, 6, 10, 12],
        "CACHE": [1, 2, 3, 4],
        "S3": [1],
        "GOV": [1, 2],
    }
    assert [check.id for check in ALL_RULES] == [f"AAC-{area}-{n:03}" for area, ns in expected.items() for n in ns]


def test_four_rules_cannot_be_waived() -> None:
    """What exposes data to everybody is nobody's to accept."""
    unwaivable = {check.id for check in ALL_RULES if not check.waivable}
    assert unwaivable == {"AAC-NET-001", "AAC-NET-002", "AAC-NET-003", "AAC-S3-001"}


@pytest.mark.parametrize("check", ALL_RULES, ids=lambda check: check.id)
def test_a_rule_is_named_after_its_defect(check: Check) -> None:
    """Its name is a noun phrase, and the name of its variable."""
    assert re.fullmatch("[a-z][a-z0-9]*(_[a-z0-9]+)+", check.slug)
    assert not check.slug.startswith(("ensure", "validate", "no_", "check", "require"))
    variables = {
        node.target.id
        for path in (*PACKAGE.glob("*.py"), *PACKAGE.parent.glob("kinds/*/rules.py"))
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert check.slug in variables


@pytest.mark.parametrize("check", ALL_RULES, ids=lambda check: check.id)
def test_a_rule_speaks_both_languages(check: Check) -> None:
    """Each text is there, twice, and says the same placeholders."""
    for name, text in _texts(check).items():
        assert text.en.strip(), name
        assert text.pt.strip(), name
        assert text.en != text.pt, name
        assert _placeholders(text.en) == _placeholders(text.pt), name
        assert not text.en.endswith(".") if name in {"title", "message"} else text.en.endswith("."), name


def _placeholders(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text)} - {None}


def test_no_two_rules_say_the_same() -> None:
    """A text that fits two rules explains neither."""
    for name in ("title", "message", "fix"):
        texts = [_texts(check)[name].en for check in ALL_RULES]
        assert sorted(texts) == sorted(set(texts)), name


@pytest.mark.parametrize("check", ALL_RULES, ids=lambda check: check.id)
def test_references_are_known_and_current(check: Check) -> None:
    """Each reference is described in the data file and has not been withdrawn."""
    assert check.references
    for reference in check.references:
        assert reference in controls(), did_you_mean(reference, controls())
        assert controls()[reference].get("retired_on") is None


def test_every_control_has_a_framework_and_a_title() -> None:
    """The data file is whole, and a severity is one of ours."""
    for control_id, control in controls().items():
        assert control["framework"], control_id
        assert control["title"], control_id
        assert control["severity"] in {None, "critical", "high", "medium", "low"}, control_id


@pytest.mark.parametrize("check", ALL_RULES, ids=lambda check: check.id)
def test_messages_can_be_written(check: Check) -> None:
    """Whatever a rule sees, message and fix have a value for every placeholder, in both languages."""
    base = complete(check)
    for subject in (base, plant(base, check.fault)):
        for observation in check.observe(Inspection(subject, DAY)):
            message = (observation.message or check.message).format(observation.values)
            assert "{" not in message.en + message.pt
            if observation.result is not Result.PASS:
                fix = check.fix.format(observation.values)
                assert "{" not in fix.en + fix.pt


@pytest.mark.parametrize("check", ALL_RULES, ids=lambda check: check.id)
def test_a_fault_names_what_it_needs(check: Check) -> None:
    """The edit names what it is planted in, by its kind or by a capability, and the findings are about that."""
    for _, name in check.fault.findings:
        assert name is None or name in check.fault.needs
    for name in check.fault.needs | check.fault.lacks:
        assert is_kind(name) != (name in CAPABILITIES)
    assert kinds_needed(check.fault)
    assert not kinds_needed(check.fault) & kinds_excluded(check.fault)
    assert check.id in {rule for rule, _ in check.fault.findings}


@pytest.mark.parametrize("check", ALL_RULES, ids=lambda check: check.id)
def test_examples_have_no_placeholders(check: Check) -> None:
    """What documents show can be pasted into the reference spec."""
    for example in (failing_example(check), passing_example(check)):
        assert example.strip()
        assert "$" not in example
    assert failing_example(check) != passing_example(check)


@pytest.mark.parametrize("check", [check for check in ALL_RULES if check.subject == "architecture"], ids=lambda c: c.id)
def test_a_fault_breaks_its_rule_and_the_repair_mends_it(check: Check) -> None:
    """The rule has nothing to say before the fault and after its repair, and says what it declares in between."""
    base = complete(check)
    planted = plant(base, check.fault)
    assert _failing(check, base) == set()
    assert _failing(check, planted) == {component for _, component in declared(base, check.fault)}
    assert _failing(check, repair(planted, check.fault)) == set()


def _failing(check: Check, subject: Architecture) -> set[str | None]:
    return {seen.component for seen in check.observe(Inspection(subject, DAY)) if seen.result is Result.FAIL}
