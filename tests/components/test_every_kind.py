"""What every kind has to be, so that a new one adds cases, not tests."""

import re
from pathlib import Path

import pytest

import archspec.kinds
from archspec.architecture import CONNECTION_RULES
from archspec.checks import Inspection, Result, all_rules
from archspec.components import KINDS, AnyComponent, Role, kind_of
from archspec.loading.schema import field_docs
from tests.checks.examples import DAY, MINIMAL, architecture

FOLDER = Path(archspec.kinds.__file__).parent

each_kind = pytest.mark.parametrize("kind", KINDS, ids=kind_of)


def _snake_case(name: str) -> str:
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


def test_every_home_is_a_kind() -> None:
    """No kind is written and not listed."""
    homes = {path.parent.name for path in FOLDER.glob("*/__init__.py")}
    assert homes == {kind_of(kind) for kind in KINDS}


@each_kind
def test_names_agree(kind: type[AnyComponent]) -> None:
    """The file, the class and the `kind` of a spec have one name."""
    assert kind_of(kind) == _snake_case(kind.__name__)
    assert kind.__module__ == f"archspec.kinds.{kind_of(kind)}.model"


@each_kind
def test_facts_are_whole(kind: type[AnyComponent]) -> None:
    """A kind says what it is, and where its documentation is."""
    assert kind.facts.service.strip()
    assert kind.facts.docs.startswith("https://")


@each_kind
def test_every_field_is_documented(kind: type[AnyComponent]) -> None:
    """One true sentence under each field; `kind` explains itself."""
    docs = field_docs(kind)
    assert set(docs) == set(kind.model_fields) - {"kind"}
    assert all(text.rstrip().endswith(".") for text in docs.values())


@each_kind
def test_a_kind_can_be_connected(kind: type[AnyComponent]) -> None:
    """It stands at an end of some arrow."""
    assert any(kind in pair for pair in CONNECTION_RULES)


@each_kind
def test_a_component_survives_a_round_trip(kind: type[AnyComponent]) -> None:
    """What is dumped is read as the same value."""
    component = kind.model_validate(MINIMAL[kind_of(kind)])
    assert kind.model_validate(component.model_dump(mode="json")) == component


@each_kind
def test_the_defaults_are_safe(kind: type[AnyComponent]) -> None:
    """A component with its required fields alone breaks no rule but the one that asks for a reason."""
    name = kind_of(kind)
    components = {"it": MINIMAL[name]}
    connections: dict[str, object] = {}
    if kind.facts.role is Role.CDN:
        components["site"] = {"kind": "s3_bucket"}
        connections["it -> site"] = {}
    subject = architecture(components, domain="example.com", connections=connections)
    failed = {
        check.id
        for check in all_rules()
        for seen in check.observe(Inspection(subject, DAY))
        if seen.result is not Result.PASS and seen.component in {"it", None}
    }
    assert failed <= {"AAC-GOV-001"}


@each_kind
def test_a_title_is_the_label_or_the_service(kind: type[AnyComponent]) -> None:
    """A component without a label is called by its service."""
    component = kind.model_validate(MINIMAL[kind_of(kind)])
    assert component.title == kind.facts.service
    assert component.model_copy(update={"label": "Ours"}).title == "Ours"


@each_kind
def test_a_component_is_frozen(kind: type[AnyComponent]) -> None:
    """Nothing changes a value once it is valid."""
    component = kind.model_validate(MINIMAL[kind_of(kind)])
    with pytest.raises(ValueError, match="frozen"):
        component.label = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError, match="does not support item assignment"):
        component.tags["a"] = "b"  # type: ignore[index]
