"""Application Load Balancers."""

from archspec.architecture import logical_id
from archspec.components import ApplicationLoadBalancer, FargateService
from archspec.planning.alarms import target_group_id
from archspec.planning.endpoints import Listeners, Route
from archspec.planning.workloads import rule_listeners
from renderers.cdk.aws import acm, cast, cdk, elbv2, note, route53, section, targets, wafv2
from renderers.cdk.endpoints import build_records, certificate, web_acl
from renderers.cdk.stack_build import StackBuild, subnets

_DRAIN_SECONDS = 30
_PROBE_SECONDS = 15
_LAST = 50000
"""The largest priority of a listener rule (Elastic Load Balancing API, CreateRule)."""


def build_load_balancer(build: StackBuild, component_id: str, balancer: ApplicationLoadBalancer) -> None:
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
    build.handles[component_id] = made
    build.addresses[component_id] = made.load_balancer_dns_name
    build.dimensions[component_id] = {"LoadBalancer": made.load_balancer_full_name}
    build.load_balancers[component_id] = made
    if build.is_here(component_id):
        build_web_acl(build, component_id, made.load_balancer_arn)
    build_records(build, component_id, lambda: _alias(made), ipv6=False)
    cdk.CfnOutput(build.scope, build.id(component_id, "DnsName"), value=made.load_balancer_dns_name)


def build_web_acl(build: StackBuild, component_id: str, arn: str) -> None:
    """Make the web ACL of a load balancer that has one, and put it in front."""
    balancer = build.architecture.of_kind(ApplicationLoadBalancer)[component_id]
    if not (balancer.web_acl and build.plan.by_component.listeners[component_id].internet_facing):
        return
    acl = web_acl(build, component_id, "REGIONAL")
    wafv2.CfnWebACLAssociation(
        build.scope, build.id(component_id, "WebAclAssociation"), resource_arn=arn, web_acl_arn=acl.attr_arn
    )


def _alias(made: elbv2.ApplicationLoadBalancer) -> route53.IAliasRecordTarget:
    return targets.LoadBalancerTarget(made)


def build_listeners(build: StackBuild, planned: Listeners) -> None:
    """Make the listeners of a load balancer, and a target group for each service its arrows lead to."""
    component_id = planned.component
    section(component_id, f"Listeners of {component_id}")
    balancer = build.architecture.of_kind(ApplicationLoadBalancer)[component_id]
    made = build.load_balancers[component_id]
    groups = {
        route: _target_group(build, component_id, route)
        for route in planned.routes
        if build.is_here(route.arrow.target)
    }
    presented = certificate(build, component_id)
    if presented is not None:
        _https(build, component_id, made, presented, groups)
    match balancer.http:
        case "redirect":
            note("Plain HTTP only tells a browser where to go.")
            redirect = elbv2.ListenerAction.redirect(protocol="HTTPS", port="443", permanent=True)
            made.add_listener("Http", port=80, open=False, default_action=redirect)
        case "forward":
            listener = made.add_listener("Http", port=80, open=False, default_action=_default(groups))
            build.listeners[f"{component_id} Http"] = listener
            _rules(build, listener, groups)
        case "closed":
            return


def _https(
    build: StackBuild,
    component_id: str,
    made: elbv2.ApplicationLoadBalancer,
    presented: acm.ICertificate,
    groups: dict[Route, elbv2.ApplicationTargetGroup],
) -> None:
    listener = made.add_listener(
        "Https",
        port=443,
        open=False,
        certificates=[elbv2.ListenerCertificate.from_certificate_manager(presented)],
        default_action=_default(groups),
    )
    policy = build.architecture.of_kind(ApplicationLoadBalancer)[component_id].tls_policy
    cast(elbv2.CfnListener, listener.node.default_child).add_property_override("SslPolicy", policy)
    build.listeners[f"{component_id} Https"] = listener
    _rules(build, listener, groups)


def _default(groups: dict[Route, elbv2.ApplicationTargetGroup]) -> elbv2.ListenerAction:
    """Return what happens to requests that no rule takes: the route without conditions, or a plain refusal."""
    for route, group in groups.items():
        if route.priority is None:
            return elbv2.ListenerAction.forward([group])
    return elbv2.ListenerAction.fixed_response(404, content_type="text/plain", message_body="Not found")


def _rules(
    build: StackBuild, listener: elbv2.ApplicationListener, groups: dict[Route, elbv2.ApplicationTargetGroup]
) -> None:
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


def build_nested_routes(build: StackBuild, component_id: str) -> None:
    """Make the target groups of a service in a nested stack, and the rules that lead there.

    The listener itself cannot name a target that is not in its own stack, so the route without conditions is a rule
    too, the last that is tried.
    """
    for route in build.plan.by_component.routes.get(component_id, ()):
        balancer = route.arrow.source
        group = _target_group(build, balancer, route)
        for listener in rule_listeners(build.plan.by_component.listeners[balancer]):
            elbv2.ApplicationListenerRule(
                build.scope,
                f"{target_group_id(build.architecture, route.arrow)}{listener}",
                listener=build.listeners[f"{balancer} {listener}"],
                priority=_LAST if route.priority is None else route.priority,
                conditions=_conditions(route) or [elbv2.ListenerCondition.path_patterns(["/*"])],
                action=elbv2.ListenerAction.forward([group]),
            )


def _target_group(build: StackBuild, component_id: str, route: Route) -> elbv2.ApplicationTargetGroup:
    service = build.architecture.of_kind(FargateService)[route.arrow.target]
    group = elbv2.ApplicationTargetGroup(
        build.scope,
        f"{target_group_id(build.architecture, route.arrow)}Targets",
        vpc=build.require_vpc(),
        port=service.port,
        protocol=elbv2.ApplicationProtocol.HTTP,
        targets=[build.services[route.arrow.target]],
        deregistration_delay=cdk.Duration.seconds(_DRAIN_SECONDS),
        health_check=elbv2.HealthCheck(
            path=route.health_check_path,
            interval=cdk.Duration.seconds(_PROBE_SECONDS),
            healthy_http_codes="200-299",
        ),
    )
    build.dimensions[str(route.arrow)] = {
        **build.dimensions[component_id],
        "TargetGroup": group.target_group_full_name,
    }
    build.tag(group, component_id)
    return group
