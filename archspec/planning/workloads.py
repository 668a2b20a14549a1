"""What moves into nested stacks with each component, and what it needs of Main there.

With a service go its task definition, roles, logs, scaling, alarms, the rules of its security group, the rules that let
it reach what stays in Main, and the targets and rules of load balancers that lead to it. Of every other component in
Main only its guards can go: alarms, and the web ACL of a load balancer. What holds data, the network and the load
balancers themselves stay.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from archspec.architecture.offers import EXISTING
from archspec.components import (
    ApplicationLoadBalancer,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    S3Bucket,
    TagParameter,
)
from archspec.planning.alarms import Alarm
from archspec.planning.alarms import Subject as AlarmSubject
from archspec.planning.endpoints import Listeners, Route
from archspec.planning.parts import cluster_base, own_secret_id, tag_parameter_id
from archspec.planning.passed import Passed, Subject
from archspec.planning.placement import Workload
from archspec.planning.resources import component_resources, web_acl_resources
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
    """Return where a rule goes if services are in `homes`; None is Main.

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
    if alarm.subject is AlarmSubject.HEALTH_CHECK:
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


def service_workloads(plan: "Plan", names: list[str]) -> Iterator[Workload]:
    """Return what goes with each of some services, if they are all in nested stacks."""
    services = plan.architecture.of_kind(FargateService)
    rules: dict[str, list[Rule]] = {}
    themselves = {name: name for name in names}
    for rule in plan.rules:
        home = rule_home(rule, themselves, services)
        if home is not None:
            rules.setdefault(home, []).append(rule)
    for name in names:
        yield _service(plan, name, services[name], rules.get(name, []))


def _service(plan: "Plan", name: str, service: FargateService, rules: list[Rule]) -> Workload:
    routes = plan.by_component.routes.get(name, ())
    listeners = plan.by_component.listeners
    alarms = len(plan.by_component.alarms.get(name, ())) + len(routes)
    targets = sum(target_resources(listeners[route.arrow.source], route, nested=True) for route in routes)
    resources = component_resources(plan, name) + len(rules) + alarms + targets
    return Workload(
        service.renamed_from or name,
        resources,
        frozenset(_passed(plan, name, service, rules)),
        resources * _BYTES_OF_A_RESOURCE + _container_bytes(plan.by_component.containers[name]),
    )


def _container_bytes(container: Container) -> int:
    values = [setting.value for setting in container.settings if isinstance(setting.value, str)]
    variables = len(container.settings) + len(container.secrets)
    return variables * _BYTES_OF_A_VARIABLE + sum(len(json.dumps(value)) for value in values)


def _passed(plan: "Plan", name: str, service: FargateService, rules: list[Rule]) -> Iterator[Passed]:
    yield VPC
    yield TOPIC
    yield from _subnets(plan, service)
    yield Passed(f"{cluster_base(service.cluster)}ClusterName", Subject.CLUSTER, service.cluster)
    if name in plan.by_component.called_services:
        yield Passed("NamespaceId", Subject.NAMESPACE)
    if isinstance(service.image.tag, TagParameter):
        yield Passed(tag_parameter_id(service.image.tag), Subject.IMAGE_TAG, service.image.tag.parameter)
    yield _group(plan, name)
    for rule in rules:
        yield _group(plan, rule.group)
        if isinstance(rule.peer, GroupPeer):
            yield _group(plan, rule.peer.owner)
    yield from _outputs(plan, name)
    yield from (_secret(plan, name, secret) for secret in _made_secrets(plan, name))
    for route in plan.by_component.routes.get(name, ()):
        yield from _of_route(plan, route)


def _subnets(plan: "Plan", service: FargateService) -> Iterator[Passed]:
    tier = service.placement
    for number in range(1, len(plan.vpc.zones) + 1 if plan.vpc else 1):
        yield Passed(f"{tier.capitalize()}Subnet{number}", Subject.SUBNET, f"{tier} {number}")


def _group(plan: "Plan", owner: str) -> Passed:
    return Passed(plan.names.part(owner, "SecurityGroup"), Subject.SECURITY_GROUP, owner)


def _outputs(plan: "Plan", name: str) -> Iterator[Passed]:
    """Return what the settings and permissions of a service name."""
    for setting in plan.by_component.containers[name].settings:
        if isinstance(setting.value, Output):
            yield from _output(plan, setting.value)
    for grant in plan.by_component.grants.get(name, ()):
        target = plan.architecture.components[grant.arrow.target]
        if grant.principal == "task_role" and isinstance(target, S3Bucket):
            yield from _output(plan, Output(grant.arrow.target, "bucket_name"))
        if grant.principal == "task_role" and isinstance(target, RdsInstance):
            yield from _output(plan, Output(grant.arrow.target, "secret_arn"))


def _output(plan: "Plan", output: Output) -> Iterator[Passed]:
    base = plan.names.base(output.component)
    match output.attribute:
        # The private names of services are known without them.
        case "address" if not isinstance(plan.architecture.components[output.component], FargateService):
            yield Passed(f"{base}Address", Subject.ADDRESS, output.component)
        case "address":
            return
        case "bucket_name":
            yield Passed(f"{base}BucketName", Subject.BUCKET_NAME, output.component)
            yield Passed(f"{base}BucketArn", Subject.BUCKET_ARN, output.component)
        case "secret_arn":
            yield Passed(f"{base}MasterSecretArn", Subject.DATABASE_SECRET, output.component)
        case other:
            raise LookupError(f"no nested stack can be given {other} of {output.component}")


def _made_secrets(plan: "Plan", name: str) -> Iterator[Secret]:
    secrets = plan.by_component.containers[name].secrets
    return (secret for secret in secrets if secret.kind != EXISTING)


def _secret(plan: "Plan", name: str, secret: Secret) -> Passed:
    target = secret.arrow.target if secret.arrow is not None else ""
    match secret.kind:
        case "database":
            return Passed(f"{plan.names.base(target)}MasterSecretArn", Subject.DATABASE_SECRET, target)
        case "cache_user":
            ends = f"{plan.names.base(name)}To{plan.names.base(target)}"
            return Passed(f"{ends}UserSecretArn", Subject.CACHE_SECRET, f"{name} -> {target}")
        case "cache_token":
            return Passed(f"{plan.names.base(target)}TokenArn", Subject.CACHE_SECRET, target)
        case _:
            part = own_secret_id(plan.names.base(name), secret.name)
            return Passed(f"{part}Arn", Subject.OWN_SECRET, f"{name} {secret.name}")


def _of_route(plan: "Plan", route: Route) -> Iterator[Passed]:
    balancer = route.arrow.source
    base = plan.names.base(balancer)
    yield _group(plan, balancer)
    yield Passed(f"{base}FullName", Subject.LOAD_BALANCER, balancer)
    for listener in rule_listeners(plan.by_component.listeners[balancer]):
        yield Passed(f"{base}{listener}Arn", Subject.LISTENER, f"{balancer} {listener}")


def guard_workloads(plan: "Plan", names: list[str]) -> Iterator[Workload]:
    """Return the guards of each of some components that stay in Main themselves."""
    for name in names:
        component = plan.architecture.components[name]
        elsewhere = {AlarmSubject.TARGET_GROUP, AlarmSubject.HEALTH_CHECK}
        alarms = [alarm for alarm in plan.by_component.alarms[name] if alarm.subject not in elsewhere]
        resources = len(alarms) + (
            web_acl_resources(plan, name) if isinstance(component, ApplicationLoadBalancer) else 0
        )
        yield Workload(
            component.renamed_from or name,
            resources,
            frozenset({TOPIC, *_guarded(plan, name)}),
            resources * _BYTES_OF_A_RESOURCE,
        )


def _guarded(plan: "Plan", name: str) -> Iterator[Passed]:
    base = plan.names.base(name)
    match plan.architecture.components[name]:
        case RdsInstance():
            yield Passed(f"{base}Instance", Subject.DATABASE, name)
        case ApplicationLoadBalancer():
            yield Passed(f"{base}FullName", Subject.LOAD_BALANCER, name)
            if web_acl_resources(plan, name):
                yield Passed(f"{base}Arn", Subject.LOAD_BALANCER_ARN, name)
        case ElasticacheReplicationGroup():
            # The ids of its nodes follow from a name that the plan gives it.
            return
        case other:
            raise RuntimeError(f"{name} is in no metric: {type(other).__name__}")
