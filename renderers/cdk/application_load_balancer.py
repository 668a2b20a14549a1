"""Application Load Balancers."""

from dataclasses import dataclass, field
from functools import partial
from typing import Final

from archspec.architecture import Architecture, Arrow, full_name, logical_id
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer
from archspec.planning.alarms import target_group_id
from archspec.planning.endpoints import Route
from archspec.planning.passed import Passed
from archspec.planning.workloads import rule_listeners
from renderers.cdk.aws import acm, cast, cdk, cloudfront, elbv2, note, origins, route53, section, targets, wafv2
from renderers.cdk.builder import AccessLogs, Builder, Handover, Nesting, Phase, handed, nothing_known, nothing_stateful
from renderers.cdk.built import Built, Origin, OriginRequest
from renderers.cdk.endpoints import build_records, certificate, web_acl
from renderers.cdk.security_groups import close_group
from renderers.cdk.stack_build import StackBuild, subnets

_DRAIN_SECONDS = 30
_PROBE_SECONDS = 15
_LAST = 50000
"""The largest priority of a listener rule (Elastic Load Balancing API, CreateRule)."""


@dataclass(frozen=True, slots=True)
class _Balancers:
    """The load balancers of a stack and their listeners, for the targets that come later."""

    made: dict[str, elbv2.ApplicationLoadBalancer] = field(default_factory=dict)
    listeners: dict[str, elbv2.IApplicationListener] = field(default_factory=dict)
    """By load balancer and id, as in `load_balancer Https`."""


def _build(build: StackBuild, component_id: str, balancer: ApplicationLoadBalancer) -> Built:
    """Make a load balancer; its listeners come when the services they lead to are there."""
    planned = build.plan.by_component.listeners[component_id]
    section(component_id, balancer.title)
    made = elbv2.ApplicationLoadBalancer(
        build.scope,
        build.id(component_id),
        vpc=build.require_vpc(),
        vpc_subnets=subnets("public" if planned.internet_facing else "isolated"),
        internet_facing=planned.internet_facing,
        security_group=build.closed_groups[component_id],
        drop_invalid_header_fields=True,
        desync_mitigation_mode=elbv2.DesyncMitigationMode.DEFENSIVE,
        deletion_protection=build.keeps_data,
    )
    if build.access_logs is not None:
        made.log_access_logs(build.access_logs, f"load_balancer/{component_id}")
    build.tag(made, component_id)
    build.shared(_Balancers).made[component_id] = made
    outputs = {"address": made.load_balancer_dns_name, "load_balancer_arn": made.load_balancer_arn}
    if build.is_here(component_id):
        _web_acl(build, component_id, balancer, made.load_balancer_arn)
    build_records(build, component_id, lambda: _alias(made), ipv6=False)
    cdk.CfnOutput(build.scope, build.id(component_id, "DnsName"), value=made.load_balancer_dns_name)
    return Built(construct=made, outputs=outputs) | _measured(made.load_balancer_full_name)


def _measured(full_name: str) -> Built:
    return Built(outputs={"load_balancer": full_name}, dimensions={"load_balancer": {"LoadBalancer": full_name}})


def _known(build: StackBuild, _component_id: str, balancer: ApplicationLoadBalancer) -> Built:
    """Tell a distribution how to reach it: by the host name it has, whichever stack it is in."""
    connect = partial(_origin, build.architecture, balancer)
    return Built(origin=Origin(connect, serves_files=False, single_page=False))


def _origin(
    architecture: Architecture, balancer: ApplicationLoadBalancer, request: OriginRequest
) -> cloudfront.IOrigin:
    return origins.HttpOrigin(
        full_name(balancer.hostnames[0], architecture),
        origin_id=request.id,
        protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
    )


def _guard(build: StackBuild, component_id: str, balancer: ApplicationLoadBalancer) -> None:
    arn = build.built[component_id].outputs.get("load_balancer_arn")
    if arn is not None:
        _web_acl(build, component_id, balancer, arn)


def _web_acl(build: StackBuild, component_id: str, balancer: ApplicationLoadBalancer, arn: str) -> None:
    """Make the web ACL of a load balancer that has one, and put it in front."""
    if not (balancer.web_acl and build.plan.by_component.listeners[component_id].internet_facing):
        return
    acl = web_acl(build, component_id, "REGIONAL")
    wafv2.CfnWebACLAssociation(
        build.scope, build.id(component_id, "WebAclAssociation"), resource_arn=arn, web_acl_arn=acl.attr_arn
    )


def _alias(made: elbv2.ApplicationLoadBalancer) -> route53.IAliasRecordTarget:
    return targets.LoadBalancerTarget(made)


def _finish(build: StackBuild, component_id: str, balancer: ApplicationLoadBalancer) -> None:
    """Make the listeners of a load balancer, and a target group for each service its arrows lead to."""
    planned = build.plan.by_component.listeners[component_id]
    section(component_id, f"Listeners of {component_id}")
    made = build.shared(_Balancers).made[component_id]
    groups = {
        route: _target_group(build, component_id, route)
        for route in planned.routes
        if build.is_here(route.arrow.target)
    }
    presented = certificate(build, component_id)
    if presented is not None:
        listener = _https(made, balancer, presented, groups)
        _listen(build, component_id, "Https", listener, groups)
    match balancer.http:
        case "redirect":
            note("Plain HTTP only tells a browser where to go.")
            redirect = elbv2.ListenerAction.redirect(protocol="HTTPS", port="443", permanent=True)
            made.add_listener("Http", port=80, open=False, default_action=redirect)
        case "forward":
            listener = made.add_listener("Http", port=80, open=False, default_action=_default(groups))
            _listen(build, component_id, "Http", listener, groups)
        case "closed":
            return


def _https(
    made: elbv2.ApplicationLoadBalancer,
    balancer: ApplicationLoadBalancer,
    presented: acm.ICertificate,
    groups: dict[Route, elbv2.ApplicationTargetGroup],
) -> elbv2.ApplicationListener:
    listener = made.add_listener(
        "Https",
        port=443,
        open=False,
        certificates=[elbv2.ListenerCertificate.from_certificate_manager(presented)],
        default_action=_default(groups),
    )
    cast(elbv2.CfnListener, listener.node.default_child).add_property_override("SslPolicy", balancer.tls_policy)
    return listener


def _default(groups: dict[Route, elbv2.ApplicationTargetGroup]) -> elbv2.ListenerAction:
    """Return what happens to requests that no rule takes: the route without conditions, or a plain refusal."""
    for route, group in groups.items():
        if route.priority is None:
            return elbv2.ListenerAction.forward([group])
    return elbv2.ListenerAction.fixed_response(404, content_type="text/plain", message_body="Not found")


def _listen(
    build: StackBuild,
    component_id: str,
    name: str,
    listener: elbv2.ApplicationListener,
    groups: dict[Route, elbv2.ApplicationTargetGroup],
) -> None:
    """Add the rules of a listener, and remember it for rules in nested stacks."""
    build.shared(_Balancers).listeners[f"{component_id} {name}"] = listener
    for route, group in groups.items():
        if route.priority is None:
            continue
        listener.add_action(
            build.id(route.arrow.target) + logical_id(route.arrow.name or ""),
            priority=route.priority,
            conditions=_conditions(route),
            action=elbv2.ListenerAction.forward([group]),
        )


def _conditions(route: Route) -> list[elbv2.ListenerCondition]:
    conditions = []
    if route.hosts:
        conditions.append(elbv2.ListenerCondition.host_headers(list(route.hosts)))
    if route.paths:
        conditions.append(elbv2.ListenerCondition.path_patterns(list(route.paths)))
    return conditions


def _follow(build: StackBuild, arrow: Arrow) -> None:
    """Make the target group of a service in a nested stack, and the rules that lead there.

    The listener itself cannot name a target that is not in its own stack, so the route without conditions is a rule
    too, the last that is tried.
    """
    route = next(route for route in build.plan.by_component.routes[arrow.target] if route.arrow == arrow)
    group = _target_group(build, arrow.source, route)
    for listener in rule_listeners(build.plan.by_component.listeners[arrow.source]):
        elbv2.ApplicationListenerRule(
            build.scope,
            f"{target_group_id(build.architecture, arrow)}{listener}",
            listener=build.shared(_Balancers).listeners[f"{arrow.source} {listener}"],
            priority=_LAST if route.priority is None else route.priority,
            conditions=_conditions(route) or [elbv2.ListenerCondition.path_patterns(["/*"])],
            action=elbv2.ListenerAction.forward([group]),
        )


def _target_group(build: StackBuild, component_id: str, route: Route) -> elbv2.ApplicationTargetGroup:
    target = build.built[route.arrow.target].balanced
    assert target is not None  # noqa: S101  a service that is led to has a port
    group = elbv2.ApplicationTargetGroup(
        build.scope,
        f"{target_group_id(build.architecture, route.arrow)}Targets",
        vpc=build.require_vpc(),
        port=target.port,
        protocol=elbv2.ApplicationProtocol.HTTP,
        targets=[target.construct],
        deregistration_delay=cdk.Duration.seconds(_DRAIN_SECONDS),
        health_check=elbv2.HealthCheck(
            path=route.health_check_path,
            interval=cdk.Duration.seconds(_PROBE_SECONDS),
            healthy_http_codes="200-299",
        ),
    )
    itself = build.built[component_id].dimensions["load_balancer"]
    dimensions = {**itself, "TargetGroup": group.target_group_full_name}
    build.know(component_id, Built(dimensions={f"target_group {route.arrow}": dimensions}))
    build.tag(group, component_id)
    return group


def _give_listener(main: StackBuild, passed: Passed) -> str:
    return main.shared(_Balancers).listeners[passed.of].listener_arn


def _take_listener(build: StackBuild, passed: Passed, arn: str) -> None:
    balancer, _, name = passed.of.partition(" ")
    if balancer not in build.closed_groups:
        close_group(build, balancer)
    listener = elbv2.ApplicationListener.from_application_listener_attributes(
        build.scope, build.id(balancer, name), listener_arn=arn, security_group=build.closed_groups[balancer]
    )
    build.shared(_Balancers).listeners[passed.of] = listener


BUILDER: Final[Builder[ApplicationLoadBalancer]] = Builder(
    phase=Phase.ENTRIES,
    access_logs=AccessLogs.BY_POLICY,
    build=_build,
    known=_known,
    use=nothing_known,
    finish=_finish,
    stateful=nothing_stateful,
    nesting=Nesting(
        follow=_follow,
        guard=_guard,
        passes={
            "load_balancer": handed("load_balancer", _measured),
            "listener": Handover(_give_listener, _take_listener),
        },
    ),
)
