"""Promises about services, the load balancers before them, and what every component has."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from archspec.components import ApplicationLoadBalancer, FargateService
from tests.cdk.containers import containers, scaling_targets
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.expected import HTTP, expected_variables, listener_ports
from tests.cdk.names import named
from tests.cdk.network import Interface, interfaces, route_tables, routes
from tests.cdk.template import Resource, as_text, reference, same

SERVICE: Final = "AWS::ECS::Service"
BALANCER: Final = "AWS::ElasticLoadBalancingV2::LoadBalancer"
LISTENER: Final = "AWS::ElasticLoadBalancingV2::Listener"


def services_keep_their_floor(deployment: Deployment) -> Iterator[str]:
    """Services scale between the tasks of the spec, and a deployment leaves the number as scaling made it."""
    targets = {service: target.properties for service, target in scaling_targets(deployment.main)}
    for name, service, made in _services(deployment):
        target = targets.get(made.id, {})
        for key, tasks in (("MinCapacity", service.tasks.min), ("MaxCapacity", service.tasks.max)):
            if not same(target.get(key), tasks):
                yield f"{name} has {key} {target.get(key)}, not {tasks}"
        if "DesiredCount" in made.properties:
            yield f"{name} is set to {made.properties['DesiredCount']} tasks by each deployment"


def services_scale_as_specified(deployment: Deployment) -> Iterator[str]:
    """Services scale on the use of processor and memory that the spec names."""
    owners = {target.id: service for service, target in scaling_targets(deployment.main)}
    found: dict[str | None, dict[str, Any]] = {}
    for policy in deployment.main.of_type("AWS::ApplicationAutoScaling::ScalingPolicy"):
        goal = policy.properties["TargetTrackingScalingPolicyConfiguration"]
        owner = owners.get(str(reference(policy.properties["ScalingTargetId"])))
        metric = goal["PredefinedMetricSpecification"]["PredefinedMetricType"]
        found.setdefault(owner, {})[metric] = goal["TargetValue"]
    for name, service, made in _services(deployment):
        expected = {
            "ECSServiceAverageCPUUtilization": service.scaling.cpu_percent,
            "ECSServiceAverageMemoryUtilization": service.scaling.memory_percent,
        }
        if found.get(made.id) != expected:
            tracked = [f"{metric} {value}" for metric, value in found.get(made.id, {}).items()]
            yield f"{name} scales on {', '.join(tracked) or 'nothing'}"


def _services(deployment: Deployment) -> Iterator[tuple[str, FargateService, Resource]]:
    for name, service in deployment.architecture.of_kind(FargateService).items():
        made = deployment.component(name, SERVICE)
        if made is not None:
            yield name, service, made


def services_deploy_as_specified(deployment: Deployment) -> Iterator[str]:
    """Services replace their tasks as the spec says."""
    for name, service, made in _services(deployment):
        written = made.properties["DeploymentConfiguration"]
        if written["MinimumHealthyPercent"] != service.deployment.minimum_healthy_percent:
            yield f"{name} keeps {written['MinimumHealthyPercent']} % of its tasks"
        breaker = written.get("DeploymentCircuitBreaker", {"Enable": False, "Rollback": False})
        stops = service.deployment.circuit_breaker
        expected = {"Enable": stops, "Rollback": stops and service.deployment.rollback}
        for key, value in expected.items():
            if breaker[key] != value:
                yield f"{name} has a circuit breaker with {key} {as_text(breaker[key])}"


def services_wait_for_their_way_out(deployment: Deployment) -> Iterator[str]:
    """Services start no task before the rules it sends by, and the routes of its subnets, are there."""
    for interface in interfaces(deployment.main):
        if interface.owner.type == SERVICE:
            ways = {way.id: way for way in _ways_out(deployment, interface)}
            missed = sorted(ways.keys() - interface.owner.waits_for)
            yield from (f"{interface.owner.id} does not wait for {name}" for name in missed)


def _ways_out(deployment: Deployment, interface: Interface) -> Iterator[Resource]:
    for rule in deployment.main.of_type("AWS::EC2::SecurityGroupEgress"):
        if reference(rule.properties["GroupId"]) in interface.groups:
            yield rule
    tables = route_tables(deployment.main)
    for table in {tables.get(subnet) for subnet in interface.subnets} - {None}:
        yield from routes(deployment.main, str(table))


def containers_are_told_what_they_need(deployment: Deployment) -> Iterator[str]:
    """Containers have the settings and secrets of the spec and of their connections, and no others."""
    told = {container.service.id: container for container in containers(deployment.main)}
    for name, _service, made in _services(deployment):
        container = told[made.id]
        settings, secrets = expected_variables(deployment.architecture, name)
        yield from _differences(f"{name} has the setting", container.environment, settings)
        yield from _differences(f"{name} has the secret", container.secrets, secrets)


def _differences(subject: str, found: Mapping[str, object], expected: frozenset[str]) -> Iterator[str]:
    yield from (f"{subject} {name}" for name in sorted(found.keys() - expected))
    yield from (f"{subject.replace('has', 'lacks')} {name}" for name in sorted(expected - found.keys()))


def listeners_are_as_specified(deployment: Deployment) -> Iterator[str]:
    """Load balancers listen on the ports of the spec, and on port 80 do what the spec says."""
    for name, balancer in deployment.architecture.of_kind(ApplicationLoadBalancer).items():
        made = deployment.component(name, BALANCER)
        listeners = [] if made is None else list(_listeners(deployment, made))
        ports = {int(listener.properties["Port"]) for listener in listeners}
        if ports != set(listener_ports(balancer)):
            yield f"{name} listens on {sorted(ports)}"
        for listener in listeners:
            yield from _listener(name, balancer, listener)


def _listeners(deployment: Deployment, balancer: Resource) -> Iterator[Resource]:
    for listener in deployment.main.of_type(LISTENER):
        if reference(listener.properties["LoadBalancerArn"]) == balancer.id:
            yield listener


def _listener(name: str, balancer: ApplicationLoadBalancer, listener: Resource) -> Iterator[str]:
    actions = {action["Type"] for action in listener.properties["DefaultActions"]}
    encrypted = listener.properties["Protocol"] == "HTTPS"
    if int(listener.properties["Port"]) == HTTP:
        if encrypted or (actions == {"redirect"}) != (balancer.http == "redirect"):
            yield f"{name} answers plain HTTP with {', '.join(sorted(actions))}"
    elif not encrypted or not listener.properties.get("Certificates"):
        yield f"{name} has no certificate on {listener.properties['Port']}"


def balanced_services_are_targets(deployment: Deployment) -> Iterator[str]:
    """Each arrow from a load balancer to a service is a target group that the service is in."""
    groups = {group.id for group in deployment.main.of_type("AWS::ElasticLoadBalancingV2::TargetGroup")}
    for name, service, made in _services(deployment):
        joined = [reference(entry["TargetGroupArn"]) for entry in made.properties.get("LoadBalancers", ())]
        arrows = [arrow for arrow in deployment.architecture.connections if arrow.target == name]
        kinds = [deployment.architecture.components[arrow.source] for arrow in arrows]
        expected = sum(isinstance(kind, ApplicationLoadBalancer) for kind in kinds)
        if len(set(joined) & groups) != expected:
            yield f"{name} is in {len(set(joined) & groups)} target groups, not {expected}"
        if any(entry["ContainerPort"] != service.port for entry in made.properties.get("LoadBalancers", ())):
            yield f"{name} is not asked on port {service.port}"


def components_are_deployed(deployment: Deployment) -> Iterator[str]:
    """Every component that AWS runs has its resource, and no resource is of a component that is not there."""
    for resource_type, names in _main_types(deployment).items():
        found = [(resource, resource.tags.get(COMPONENT_TAG)) for resource in deployment.resources(resource_type)]
        tagged = [name for _resource, name in found]
        yield from (f"{name} has {tagged.count(name)} {resource_type}" for name in names if tagged.count(name) != 1)
        for resource, name in found:
            is_log_bucket = name is None and resource.type == "AWS::S3::Bucket"
            if name not in names and not is_log_bucket:
                yield f"{resource.id} is of no component"


def names_are_taken_once(deployment: Deployment) -> Iterator[str]:
    """No two resources have one name."""
    for (resource_type, name), count in Counter(named(deployment.resources())).items():
        if count > 1:
            yield f"{count} {resource_type} are called {name}"


_MAIN_TYPES: Final = {
    "route53_zone": "AWS::Route53::HostedZone",
    "cloudfront_distribution": "AWS::CloudFront::Distribution",
    "s3_bucket": "AWS::S3::Bucket",
    "application_load_balancer": BALANCER,
    "fargate_service": SERVICE,
    "rds_instance": "AWS::RDS::DBInstance",
    "elasticache_replication_group": "AWS::ElastiCache::ReplicationGroup",
}


def _main_types(deployment: Deployment) -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = {resource_type: [] for resource_type in _MAIN_TYPES.values()}
    for name, component in deployment.architecture.components.items():
        if component.kind != "actor" and getattr(component, "existing", None) is None:
            names[_MAIN_TYPES[component.kind]].append(name)
    return names
