"""What each stack is built of."""

from collections.abc import Iterable, Mapping
from typing import assert_never

from archspec.components.base import ComponentBase
from archspec.components.registry import KIND_NAMES
from archspec.planning import Plan
from archspec.planning.quotas import aws_quotas
from archspec.planning.stacks import Stack
from renderers.cdk.access_logs import build_access_logs
from renderers.cdk.alarms import build_alarm_topic, build_alarms
from renderers.cdk.aws import Construct, cdk, ecr, section
from renderers.cdk.builder import build_component, builder_of, learn
from renderers.cdk.endpoints import build_health_checks
from renderers.cdk.nested_stacks import build_nested_groups, build_nested_workloads, moved_components
from renderers.cdk.network import build_network
from renderers.cdk.security_groups import build_security_groups
from renderers.cdk.stack_build import StackBuild

_IMAGES_KEPT = 50


def build_stack(scope: Construct, plan: Plan, stack: Stack) -> Mapping[str, object]:
    """Make everything in a stack, and return the main construct of each component by id."""
    build = StackBuild(scope, plan, stack)
    match stack.id:
        case "Zone":
            _components(build)
        case "Registry":
            _registry(build)
        case "Edge":
            _edge(build)
        case "Main":
            _main(build)
        case _ as unreachable:
            assert_never(unreachable)
    return _handles(build)


def _handles(build: StackBuild) -> Mapping[str, object]:
    """Return what the stack creates, and what no stack creates."""
    elsewhere = {name for stack in build.plan.stacks if stack != build.stack for name in stack.components}
    return {
        name: built.construct
        for name, built in build.built.items()
        if built.construct is not None and name not in elsewhere
    }


def _registry(build: StackBuild) -> None:
    section("repositories", "Container images, which have to be there before the services that run them")
    for repository in build.plan.repositories:
        made = ecr.Repository(
            build.scope,
            repository.id,
            repository_name=repository.name,
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            encryption=ecr.RepositoryEncryption.KMS,
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        made.add_lifecycle_rule(description=f"Keep the last {_IMAGES_KEPT} images", max_image_count=_IMAGES_KEPT)
        # A URI follows from the name; where a template could not hold them all, it holds none.
        if len(build.plan.repositories) <= aws_quotas().outputs:
            cdk.CfnOutput(build.scope, f"{repository.id}Uri", value=made.repository_uri)


def _edge(build: StackBuild) -> None:
    _refer(build)
    build_access_logs(build)
    build_alarm_topic(build)
    _components(build)
    build_health_checks(build)
    build_alarms(build)


def _main(build: StackBuild) -> None:
    _refer(build)
    build_network(build)
    build_nested_groups(build)
    build_security_groups(build)
    build_access_logs(build)
    build_alarm_topic(build)
    _components(build)
    build_nested_workloads(build)
    build_alarms(build)


def _refer(build: StackBuild) -> None:
    """Learn what the stack may know of each component that it does not create itself, or not yet."""
    learn(build)
    for name, component in build.architecture.components.items():
        if name not in build.created:
            build.know(name, builder_of(component).use(build, name, component))


def _components(build: StackBuild) -> None:
    """Make the components of the stack, but for those in stacks inside it."""
    components = build.architecture.components
    _prepare(build, build.stack.components)
    moved = moved_components(build.plan)
    here = [name for name in build.stack.components if name not in moved]
    for name in sorted(here, key=lambda name: _turn(components[name])):
        build_component(build, name)
    for name in here:
        builder_of(components[name]).finish(build, name, components[name])


def _prepare(build: StackBuild, names: Iterable[str]) -> None:
    by_kind: dict[str, dict[str, ComponentBase]] = {}
    for name in names:
        component = build.architecture.components[name]
        by_kind.setdefault(component.kind, {})[name] = component
    for components in by_kind.values():
        builder_of(next(iter(components.values()))).prepare(build, components)


def _turn(component: ComponentBase) -> tuple[int, int, str]:
    """Return when a component is built: by phase, and in one phase by kind, as documents list them."""
    place = KIND_NAMES.index(component.kind) if component.kind in KIND_NAMES else len(KIND_NAMES)
    return builder_of(component).phase, place, component.kind
