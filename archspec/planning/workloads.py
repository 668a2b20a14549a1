"""What moves into nested stacks with each component, and what it needs of Main there.

With a service go its task definition, roles, logs, scaling, alarms, the rules of its security group, the rules that let
it reach what stays in Main, and the targets and rules of load balancers that lead to it. Of every other component in
Main only its guards can go: alarms, and the web ACL of a load balancer. What holds data, the network and the load
balancers themselves stay.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from archspec.architecture.offers import EXISTING, Grantee
from archspec.planning.alarms import HEALTH_CHECK, Alarm
from archspec.planning.containers import ContainerNeeds
from archspec.planning.endpoints import Listeners, Route
from archspec.planning.kind import planning_of, spot_of
from archspec.planning.parts import cluster_base, own_secret_id, tag_parameter_id
from archspec.planning.passed import Passed, Subject, security_group
from archspec.planning.placement import Workload
from archspec.planning.resources import component_resources, guards_of
from archspec.planning.security import GroupPeer, Rule
from archspec.planning.settings import Container, Output, Secret

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

_BYTES_OF_A_RESOURCE: Final = 1000
"""More than a resource has on average in any template, besides the texts of containers."""
_BYTES_OF_A_VARIABLE: Final = 250
"""More than the frame of an environment variable, or a reference in its place."""
VPC: Final = Passed("VpcId", Subject.VPC)
TOPIC: Final = Passed("AlarmTopicArn", Subject.ALARM_TOPIC)


def rule_home(rule: Rule, homes: Mapping[str, str], services: Collection[str]) -> str | None:
    """Return where a rule goes if some of the services are in `homes`; None is Main.

    A rule on the way out goes with the service whose group has it, which waits for it. One on the way in goes with the
    service that comes in, so that a stack has to know the groups its services call, and none of those that call them;
    from outside or from what stays in Main, it goes with the service whose group has it.
    """
    own = homes.get(rule.group)
    other = homes.get(rule.peer.owner) if isinstance(rule.peer, GroupPeer) else None
    if rule.direction == "egress" and rule.group in services:
        return own
    return other or own


def alarm_home(alarm: Alarm, homes: Mapping[str, str]) -> str | None:
    """Return where an alarm goes if components are in `homes`; one on targets goes with their service."""
    if alarm.subject == HEALTH_CHECK:
        # It is in Edge, whatever it watches.
        return None
    return homes.get(alarm.arrow.target if alarm.arrow is not None else alarm.component)


def rule_listeners(planned: Listeners) -> tuple[str, ...]:
    """Return the listeners of a load balancer that send requests to services."""
    https = ("Https",) if planned.certificate is not None else ()
    return (*https, "Http") if planned.http == "forward" else https


def target_resources(planned: Listeners, route: Route, *, nested: bool) -> int:
    """Return how many resources a route becomes: a target group, and its rules, in Main none for the default."""
    return 1 + (len(rule_listeners(planned)) if nested or route.priority is not None else 0)


def moved_workloads(plan: "Plan", names: list[str]) -> Iterator[Workload]:
    """Return what goes with each of some services, if they are all in nested stacks."""
    rules: dict[str, list[Rule]] = {}
    themselves = {name: name for name in names}
    for rule in plan.rules:
        home = rule_home(rule, themselves, plan.by_component.movers)
        if home is not None:
            rules.setdefault(home, []).append(rule)
    for name in names:
        yield _moved(plan, name, rules.get(name, []))


def _moved(plan: "Plan", name: str, rules: list[Rule]) -> Workload:
    routes = plan.by_component.routes.get(name, ())
    listeners = plan.by_component.listeners
    alarms = len(plan.by_component.alarms.get(name, ())) + len(routes)
    targets = sum(target_resources(listeners[route.arrow.source], route, nested=True) for route in routes)
    resources = component_resources(plan, name) + len(rules) + alarms + targets
    return Workload(
        plan.by_component.movers[name],
        resources,
        frozenset(_passed(plan, name, rules)),
        resources * _BYTES_OF_A_RESOURCE + _container_bytes(plan.by_component.containers[name]),
    )


def _container_bytes(container: Container) -> int:
    values = [setting.value for setting in container.settings if isinstance(setting.value, str)]
    variables = len(container.settings) + len(container.secrets)
    return variables * _BYTES_OF_A_VARIABLE + sum(len(json.dumps(value)) for value in values)


def _passed(plan: "Plan", name: str, rules: list[Rule]) -> Iterator[Passed]:
    yield VPC
    yield TOPIC
    yield from _subnets(plan, name)
    if (needs := plan.by_component.container_needs.get(name)) is not None:
        yield from _shared(needs)
    if name in plan.by_component.called_services:
        yield Passed("NamespaceId", Subject.NAMESPACE)
    yield _group(plan, name)
    for rule in rules:
        yield _group(plan, rule.group)
        if isinstance(rule.peer, GroupPeer):
            yield _group(plan, rule.peer.owner)
    yield from _attributes(plan, name)
    for secret in _made_secrets(plan, name):
        yield from _secret(plan, name, secret)
    for route in plan.by_component.routes.get(name, ()):
        yield from _of_route(plan, route)


def _subnets(plan: "Plan", name: str) -> Iterator[Passed]:
    spot = spot_of(plan.architecture, name)
    copies = planning_of(spot.component).copies(spot)
    if copies is None or plan.vpc is None:
        return
    for number in range(1, len(plan.vpc.zones) + 1):
        yield Passed(f"{copies.tier.capitalize()}Subnet{number}", Subject.SUBNET, f"{copies.tier} {number}")


def _shared(needs: ContainerNeeds) -> Iterator[Passed]:
    yield Passed(f"{cluster_base(needs.cluster)}ClusterName", Subject.CLUSTER, needs.cluster)
    if needs.tag_parameter is not None:
        yield Passed(tag_parameter_id(needs.tag_parameter), Subject.IMAGE_TAG, needs.tag_parameter)


def _group(plan: "Plan", owner: str) -> Passed:
    return security_group(plan.names.base(owner), owner)


def _attributes(plan: "Plan", name: str) -> Iterator[Passed]:
    """Return what the settings and permissions of a service name."""
    for setting in plan.by_component.containers[name].settings:
        if isinstance(setting.value, Output):
            yield from _attribute(plan, setting.value.component, setting.value.attribute)
    for grant in plan.by_component.grants.get(name, ()):
        if grant.to is Grantee.ROLE:
            target = plan.architecture.components[grant.arrow.target]
            for attribute in planning_of(target).nesting.granted:
                yield from _attribute(plan, grant.arrow.target, attribute)


def _attribute(plan: "Plan", component: str, attribute: str) -> Iterator[Passed]:
    spot = spot_of(plan.architecture, component)
    yield from planning_of(spot.component).nesting.attribute(spot, attribute)


def _made_secrets(plan: "Plan", name: str) -> Iterator[Secret]:
    secrets = plan.by_component.containers[name].secrets
    return (secret for secret in secrets if secret.kind != EXISTING)


def _secret(plan: "Plan", name: str, secret: Secret) -> Iterator[Passed]:
    if secret.arrow is None:
        part = own_secret_id(plan.names.base(name), secret.name)
        yield Passed(f"{part}Arn", Subject.OWN_SECRET, f"{name} {secret.name}")
    else:
        target = spot_of(plan.architecture, secret.arrow.target)
        yield from planning_of(target.component).nesting.secret(target, name)


def _of_route(plan: "Plan", route: Route) -> Iterator[Passed]:
    router = spot_of(plan.architecture, route.arrow.source)
    yield _group(plan, router.name)
    yield from planning_of(router.component).nesting.targets(plan, router)


def guard_workloads(plan: "Plan", names: list[str]) -> Iterator[Workload]:
    """Return the guards of each of some components that stay in Main themselves."""
    for name in names:
        guards = guards_of(plan, name)
        resources = guards.resources + sum(map(_is_guard, plan.by_component.alarms[name]))
        yield Workload(
            spot_of(plan.architecture, name).first_id,
            resources,
            frozenset({TOPIC, *guards.passed}),
            resources * _BYTES_OF_A_RESOURCE,
        )


def _is_guard(alarm: Alarm) -> bool:
    """Tell whether an alarm stays with its component: neither on a target nor on a probe."""
    return alarm.arrow is None and alarm.subject != HEALTH_CHECK
