"""Every kind has a builder of its own, which knows no other's, and which nothing shared knows by name."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import pytest

from archspec import load
from archspec.components.registry import KIND_NAMES, kind_named
from archspec.planning import plan
from renderers.cdk import builder
from renderers.cdk.actor import BUILDER
from renderers.cdk.builder import Builder, Phase, builder_of
from renderers.cdk.synth import stack_programs

if TYPE_CHECKING:
    from archspec.components.base import ComponentBase

ROOT: Final = Path(__file__).parents[3]
FOLDER: Final = ROOT / "renderers/cdk"


def _component(kind: str) -> Any:  # noqa: ANN401  all that is looked at is the kind
    return SimpleNamespace(kind=kind)


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield str(node.module)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_kind_has_a_builder(kind: str) -> None:
    """It is in the module that is called like the kind."""
    found: Builder[ComponentBase] = builder_of(_component(kind))
    assert isinstance(found, Builder)
    assert found.phase in Phase


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_builder_knows_its_own_kind_alone(kind: str) -> None:
    """A builder imports the model of its kind, and neither another kind nor another builder."""
    others = set(KIND_NAMES) - {kind}
    imported = set(_imported(FOLDER / f"{kind}.py"))
    assert f"archspec.kinds.{kind}.model" in imported
    assert {name for name in imported if others & set(name.split("."))} == set()
    assert "archspec.components" not in imported


def test_nothing_shared_knows_a_builder() -> None:
    """Stacks, networks, alarms and the rest find builders by the kinds of the components they have."""
    shared = [path for path in FOLDER.rglob("*.py") if path.stem not in KIND_NAMES or path.parent != FOLDER]
    assert len(shared) > len(KIND_NAMES)
    for path in shared:
        assert {name for name in _imported(path) if set(KIND_NAMES) & set(name.split("."))} == set(), path


def test_subjects_of_nested_stacks_have_one_home() -> None:
    """No two kinds hand over something under one subject, so that a parameter means one thing."""
    builders: list[Builder[ComponentBase]] = [builder_of(_component(kind)) for kind in KIND_NAMES]
    subjects = [subject for found in builders for subject in found.nesting.passes]
    assert len(subjects) == len(set(subjects))
    assert set(subjects).isdisjoint({"vpc", "subnet", "security_group", "alarm_topic"})


def test_an_unknown_kind_is_an_error() -> None:
    """A kind nobody offers stops the synthesis."""
    with pytest.raises(TypeError, match="there is no kind 'sqs_queue'"):
        builder_of(_component("sqs_queue"))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Return the module `cdk` of a kind from another distribution."""
    package, made = ModuleType("aws_queues"), ModuleType("aws_queues.cdk")
    monkeypatch.setitem(sys.modules, "aws_queues", package)
    monkeypatch.setitem(sys.modules, "aws_queues.cdk", made)
    monkeypatch.setattr(builder, "package_of", {"sqs_queue": "aws_queues"}.get)
    builder._builder_named.cache_clear()
    yield made
    builder._builder_named.cache_clear()


def test_another_distribution_brings_its_builder(elsewhere: ModuleType) -> None:
    """It is in the module `cdk` of the package of the kind."""
    vars(elsewhere)["BUILDER"] = BUILDER
    found: Builder[ComponentBase] = builder_of(_component("sqs_queue"))
    assert found is BUILDER


def test_a_kind_without_builder_is_an_error(elsewhere: ModuleType) -> None:
    """A package whose module exports something else is named."""
    vars(elsewhere)["BUILDER"] = kind_named("actor")
    with pytest.raises(TypeError, match=r"aws_queues\.cdk exports no BUILDER"):
        builder_of(_component("sqs_queue"))


def test_one_stack_gives_each_component() -> None:
    """The construct of a component is that of the stack that creates it, whoever else refers to it."""
    made = plan(load(ROOT / "specs/saas_enterprise.yaml").variants()["production"], "production")
    created = {name: stack.id for stack in made.stacks for name in stack.components}
    given = [(name, program.id) for program in stack_programs(made) for name in program.program.handles]
    assert sorted(pair for pair in given if pair[0] in created) == sorted(created.items())
    assert {name for name, _stack in given} - created.keys() == {"dns"}, "which is there already"
