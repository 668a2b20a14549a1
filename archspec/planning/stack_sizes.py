"""How large the stacks of a plan are, and which of them AWS would refuse for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, assert_never

from archspec.errors import Mistake
from archspec.planning.kind import planning_of
from archspec.planning.names import repeated
from archspec.planning.quotas import Quotas
from archspec.planning.resources import (
    component_resources,
    generated_secrets,
    guards_of,
    has_alarms,
    shared_resources,
)
from archspec.planning.security import CloudFrontPeer
from archspec.planning.settings import Container
from archspec.planning.stacks import Stack, alarm_stack, stack_of
from archspec.planning.workloads import alarm_home, rule_home, target_resources

if TYPE_CHECKING:
    from archspec.planning.nested_stacks import NestedStack
    from archspec.planning.plan import Plan

_LEAST_BYTES: Final = 400
"""Less than a resource has on average in any template of more than a few."""


def stack_resources(plan: "Plan", stack: Stack) -> int:
    """Return how many resources the template of a stack has, without those of the stacks inside it."""
    if stack.id == "Main":
        return main_resources(plan)
    alarms = sum(alarm_stack(plan.architecture, alarm) == stack.id for alarm in plan.alarms)
    return shared_resources(plan, stack) + sum(component_resources(plan, name) for name in stack.components) + alarms


def main_resources(plan: "Plan") -> int:
    """Return how many resources the template of Main has; each stack inside it is one."""
    main = next((stack for stack in plan.stacks if stack.id == "Main"), None)
    if main is None:
        return 0
    movers = plan.by_component.movers
    nested = {name: home for name, home in plan.homes.items() if name in movers}
    components = sum(component_resources(plan, name) for name in main.components if name not in nested)
    return (
        len(plan.nested_stacks)
        + shared_resources(plan, main)
        + components
        + generated_secrets(plan)
        + sum(group.owner not in nested for group in plan.security_groups)
        + sum(rule_home(rule, nested, movers) is None for rule in plan.rules)
        + _targets(plan)
        + sum(guards_of(plan, name).resources for name in main.components if name not in plan.homes)
        + _alarms(plan)
    )


def least_main_bytes(plan: "Plan") -> int:
    """Return what the template of Main is longer than, by what nobody can shorten."""
    containers = (made for made in plan.containers if made.component not in plan.homes)
    return main_resources(plan) * _LEAST_BYTES + sum(map(container_bytes, containers))


def container_bytes(container: Container) -> int:
    """Return the length of the texts that a container is told."""
    values = [setting.value for setting in container.settings if isinstance(setting.value, str)]
    names = [*(setting.name for setting in container.settings), *(secret.name for secret in container.secrets)]
    return sum(len(text.encode()) for text in (*names, *values))


def _targets(plan: "Plan") -> int:
    return sum(
        target_resources(planned, route, nested=False)
        for planned in plan.listeners
        for route in planned.routes
        if route.arrow.target not in plan.homes
    )


def _alarms(plan: "Plan") -> int:
    inside = (alarm for alarm in plan.alarms if alarm_stack(plan.architecture, alarm) == "Main")
    return sum(alarm_home(alarm, plan.homes) is None for alarm in inside)


def all_resources(plan: "Plan") -> int:
    """Return how many resources Main and the stacks inside it have together."""
    return main_resources(plan) + sum(stack.resources for stack in plan.nested_stacks)


def size_notes(plan: "Plan", quotas: Quotas) -> tuple[str, ...]:
    """Return what whoever deploys the plan has to know of its size."""
    count = all_resources(plan)
    if count <= quotas.operation_resources:
        return ()
    note = (
        f"Main and the stacks inside it have {count:,} resources, and CloudFormation makes"
        f" {quotas.operation_resources:,} in one operation: deploy a new environment in steps, first with some of its"
        " services, then with more"
    )
    return (note,)


def size_mistakes(plan: "Plan", quotas: Quotas) -> Iterator[Mistake]:
    """Return a mistake for each stack that has more of something than AWS takes."""
    for stack in plan.stacks:
        yield from _stack(plan, stack, quotas)
    for nested in plan.nested_stacks:
        yield from _nested(nested, quotas)
    yield from _target_groups(plan, quotas)
    yield from _task_definitions(plan, quotas)


def _stack(plan: "Plan", stack: Stack, quotas: Quotas) -> Iterator[Mistake]:
    advice = _of_main(plan) if stack.id == "Main" else _of_others(stack)
    counts = [(stack_resources(plan, stack), quotas.resources, "resources")]
    if stack.id == "Main":
        counts.append((least_main_bytes(plan), quotas.template_bytes, "bytes in its template"))
    for count, most, what in counts:
        if count > most:
            message = f"stack {stack.id} would have {count:,} {what}, and CloudFormation takes {most:,}; {advice}"
            yield Mistake((), message)
    parameters = stack_parameters(plan, stack)
    if parameters > quotas.parameters:
        message = (
            f"stack {stack.id} would have {parameters:,} parameters, most of them image tags, and CloudFormation takes"
            f" {quotas.parameters:,}; let services that are released together share one"
        )
        yield Mistake((), message)
    outputs = stack_outputs(plan, stack, quotas)
    if outputs > quotas.outputs:
        message = (
            f"stack {stack.id} would have {outputs:,} outputs, and CloudFormation takes {quotas.outputs:,};"
            " divide the architecture into several specs"
        )
        yield Mistake((), message)


def _of_main(plan: "Plan") -> str:
    staying = [name for name in plan.placement if plan.placement[name] == "Main"]
    held = [name for name, first_id in plan.by_component.movers.items() if first_id in staying]
    if plan.nested_stacks and not held:
        return (
            "services and alarms are in nested stacks already, and what holds data, load balancers and the network"
            " never are; divide the architecture into several specs"
        )
    return (
        f"the lock keeps {len(held):,} services in it, since another place means another service; give one that may be"
        f" made anew another id, such as {held[0]}_2 for {held[0]!r}, and it goes to a nested stack"
        if held
        else "divide the architecture into several specs"
    )


def _of_others(stack: Stack) -> str:
    match stack.id:
        case "Edge":
            what = "distributions, their buckets and host names"
        case "Zone":
            what = "hosted zones"
        case "Registry":
            what = "image repositories"
        case "Main":
            what = "everything else"
        case _:
            assert_never(stack.id)
    return f"it has the {what}, which go to no nested stack; divide the architecture into several specs"


def _nested(nested: "NestedStack", quotas: Quotas) -> Iterator[Mistake]:
    advice = (
        f"give one of its components another id, and it goes to a stack with room: {', '.join(nested.components[:5])}"
        if len(nested.components) > 1
        else f"divide {nested.components[0]!r} into several components"
    )
    for count, most, what in (
        (nested.resources, quotas.resources, "resources"),
        (len(nested.parameters), quotas.parameters, "parameters"),
    ):
        if count > most:
            message = f"stack {nested.id} would have {count:,} {what}, and CloudFormation takes {most:,}; {advice}"
            yield Mistake(("components", nested.components[0]), message)
    for name in repeated(passed.id for passed in nested.parameters):
        message = f"the parameter {name!r} of stack {nested.id} would be there twice; give a component, a secret or an"
        yield Mistake((), f"{message} image tag whose name it is made of another name")


def stack_parameters(plan: "Plan", stack: Stack) -> int:
    """Return how many parameters a stack has: the CDK's own, image tags, ids of zones, and the list of CloudFront."""
    records = {record.zone for record in plan.records if record.component in stack.components}
    proofs = {proof.zone for proof in plan.certificates if proof.component in stack.components}
    zones = sum(_is_created(plan, zone) for zone in records | proofs) if stack.id in {"Edge", "Main"} else 0
    if stack.id != "Main":
        return 1 + zones
    tags = {needs.tag_parameter for needs in plan.by_component.container_needs.values()} - {None}
    from_cloudfront = any(isinstance(rule.peer, CloudFrontPeer) for rule in plan.rules)
    return 1 + zones + len(tags) + (from_cloudfront and plan.cloudfront_prefix_list is None)


def _is_created(plan: "Plan", zone: str | None) -> bool:
    return zone is not None and stack_of(plan.architecture, zone) is not None


def stack_outputs(plan: "Plan", stack: Stack, quotas: Quotas) -> int:
    """Return how many outputs a stack has; the Registry has none where there are too many repositories."""
    if stack.id == "Registry":
        return len(plan.repositories) if len(plan.repositories) <= quotas.outputs else 0
    components = (plan.architecture.components[name] for name in stack.components)
    return sum(planning_of(component).size.outputs for component in components) + has_alarms(plan, stack.id)


def _target_groups(plan: "Plan", quotas: Quotas) -> Iterator[Mistake]:
    for planned in plan.listeners:
        if len(planned.routes) > quotas.target_groups:
            message = (
                f"{planned.component!r} leads to {len(planned.routes):,} services, and a load balancer takes"
                f" {quotas.target_groups:,} target groups; give some of them a load balancer of their own"
            )
            yield Mistake(("components", planned.component), message)


def _task_definitions(plan: "Plan", quotas: Quotas) -> Iterator[Mistake]:
    for container in plan.containers:
        length = container_bytes(container)
        if length > quotas.task_definition_bytes:
            message = (
                f"{container.component!r} is told {length:,} bytes of settings, and a task definition takes"
                f" {quotas.task_definition_bytes:,}; let the service read them from a file or a bucket"
            )
            yield Mistake(("components", container.component, "environment"), message)
