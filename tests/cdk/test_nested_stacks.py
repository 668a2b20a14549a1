"""Architectures whose services are in stacks inside Main keep what those in one stack keep."""

import json
from collections.abc import Mapping
from typing import Any, Final

import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs
from hypothesis import HealthCheck, assume, given, settings

from archspec.architecture import Architecture
from archspec.errors import PlanError
from archspec.planning import Plan, plan
from archspec.planning.nested_stacks import Contents
from archspec.planning.quotas import aws_quotas
from archspec.planning.stack_sizes import stack_outputs, stack_parameters
from renderers.cdk.program.playing.node_player import NodePlayer
from renderers.cdk.stateful import stateful_resources
from renderers.cdk.synth import Assembly, synthesize
from tests.cdk.account import deployed, incomplete
from tests.cdk.deployment import deployment_of
from tests.cdk.drawn import deployable_architectures
from tests.cdk.edits import Data, bodies, difference, edited
from tests.cdk.nested import STACK
from tests.cdk.promises import PROMISES, Promise, broken
from tests.cdk.scanners import Finding, suppressions
from tests.cdk.synthesis import REFERENCE, SHIPPED, divided, environments, player, shipped, synthesized, tight_quotas
from tests.cdk.test_promises import DRAWN, PHASES
from tests.plan.mixes import mix

DIVISIBLE: Final = SHIPPED[:3]
"""The specs of the repository that have services."""


def _first(spec: str) -> tuple[Architecture, str | None]:
    environment, architecture = next(iter(environments(spec).items()))
    return architecture, environment


@pytest.mark.parametrize("spec", DIVISIBLE)
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_divided_specs_keep_each_promise(spec: str, promise: Promise) -> None:
    """Seen as a whole, a stack with stacks inside it keeps what one stack keeps."""
    assert list(promise(divided(*_first(spec)))) == []


def _judge_counts(made: Plan) -> None:
    """Compare what the plan counts with the templates."""
    templates = synthesize(made, player()).templates(made)
    names = {key.rpartition("/")[2]: template for key, template in templates.items()}
    assert {name: len(template["Resources"]) for name, template in names.items()} == made.resources
    for stack in made.stacks:
        assert len(names[stack.id].get("Parameters", {})) == stack_parameters(made, stack)
        assert len(names[stack.id].get("Outputs", {})) == stack_outputs(made, stack, aws_quotas())
    for nested in made.nested_stacks:
        assert names[nested.id]["Parameters"].keys() == {passed.id for passed in nested.parameters}


@pytest.mark.parametrize(("spec", "environment"), list(shipped()))
def test_the_plan_counts_what_templates_have(spec: str, environment: str | None) -> None:
    """To the last resource, parameter and output, in one stack and in several."""
    architecture = environments(spec)[environment]
    _judge_counts(plan(architecture, environment))
    if spec in DIVISIBLE:
        _judge_counts(plan(architecture, environment, quotas=tight_quotas(architecture, environment)))


@pytest.mark.slow
@settings(max_examples=DRAWN, phases=PHASES, suppress_health_check=list(HealthCheck), deadline=None)
@given(deployable_architectures())
def test_the_plan_counts_what_any_template_has(drawn: tuple[Architecture, str | None]) -> None:
    """For choices nobody thought of, too: the count is exact, so that 500 are planned and 501 are not."""
    architecture, environment = drawn
    _judge_counts(plan(architecture, environment))
    assume("Main" in plan(architecture, environment).resources)
    try:
        made = plan(architecture, environment, quotas=tight_quotas(architecture, environment))
    except PlanError:
        assume(condition=False)
        raise
    _judge_counts(made)


@pytest.mark.slow
def test_a_realistic_mix_of_300_components_is_synthesized() -> None:
    """Every template is within what CloudFormation takes, and the plan counts its resources."""
    made = plan(mix(300))
    assembly = synthesize(made, player())
    sizes = [len(content) for name, content in assembly.files.items() if name.endswith(".template.json")]
    assert max(sizes) <= aws_quotas().template_bytes
    _judge_counts(made)
    assert broken(deployment_of(made.architecture, assembly.templates(made))) == []


@pytest.mark.slow
@settings(max_examples=DRAWN, phases=PHASES, suppress_health_check=list(HealthCheck), deadline=None)
@given(deployable_architectures())
def test_any_divided_architecture_keeps_every_promise(drawn: tuple[Architecture, str | None]) -> None:
    """Whatever can be deployed keeps the promises in several stacks, too."""
    architecture, environment = drawn
    assume("Main" in plan(architecture, environment).resources)
    try:
        deployment = divided(architecture, environment)
    except PlanError:
        assume(condition=False)
        raise
    assert broken(deployment) == []


def _made(spec: str) -> tuple[Plan, Assembly]:
    architecture, environment = _first(spec)
    made = plan(architecture, environment, quotas=tight_quotas(architecture, environment))
    return made, synthesize(made, player())


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_dividing_opens_and_grants_the_same(spec: str) -> None:
    """The resources are those of one stack, but for the rule in place of a listener's default action."""
    architecture, environment = _first(spec)
    whole, apart = synthesized(architecture, environment), divided(architecture, environment)
    assert apart.rules == whole.rules
    assert _types(apart.main.body) - _types(whole.main.body) <= {"AWS::ElasticLoadBalancingV2::ListenerRule"}
    others = {stack for stack in whole.templates if stack != "Main"}
    assert {stack: apart.templates[stack].body for stack in others} == {
        stack: whole.templates[stack].body for stack in others
    }


def _types(body: Mapping[str, Any]) -> set[str]:
    return {item["Type"] for item in body["Resources"].values()}


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_nothing_that_holds_data_leaves_main(spec: str) -> None:
    """Stateful resources are where and what they would be in one stack, each with its logical id."""
    architecture, environment = _first(spec)
    whole = plan(architecture, environment)
    made, assembly = _made(spec)
    before = stateful_resources(synthesize(whole, player()).templates(whole), architecture)
    after = stateful_resources(assembly.templates(made), architecture)
    assert after == before
    assert {name.count("/") for name in after} == {1}


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_nothing_in_main_waits_for_a_service(spec: str) -> None:
    """Only stacks inside Main refer to stacks inside Main, and only for the ids of groups; so there is no circle."""
    made, assembly = _made(spec)
    main = assembly.templates(made)["Main"]["Resources"]
    contents = {stack.id: stack.contents for stack in made.nested_stacks}
    nested = {name: contents[name.partition("NestedStack")[0]] for name, item in main.items() if item["Type"] == STACK}
    for name, item in main.items():
        named = {other for other in nested if f'"{other}"' in json.dumps(item)}
        assert {nested[other] for other in named} <= {Contents.GROUPS}
        assert not named or name in nested
        assert not named or nested[name] is not Contents.GROUPS


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_parameters_are_those_of_the_plan(spec: str) -> None:
    """Nothing reaches a nested stack that the plan does not pass, and only groups have outputs."""
    made, assembly = _made(spec)
    templates = assembly.templates(made)
    for stack in made.nested_stacks:
        template = templates[f"Main/{stack.id}"]
        assert template["Parameters"].keys() == {passed.id for passed in stack.parameters}
        outputs = len(stack.components) if stack.contents is Contents.GROUPS else 0
        assert len(template.get("Outputs", {})) == outputs


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_templates_of_nested_stacks_are_uploaded_with_main(spec: str) -> None:
    """The asset manifest of Main names each, and its address in Main is that of the upload; `cdk diff` finds it."""
    made, assembly = _made(spec)
    manifests = [json.loads(content) for name, content in assembly.files.items() if name.endswith(".assets.json")]
    uploaded = {digest: item["source"]["path"] for each in manifests for digest, item in each["files"].items()}
    main = assembly.templates(made)["Main"]["Resources"]
    stacks = [item for item in main.values() if item["Type"] == STACK]
    assert len(stacks) == len(made.nested_stacks) > 0
    for item in stacks:
        address = item["Properties"]["TemplateURL"]["Fn::Join"][1][-1]
        assert uploaded[address.rpartition("/")[2].removesuffix(".json")] == item["Metadata"]["aws:asset:path"]
        assert item["Metadata"]["aws:asset:path"] in assembly.files
        assert item["DeletionPolicy"] == "Delete"


def _reversed(data: Data) -> None:
    for part in ("components", "connections", "clusters"):
        data[part] = dict(reversed(data.get(part, {}).items()))


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_order_changes_no_template(spec: str) -> None:
    """In another order, each nested template has the same hash, so that no stack is touched."""
    made, assembly = _made(spec)
    architecture, environment = _first(spec)
    again = edited(architecture, _reversed)
    other = plan(again, environment, quotas=tight_quotas(again, environment))
    assert _nested(other, synthesize(other, player())) == _nested(made, assembly)


def _nested(made: Plan, assembly: Assembly) -> dict[str, Any]:
    main = assembly.templates(made)["Main"]["Resources"]
    return {name: item for name, item in main.items() if item["Type"] == STACK}


def _with_another_service(data: Data) -> None:
    service = next(item for item in data["components"].values() if item["kind"] == "fargate_service")
    data["components"]["a_new_one"] = {**service, "port": 8080}


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_another_service_touches_no_other(spec: str) -> None:
    """What was recorded stays in its stack with its ids and values, whatever its stack then has besides."""
    architecture, environment = _first(spec)
    quotas = tight_quotas(architecture, environment)
    before = plan(architecture, environment, quotas=quotas)
    more = edited(architecture, _with_another_service)
    after = synthesized(more, environment, recorded=before.placement, quotas=quotas)
    found = difference(divided(architecture, environment), after)
    assert found.added
    assert not found.removed
    changed = {bodies(after)[name]["Type"] for name in found.changed}
    assert changed <= {"AWS::S3::BucketPolicy"}


@pytest.mark.parametrize("spec", DIVISIBLE)
def test_services_in_main_work_with_those_in_nested_stacks(spec: str) -> None:
    """Where the lock keeps every second component in Main, every promise holds, and the rules are the same."""
    architecture, environment = _first(spec)
    quotas = tight_quotas(architecture, environment)
    places = plan(architecture, environment, quotas=quotas).placement
    for kept in (sorted(places)[::2], sorted(places)[1::2]):
        recorded = dict(places) | dict.fromkeys(kept, "Main")
        mixed = synthesized(architecture, environment, recorded=recorded, quotas=quotas)
        assert broken(mixed) == []
        assert mixed.rules == divided(architecture, environment).rules


@pytest.mark.slow
@pytest.mark.parametrize("spec", DIVISIBLE)
def test_cfn_lint_finds_nothing_else(spec: str) -> None:
    """In Main and in every stack inside it, cfn-lint finds what is accepted of one stack."""
    made, assembly = _made(spec)
    accepted = [suppression for suppression in suppressions() if suppression.tool == "cfn-lint"]
    left = []
    for stack, template in assembly.templates(made).items():
        region = "us-east-1" if stack == "Edge" else made.architecture.region
        for match in lint(json.dumps(template), config=ManualArgs(regions=[region])):
            finding = Finding("cfn-lint", match.rule.id, f"{stack.partition('/')[0]}/{match.path[1]}", match.message)
            left += [] if any(suppression.covers(finding) for suppression in accepted) else [finding]
    assert left == []


@pytest.mark.slow
@pytest.mark.parametrize("spec", DIVISIBLE)
def test_the_validator_of_the_cdk_finds_no_error(spec: str) -> None:
    """The CDK's own validator lets a divided spec pass."""
    architecture, environment = _first(spec)
    made = plan(architecture, environment, quotas=tight_quotas(architecture, environment))
    with NodePlayer(validate=True) as validating:
        assert synthesize(made, validating).files


@pytest.mark.slow
def test_a_divided_reference_can_be_created() -> None:
    """Into an account of moto, with every value where CloudFormation would put it: each reference has its resource."""
    with deployed(divided(*_first(REFERENCE)), {"ImageTag": "2026.11.24-1"}) as account:
        assert list(incomplete(account)) == []


def test_a_spec_that_is_divided_twice_is_the_same() -> None:
    """The same spec gives the same bytes."""
    first, second = _made(REFERENCE)[1], _made(REFERENCE)[1]
    assert first.files == second.files
