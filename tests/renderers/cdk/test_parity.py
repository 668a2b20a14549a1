"""One template three ways: builders straight on aws_cdk, played through jsii in a user's app, played in plain Node."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from archspec import load
from archspec.architecture import Architecture
from archspec.components.base import facts_file
from archspec.errors import PlanError, RenderError
from archspec.loading.lock_file import LockedEnvironment, lock_text
from archspec.planning import plan
from archspec.testing import architectures
from renderers.cdk.synth import assets, context, stack_programs, synthesize
from tests.cdk.synthesis import player, tight_quotas

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow

MANY = bool(os.environ.get("ARCHSPEC_MANY"))
SPECS = (
    "specs/saas_enterprise.yaml",
    "specs/examples/order_platform.yaml",
    "specs/examples/regional_apis.py",
    "specs/examples/static_site.yaml",
)


def _variants() -> Iterator[tuple[str, str | None]]:
    for spec in SPECS:
        yield from ((spec, environment) for environment in load(ROOT / spec).variants())


VARIANTS = list(_variants())
DIVISIBLE = [("specs/saas_enterprise.yaml", "production"), ("specs/examples/order_platform.yaml", None)]
"""Variants that are divided as if Main were too large."""


@cache
def _architecture(spec: str, environment: str | None) -> Architecture:
    return load(ROOT / spec).variants()[environment]


@cache
def _in_node(spec: str, environment: str | None) -> Mapping[str, Any]:
    made = plan(_architecture(spec, environment), environment)
    return synthesize(made, player()).templates(made)


def _in_app(architecture: Architecture, environment: str | None, flags: Mapping[str, object]) -> dict[str, Any]:
    """Return the templates of an app that has the stacks in a stage of its own."""
    # Not at the top: this starts Node, and a run that deselects slow tests has no use for it.
    from archspec.cdk import ArchitectureStacks  # noqa: PLC0415

    import aws_cdk as cdk  # noqa: PLC0415  # isort: skip  after ours, which settles what Node jsii starts

    app = cdk.App(context=dict(flags))
    made = ArchitectureStacks(cdk.Stage(app, "Live"), "Shop", architecture, environment=environment)
    by_name = {stack.stack_name: stack.template for stack in app.synth().get_nested_assembly("assembly-Live").stacks}
    return {name: by_name[stack.stack_name] for name, stack in made.stacks.items()}


def _flags() -> dict[str, Any]:
    found: dict[str, Any] = facts_file("feature_flags", "renderers.cdk")["flags"]
    return found


FLAGS = {
    "none": {},
    "all": _flags(),
    "opposite": {name: not value for name, value in _flags().items() if isinstance(value, bool)},
}


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize(("spec", "environment"), VARIANTS)
def test_an_app_of_the_users_own_gives_the_same(spec: str, environment: str | None, flags: str) -> None:
    """Whatever flags the app sets, and wherever in it the stacks are."""
    in_app = _in_app(_architecture(spec, environment), environment, FLAGS[flags])
    assert in_app == _in_node(spec, environment)


DIRECT = """
import json, sys, tempfile
from dataclasses import replace
from pathlib import Path
from archspec import load
from archspec.planning import plan
from archspec.planning.quotas import aws_quotas
from renderers.cdk.program.playing.jsii_player import prepare_jsii
prepare_jsii()
import aws_cdk as cdk
from renderers.cdk.program.recording.direct import ASSETS
from renderers.cdk.stacks import build_stack
from renderers.cdk.synth import assets, context
for spec, environment, divided in json.loads(sys.argv[1]):
    architecture = load(spec).variants()[environment]
    made = plan(architecture, environment)
    if divided:
        quotas = replace(aws_quotas(), resources=made.resources["Main"] - 1)
        made = plan(architecture, environment, quotas=quotas)
    ASSETS.update(assets(made, Path(tempfile.mkdtemp(dir=sys.argv[2]))))
    app = cdk.App(context=context())
    for stack in made.stacks:
        env = cdk.Environment(account=stack.account, region=stack.region)
        props = {'stack_name': stack.name, 'env': env, 'analytics_reporting': False, 'tags': dict(made.tags)}
        build_stack(cdk.Stack(app, stack.id, **props), made, stack)
    found = {stack.stack_name: stack.template["Resources"] for stack in app.synth().stacks}
    print(json.dumps({stack.id: found[stack.name] for stack in made.stacks}))
"""


def test_recording_loses_nothing(tmp_path: Path) -> None:
    """The same builders, run straight on aws_cdk, give the same resources."""
    environment = {**os.environ, "ARCHSPEC_CDK_DIRECT": "1"}
    cases = [*((*variant, False) for variant in VARIANTS), *((*variant, True) for variant in DIVISIBLE)]
    command = [sys.executable, "-c", DIRECT, json.dumps(cases), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    direct = [json.loads(line) for line in done.stdout.splitlines()]
    for (spec, name, divided), resources in zip(cases, direct, strict=True):
        expected = _divided(spec, name) if divided else _in_node(spec, name)
        assert {stack: _placeless(found) for stack, found in resources.items()} == {
            stack: _placeless(template["Resources"]) for stack, template in expected.items() if "/" not in stack
        }


def _divided(spec: str, environment: str | None) -> Mapping[str, Any]:
    architecture = _architecture(spec, environment)
    made = plan(architecture, environment, quotas=tight_quotas(architecture, environment))
    return synthesize(made, player()).templates(made)


@pytest.mark.parametrize(("spec", "environment"), DIVISIBLE)
def test_nested_stacks_are_the_same_in_an_app_of_the_users_own(
    spec: str, environment: str | None, tmp_path: Path
) -> None:
    """Where services are in stacks inside Main, too: no id, value or hash depends on the place in the app."""
    architecture = _architecture(spec, environment)
    made = plan(architecture, environment, quotas=tight_quotas(architecture, environment))
    in_node = synthesize(made, player()).templates(made)
    assert [stack for stack in in_node if "/" in stack]
    from renderers.cdk.program.playing.jsii_player import play_on_jsii, prepare_jsii  # noqa: PLC0415  as in `_in_app`

    prepare_jsii()
    import aws_cdk as cdk  # noqa: PLC0415

    parent = cdk.Stack(app := cdk.App(context={}), "Outer")
    play_on_jsii(parent, stack_programs(made), context=context(), assets=assets(made, tmp_path))
    by_name = {stack.stack_name: stack.template for stack in app.synth().stacks}
    assert {stack.id: _placeless(by_name[stack.name]) for stack in made.stacks} == {
        stack.id: _placeless(in_node[stack.id]) for stack in made.stacks
    }


def test_a_lock_keeps_services_in_an_app_of_the_users_own(tmp_path: Path) -> None:
    """What `archspec synth` recorded is where services are in an app, too."""
    spec, environment = DIVISIBLE[0]
    architecture = _architecture(spec, environment)
    recorded = {"api": "Services3", "database": "Guards2", "cache": "Main", "load_balancer": "Main"}
    lock = tmp_path / "shop.lock.json"
    known = {str(environment): LockedEnvironment({}, recorded)}
    lock.write_text(lock_text(known), encoding="utf-8")
    from archspec.cdk import ArchitectureStacks  # noqa: PLC0415  as in `_in_app`

    import aws_cdk as cdk  # noqa: PLC0415  # isort: skip

    app = cdk.App()
    made = ArchitectureStacks(app, "Shop", architecture, environment=environment, lock=lock)
    planned = plan(architecture, environment, recorded=recorded)
    assert [nested.id for nested in planned.nested_stacks] == ["Groups1", "Services3", "Guards2"]
    by_name = {stack.stack_name: stack.template for stack in app.synth().stacks}
    in_app = {name: _placeless(by_name[stack.stack_name]) for name, stack in made.stacks.items()}
    in_node = synthesize(planned, player()).templates(planned)
    assert in_app == {name: _placeless(template) for name, template in in_node.items() if "/" not in name}
    assert set(made.components) >= {"api", "database"}


def _placeless(template: Any) -> Any:  # noqa: ANN401  JSON
    """Return a template without the files of nested ones, which are named by their place; their hashes stay."""
    text = re.sub('"aws:asset:path": "[^"]*nested.template.json"', "", json.dumps(template))
    return re.sub('{, "aws:asset:property"', '{"aws:asset:property"', text)


@given(architectures())
@settings(max_examples=300 if MANY else 10, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_generated_architectures_give_the_same(architecture: Architecture) -> None:
    """Names, counts and choices nobody thought of do not tell the two players apart."""
    try:
        made = plan(architecture)
        in_node = synthesize(made, player()).templates(made)
    except (PlanError, RenderError):
        assume(False)  # noqa: FBT003  Hypothesis' own signature
    assert _in_app(architecture, None, {}) == in_node
