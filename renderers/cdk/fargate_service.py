"""ECS services on Fargate."""

from collections.abc import Mapping
from typing import Final

from archspec.kinds.fargate_service.model import FargateService, TagParameter
from archspec.planning.parts import tag_parameter_id
from archspec.planning.passed import Passed
from renderers.cdk.aws import cdk, ecr, ecs, note, section, servicediscovery
from renderers.cdk.builder import AccessLogs, Builder, Handover, Nesting, Phase, nothing_known, nothing_stateful
from renderers.cdk.built import BalancedTarget, Built
from renderers.cdk.cluster import (
    Clusters,
    build_clusters,
    give_cluster,
    give_namespace,
    private_domain,
    take_cluster,
    take_namespace,
)
from renderers.cdk.containers import (
    container_environment,
    container_secrets,
    give_generated_secret,
    keep_generated_secrets,
    take_generated_secret,
)
from renderers.cdk.permissions import statements
from renderers.cdk.stack_build import StackBuild, subnet_type, subnets

_GRACE_SECONDS = 60
_LOG_BUFFER_MIB = 25


def _known(build: StackBuild, component_id: str, service: FargateService) -> Built:
    """Tell the private name of a service, which others are told of before it is there."""
    return Built(outputs={"address": _address(build, component_id, service)})


def _address(build: StackBuild, component_id: str, service: FargateService) -> str:
    name = service.renamed_from or component_id
    return f"{name.replace('_', '-').strip('-')}.{private_domain(build)}"


def _prepare(build: StackBuild, services: Mapping[str, FargateService]) -> None:
    build_clusters(build, (service.cluster for service in services.values()))


def _build(build: StackBuild, component_id: str, service: FargateService) -> Built:
    """Make a task definition and the service that keeps it running, with its roles, secrets and scaling."""
    section(component_id, f"{service.title}: {service.tasks.min} to {service.tasks.max} tasks")
    task = _task(build, component_id, service)
    _grants(build, component_id, task)
    cluster = build.shared(Clusters).made[service.cluster]
    made = ecs.FargateService(
        build.scope,
        build.id(component_id),
        cluster=cluster,
        task_definition=task,
        security_groups=[build.closed_groups[component_id]],
        vpc_subnets=subnets(service.placement),
        assign_public_ip=service.assign_public_ip,
        min_healthy_percent=service.deployment.minimum_healthy_percent,
        max_healthy_percent=200,
        circuit_breaker=_circuit_breaker(service),
        health_check_grace_period=cdk.Duration.seconds(_GRACE_SECONDS) if _is_balanced(build, component_id) else None,
        availability_zone_rebalancing=ecs.AvailabilityZoneRebalancing.ENABLED,
        enable_ecs_managed_tags=True,
        propagate_tags=ecs.PropagatedTagSource.SERVICE,
        platform_version=ecs.FargatePlatformVersion.VERSION1_4,
        cloud_map_options=_private_name(build, component_id, service),
    )
    _wait(build, component_id, service, made)
    _scaling(build, component_id, service, made)
    build.tag(made, component_id)
    build.tag(task, component_id)
    dimensions = {"ClusterName": cluster.cluster_name, "ServiceName": made.service_name}
    balanced = None if service.port is None else BalancedTarget(made, service.port)
    return Built(construct=made, dimensions={"service": dimensions}, balanced=balanced)


def _wait(build: StackBuild, component_id: str, service: FargateService, made: ecs.FargateService) -> None:
    """Start no task before it can pull its image and reach what it needs; CloudFormation sees no order there."""
    selected = build.require_vpc().select_subnets(subnet_type=subnet_type(service.placement))
    made.node.add_dependency(selected.internet_connectivity_established)
    for rule in build.plan.by_component.rules.get(component_id, ()):
        if rule.direction == "egress":
            made.node.add_dependency(build.rules[rule.id])
    for arrow in build.architecture.arrows_from(component_id):
        for resource in build.built[arrow.target].ready:
            made.node.add_dependency(resource)


def _task(build: StackBuild, component_id: str, service: FargateService) -> ecs.FargateTaskDefinition:
    task = ecs.FargateTaskDefinition(
        build.scope,
        build.id(component_id, "Task"),
        family=f"{build.stack.name}-{component_id}",
        cpu=service.cpu,
        memory_limit_mib=service.memory_mib,
        runtime_platform=ecs.RuntimePlatform(
            cpu_architecture=getattr(ecs.CpuArchitecture, service.cpu_architecture),
            operating_system_family=ecs.OperatingSystemFamily.LINUX,
        ),
    )
    container = task.add_container(
        # Not the component's id: `constructs` would take 'constructor' for a child that is there already.
        "Container",
        container_name=component_id,
        image=_image(build, component_id, service),
        logging=ecs.LogDrivers.aws_logs(
            stream_prefix=component_id,
            log_group=build.log_group(build.id(component_id, "Logs")),
            mode=ecs.AwsLogDriverMode.NON_BLOCKING,
            max_buffer_size=cdk.Size.mebibytes(_LOG_BUFFER_MIB),
        ),
        port_mappings=[ecs.PortMapping(container_port=service.port)] if service.port is not None else None,
        environment=container_environment(build, component_id),
        secrets=container_secrets(build, component_id),
        readonly_root_filesystem=True,
    )
    note("The container's own files are read-only; what it writes for a moment goes to /tmp.")
    task.add_volume(name="tmp")
    container.add_mount_points(ecs.MountPoint(container_path="/tmp", source_volume="tmp", read_only=False))  # noqa: S108  of the container
    return task


def _image(build: StackBuild, component_id: str, service: FargateService) -> ecs.ContainerImage:
    image = service.image
    if image.digest is not None:
        reference = image.digest
    elif isinstance(image.tag, TagParameter):
        reference = _tag_parameter(build, image.tag.parameter)
    else:
        reference = str(image.tag)
    return ecs.ContainerImage.from_ecr_repository(_repository(build, component_id, service), reference)


def _repository(build: StackBuild, component_id: str, service: FargateService) -> ecr.IRepository:
    construct_id = build.id(component_id, "Images")
    existing = service.image.existing
    if existing is None or (existing.account is None and existing.region is None):
        return ecr.Repository.from_repository_name(build.scope, construct_id, service.image.repository)
    account = existing.account or cdk.Aws.ACCOUNT_ID
    region = existing.region or build.stack.region
    return ecr.Repository.from_repository_attributes(
        build.scope,
        construct_id,
        repository_name=service.image.repository,
        repository_arn=f"arn:{cdk.Aws.PARTITION}:ecr:{region}:{account}:repository/{service.image.repository}",
    )


def _tag_parameter(build: StackBuild, name: str) -> str:
    """Return the value of the parameter with an image tag, and make it where it is not there yet."""
    construct_id = tag_parameter_id(name)
    if construct_id not in build.parameters:
        build.parameters[construct_id] = cdk.CfnParameter(
            build.scope,
            construct_id,
            type="String",
            description="The tag of the image to deploy",
            allowed_pattern="[A-Za-z0-9_][A-Za-z0-9._-]{0,127}",
        )
    return build.parameters[construct_id].value_as_string


def _grants(build: StackBuild, component_id: str, task: ecs.FargateTaskDefinition) -> None:
    for grant in build.plan.by_component.grants.get(component_id, ()):
        if grant.principal == "task_role":
            note(str(grant.arrow))
            for statement in statements(grant.actions, build.built[grant.arrow.target]):
                task.add_to_task_role_policy(statement)


def _circuit_breaker(service: FargateService) -> ecs.DeploymentCircuitBreaker | None:
    if not service.deployment.circuit_breaker:
        return None
    return ecs.DeploymentCircuitBreaker(enable=True, rollback=service.deployment.rollback)


def _is_balanced(build: StackBuild, component_id: str) -> bool:
    return component_id in build.plan.by_component.routes


def _private_name(build: StackBuild, component_id: str, service: FargateService) -> ecs.CloudMapOptions | None:
    namespace = build.shared(Clusters).namespace
    if component_id not in build.plan.by_component.called_services or namespace is None:
        return None
    return ecs.CloudMapOptions(
        name=_address(build, component_id, service).partition(".")[0],
        cloud_map_namespace=namespace,
        dns_record_type=servicediscovery.DnsRecordType.A,
        dns_ttl=cdk.Duration.seconds(10),
    )


def _scaling(build: StackBuild, component_id: str, service: FargateService, made: ecs.FargateService) -> None:
    note("The template names no number of tasks, so that a deployment keeps the one scaling arrived at.")
    name = f"{build.stack.name}-{service.renamed_from or component_id}"
    scaling = made.auto_scale_task_count(min_capacity=service.tasks.min, max_capacity=service.tasks.max)
    scaling.scale_on_cpu_utilization(
        "Cpu",
        policy_name=f"{name}-cpu",
        target_utilization_percent=service.scaling.cpu_percent,
        scale_in_cooldown=cdk.Duration.minutes(5),
        scale_out_cooldown=cdk.Duration.minutes(1),
    )
    scaling.scale_on_memory_utilization(
        "Memory",
        policy_name=f"{name}-memory",
        target_utilization_percent=service.scaling.memory_percent,
        scale_in_cooldown=cdk.Duration.minutes(5),
        scale_out_cooldown=cdk.Duration.minutes(1),
    )


def _stays(main: StackBuild, component_id: str, _service: FargateService) -> None:
    keep_generated_secrets(main, component_id)


def _give_tag(main: StackBuild, passed: Passed) -> str:
    return _tag_parameter(main, passed.of)


def _take_tag(_build: StackBuild, _passed: Passed, _tag: str) -> None:
    """Do nothing: the parameter of the nested stack is there under the id that is looked for."""


BUILDER: Final[Builder[FargateService]] = Builder(
    phase=Phase.WORKLOADS,
    access_logs=AccessLogs.NONE,
    build=_build,
    known=_known,
    use=nothing_known,
    prepare=_prepare,
    stateful=nothing_stateful,
    nesting=Nesting(
        stays=_stays,
        passes={
            "cluster": Handover(give_cluster, take_cluster),
            "namespace": Handover(give_namespace, take_namespace),
            "own_secret": Handover(give_generated_secret, take_generated_secret),
            "image_tag": Handover(_give_tag, _take_tag),
        },
    ),
)
