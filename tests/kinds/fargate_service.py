"""Services on Fargate: they run, scale, deploy and are told what the spec says."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from archspec.architecture import Architecture, Connection
from archspec.components.base import Acts, ComponentBase, Placement, facts_file
from archspec.errors import Path
from archspec.kinds.fargate_service.model import FargateService
from archspec.testing import smallest
from tests.cdk.containers import containers, scaling_targets
from tests.cdk.deployment import Deployment
from tests.cdk.expected import expected_variables
from tests.cdk.network import Interface, interfaces, route_tables, routes
from tests.cdk.oracle import Oracle, Promise, Variables, keeps_nothing, no_actions, no_helper
from tests.cdk.template import Resource, as_text, reference, same
from tests.components.refusing import refusals

_SERVICE: Final = "AWS::ECS::Service"


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
        made = deployment.component(name, _SERVICE)
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
        if interface.owner.type == _SERVICE:
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
    for name, service, made in _services(deployment):
        container = told[made.id]
        settings, secrets = expected_variables(deployment.architecture, name)
        settings |= service.environment.keys()
        secrets |= service.secrets.keys()
        if service.port is not None and "PORT" not in service.secrets:
            settings |= {"PORT"}
        yield from _unexpected(f"{name} has the setting", container.environment, settings)
        yield from _unexpected(f"{name} has the secret", container.secrets, secrets)


def _unexpected(subject: str, found: Mapping[str, object], expected: frozenset[str]) -> Iterator[str]:
    yield from (f"{subject} {name}" for name in sorted(found.keys() - expected))
    yield from (f"{subject.replace('has', 'lacks')} {name}" for name in sorted(expected - found.keys()))


def balanced_services_are_targets(deployment: Deployment) -> Iterator[str]:
    """Each arrow from a load balancer to a service is a target group that the service is in."""
    groups = {group.id for group in deployment.main.of_type("AWS::ElasticLoadBalancingV2::TargetGroup")}
    for name, service, made in _services(deployment):
        joined = [reference(entry["TargetGroupArn"]) for entry in made.properties.get("LoadBalancers", ())]
        arrows = [arrow for arrow in deployment.architecture.connections if arrow.target == name]
        sources = [deployment.architecture.components[arrow.source] for arrow in arrows]
        expected = sum(Acts.BALANCES in source.facts.acts for source in sources)
        if len(set(joined) & groups) != expected:
            yield f"{name} is in {len(set(joined) & groups)} target groups, not {expected}"
        if any(entry["ContainerPort"] != service.port for entry in made.properties.get("LoadBalancers", ())):
            yield f"{name} is not asked on port {service.port}"


def containers_write_their_logs(deployment: Deployment) -> Iterator[str]:
    """Each container logs to a group that the templates create."""
    for container in containers(deployment.main):
        if not deployment.refers(container.log_options["awslogs-group"], "AWS::Logs::LogGroup"):
            yield f"{container.service.id} logs elsewhere"


def _repository_is_encrypted(repository: Resource) -> bool:
    return bool(repository.properties.get("EncryptionConfiguration", {}).get("EncryptionType") == "KMS")


def _tier(_architecture: Architecture, _name: str, service: FargateService) -> Placement:
    return service.placement


def _public(_architecture: Architecture, _name: str, service: FargateService) -> bool:
    return service.assign_public_ip


def _ports(service: FargateService, _source: ComponentBase, _connection: Connection) -> tuple[int, ...]:
    return () if service.port is None else (service.port,)


def _variables(_service: FargateService) -> Variables:
    return Variables(frozenset({"HOST", "PORT"}), frozenset())


ORACLE: Final[Oracle[FargateService]] = Oracle(
    resource_type=_SERVICE,
    promises=(
        services_keep_their_floor,
        services_scale_as_specified,
        services_deploy_as_specified,
        services_wait_for_their_way_out,
        containers_are_told_what_they_need,
        balanced_services_are_targets,
        containers_write_their_logs,
    ),
    tier=_tier,
    public=_public,
    outlives=keeps_nothing,
    records=(),
    ports=_ports,
    actions=no_actions,
    variables=_variables,
    helper=no_helper,
    is_encrypted={"AWS::ECR::Repository": _repository_is_encrypted},
    stores_nothing=frozenset(
        {
            _SERVICE,
            "AWS::ApplicationAutoScaling::ScalableTarget",
            "AWS::ApplicationAutoScaling::ScalingPolicy",
            "AWS::ECS::Cluster",
            "AWS::ECS::TaskDefinition",
            "AWS::ServiceDiscovery::PrivateDnsNamespace",
            "AWS::ServiceDiscovery::Service",
        }
    ),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


SMALLEST: Final = smallest("fargate_service")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cpu": 512, "memory_mib": 4096}, []),
        (
            {"cpu": 512, "memory_mib": 512},
            [
                (
                    ("memory_mib",),
                    "512 is not on offer with cpu 512; Fargate takes 1024, 2048, 3072 and so on up to 4096 MiB",
                )
            ],
        ),
        ({"tasks": {"min": 3, "max": 3}}, []),
        ({"tasks": {"min": 4, "max": 3}}, [(("tasks", "max"), "3 is below min (4); raise max or lower min")]),
        (
            {"environment": {"A": "x", "B": "x"}, "secrets": {"B": "generated"}},
            [(("secrets", "B"), "'B' is in environment too; keep it in one of them")],
        ),
        (
            {"image": {"repository": "api"}},
            [
                (
                    ("image",),
                    "has neither a tag nor a digest; write one of them, as in tag: {parameter: image_tag}",
                )
            ],
        ),
        (
            {"image": {"repository": "api", "tag": "1", "digest": f"sha256:{'a' * 64}"}},
            [(("image",), "has both a tag and a digest; write one of them, as in tag: {parameter: image_tag}")],
        ),
    ],
)
def test_services(fields: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """Sizes Fargate has, an order of least and most, one place for a setting, one reference to an image."""
    assert refusals(FargateService, {**SMALLEST, **fields}) == expected


def test_every_fargate_size_is_accepted() -> None:
    """And each CPU size refuses what only a larger one has."""
    for cpu, offered in facts_file("sizes", "archspec.kinds.fargate_service")["memory_mib_by_cpu"].items():
        for memory in offered["values"]:
            assert refusals(FargateService, {**SMALLEST, "cpu": int(cpu), "memory_mib": memory}) == []
        beyond = refusals(FargateService, {**SMALLEST, "cpu": int(cpu), "memory_mib": offered["values"][-1] + 1})
        assert [path for path, _ in beyond] == [("memory_mib",)]


def test_a_cpu_size_is_on_offer() -> None:
    """A size that does not exist is refused at its field."""
    ((path, message),) = refusals(FargateService, {**SMALLEST, "cpu": 300})
    assert path == ("cpu",)
    assert message.startswith("is not a")


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("ab", False),
        ("team/api", False),
        ("a1.b_c-d/9", False),
        ("a" * 256, False),
        ("a", True),
        ("a" * 257, True),
        ("9a", True),
        ("Api", True),
        ("a--b", True),
        ("a_/b", True),
        ("a/", True),
        ("/a", True),
    ],
)
def test_a_repository_has_a_name(name: str, *, refused: bool) -> None:
    """One that Amazon ECR gives."""
    found = refusals(FargateService, {**SMALLEST, "image": {"repository": name, "tag": "1"}})
    assert [path for path, _message in found] == ([("image", "repository")] if refused else [])


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ({}, []),
        ({"account": "111122223333", "region": "eu-west-1"}, []),
        ({"region": "eu-west-9"}, [(("region",), "is not a region of AWS, such as sa-east-1")]),
        (
            {"account": "1111"},
            [(("account",), 'is not an AWS account id; write its 12 digits in quotes, as in "111122223333"')],
        ),
    ],
)
def test_an_existing_repository(existing: dict[str, str], expected: list[tuple[Path, str]]) -> None:
    """It may belong to another account, and be in another region."""
    image = {"repository": "api", "tag": "1", "existing": existing}
    found = refusals(FargateService, {**SMALLEST, "image": image})
    assert found == [(("image", "existing", *path), message) for path, message in expected]


def test_fargate_memory_grows_with_cpu() -> None:
    """Sizes are in order, and no memory is listed twice."""
    sizes = facts_file("sizes", "archspec.kinds.fargate_service")["memory_mib_by_cpu"]
    assert [int(cpu) for cpu in sizes] == sorted(int(cpu) for cpu in sizes)
    for offered in sizes.values():
        assert offered["values"] == sorted(set(offered["values"]))
    assert sizes["512"]["values"] == [1024, 2048, 3072, 4096]
