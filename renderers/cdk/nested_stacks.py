"""Stacks inside Main: the CDK's nested stacks, with every value of Main that they need as a parameter of the plan's.

The CDK would pass values by itself, under names made of the place of both stacks in the app; a template would then
differ from app to app.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Final, assert_never

from archspec.architecture import Arrow
from archspec.components.base import Placement
from archspec.planning import Plan
from archspec.planning.nested_stacks import Contents, NestedStack
from archspec.planning.passed import Passed
from archspec.planning.workloads import VPC
from renderers.cdk.alarms import build_alarms
from renderers.cdk.aws import cdk, ec2, section, sns
from renderers.cdk.builder import Handover, build_component, builder_of, builders_of, learn
from renderers.cdk.built import Built
from renderers.cdk.security_groups import build_rules, close_group, closed_group
from renderers.cdk.stack_build import StackBuild, subnet_type

_TIERS: Final[tuple[Placement, ...]] = ("isolated", "private", "public")


def moved_components(plan: Plan) -> frozenset[str]:
    """Return the components that are made in stacks inside Main, with everything that only they need."""
    moved = [planned.components for planned in plan.nested_stacks if planned.contents is Contents.SERVICES]
    return frozenset(chain.from_iterable(moved))


def build_nested_groups(main: StackBuild) -> None:
    """Make the security groups of services in nested stacks, which come before anything that names one."""
    for planned in main.plan.nested_stacks:
        if planned.contents is Contents.GROUPS:
            _groups(main, planned)


def _groups(main: StackBuild, planned: NestedStack) -> None:
    section(planned.id, f"Security groups of {len(planned.components)} services")
    stack, build = _nested(main, planned)
    for name in planned.components:
        group_id = closed_group(build, name)
        output = f"{build.id(name, 'SecurityGroup')}Id"
        cdk.CfnOutput(stack, output, value=group_id)
        main.groups[name] = _resource(stack).get_att(f"Outputs.{output}").to_string()


def build_nested_workloads(main: StackBuild) -> None:
    """Make the services and guards in nested stacks."""
    for planned in main.plan.nested_stacks:
        match planned.contents:
            case Contents.GROUPS:
                pass
            case Contents.SERVICES:
                _services(main, planned)
            case Contents.GUARDS:
                _guards(main, planned)
            case _ as unreachable:
                assert_never(unreachable)


def _services(main: StackBuild, planned: NestedStack) -> None:
    components = main.architecture.components
    for name in planned.components:
        builder_of(components[name]).nesting.stays(main, name, components[name])
    section(planned.id, f"{len(planned.components)} services")
    stack, build = _nested(main, planned)
    for name in planned.components:
        close_group(build, name)
    build_rules(build, sorted(main.plan.rules, key=lambda rule: rule.id))
    leading = _arrows_to(build, planned.components)
    for name in planned.components:
        build_component(build, name)
        main.know(name, Built(construct=build.built[name].construct))
        for arrow in leading[name]:
            builder_of(components[arrow.source]).nesting.follow(build, arrow)
    build_alarms(build)
    _wait(main, stack, planned)


def _arrows_to(build: StackBuild, names: tuple[str, ...]) -> dict[str, list[Arrow]]:
    found: dict[str, list[Arrow]] = {name: [] for name in names}
    for arrow in build.architecture.sorted_connections:
        if arrow.target in found:
            found[arrow.target].append(arrow)
    return found


def _guards(main: StackBuild, planned: NestedStack) -> None:
    section(planned.id, f"Alarms and web ACLs of {len(planned.components)} components")
    _stack, build = _nested(main, planned)
    components = main.architecture.components
    for name in planned.components:
        builder_of(components[name]).nesting.guard(build, name, components[name])
    build_alarms(build)


def _wait(main: StackBuild, stack: cdk.NestedStack, planned: NestedStack) -> None:
    """Start no service before its way out and what it needs are there; CloudFormation sees no order there."""
    resource = _resource(stack)
    subnets = [passed.of for passed in planned.parameters if passed.subject == "subnet"]
    for tier in _TIERS:
        if any(subnet.startswith(tier) for subnet in subnets):
            selected = main.require_vpc().select_subnets(subnet_type=subnet_type(tier))
            resource.node.add_dependency(selected.internet_connectivity_established)
    targets = {arrow.target for name in planned.components for arrow in main.architecture.arrows_from(name)}
    for target in sorted(targets):
        for needed in main.built[target].ready:
            resource.node.add_dependency(needed)


def _nested(main: StackBuild, planned: NestedStack) -> tuple[cdk.NestedStack, StackBuild]:
    """Make a nested stack, and what its builders share: everything of Main's that it has as a parameter."""
    stack = cdk.NestedStack(main.scope, planned.id, description=f"{planned.id} of {main.stack.name}")
    resource = _resource(stack)
    # Where `cdk diff` looks for the template.
    resource.add_metadata("aws:asset:path", stack.template_file)
    resource.add_metadata("aws:asset:property", "TemplateURL")
    build = StackBuild(stack, main.plan, main.stack, nested=planned)
    learn(build)
    handovers = _handovers(main)
    values = {}
    for passed in planned.parameters:
        # No id of a component has a hyphen, so the construct has its id to itself; CloudFormation sees none.
        parameter = cdk.CfnParameter(stack, f"{passed.id}-", type="String")
        stack.set_parameter(passed.id, _value(main, passed, handovers))
        build.parameters[passed.id] = parameter
        values[passed] = parameter.value_as_string
    _receive(build, values, handovers)
    return stack, build


def _resource(stack: cdk.NestedStack) -> cdk.CfnResource:
    resource = stack.nested_stack_resource
    assert resource is not None  # noqa: S101  the CDK makes one for every nested stack
    return resource


def _handovers(build: StackBuild) -> Mapping[str, Handover]:
    builders = builders_of(build.architecture.components.values())
    return {subject: handover for builder in builders for subject, handover in builder.nesting.passes.items()}


def _value(main: StackBuild, passed: Passed, handovers: Mapping[str, Handover]) -> str:
    match passed.subject:
        case "vpc":
            return main.require_vpc().vpc_id
        case "subnet":
            tier, _, number = passed.of.partition(" ")
            return _subnets(main.require_vpc(), tier)[int(number) - 1].subnet_id
        case "security_group":
            return main.groups[passed.of]
        case "alarm_topic":
            assert main.alarm_topic is not None  # noqa: S101  whoever needs it has an alarm
            return main.alarm_topic.topic_arn
        case subject if subject in handovers:
            return handovers[subject].give(main, passed)
        case output:
            return main.built[passed.of].outputs[output]


def _subnets(vpc: ec2.IVpc, tier: str) -> list[ec2.ISubnet]:
    return {"public": vpc.public_subnets, "private": vpc.private_subnets, "isolated": vpc.isolated_subnets}[tier]


def _receive(build: StackBuild, values: Mapping[Passed, str], handovers: Mapping[str, Handover]) -> None:
    """Let builders know what the parameters stand for, as they know it in Main."""
    build.vpc = _vpc(build, values)
    for passed, value in values.items():
        if passed.subject == "security_group":
            build.groups[passed.of] = value
    for passed, value in values.items():
        _receive_one(build, passed, value, handovers)


def _receive_one(build: StackBuild, passed: Passed, value: str, handovers: Mapping[str, Handover]) -> None:
    match passed.subject:
        case "vpc" | "subnet" | "security_group":
            return
        case "alarm_topic":
            build.alarm_topic = sns.Topic.from_topic_arn(build.scope, "AlarmTopic", value)
        case subject if subject in handovers:
            handovers[subject].take(build, passed, value)
        case output:
            build.know(passed.of, Built(outputs={output: value}))


def _vpc(build: StackBuild, values: Mapping[Passed, str]) -> ec2.IVpc | None:
    planned = build.plan.vpc
    if planned is None or VPC not in values:
        return None
    subnets: dict[str, list[str]] = {"public": [], "private": [], "isolated": []}
    for passed, value in values.items():
        if passed.subject == "subnet":
            subnets[passed.of.partition(" ")[0]].append(value)
    return ec2.Vpc.from_vpc_attributes(
        build.scope,
        "Vpc",
        vpc_id=values[VPC],
        availability_zones=list(planned.zones),
        public_subnet_ids=subnets["public"] or None,
        private_subnet_ids=subnets["private"] or None,
        isolated_subnet_ids=subnets["isolated"] or None,
    )
