"""ECS services on Fargate."""

import re

from archspec.components import CloudfrontDistribution, FargateService, RdsInstance, S3Bucket, TagParameter
from archspec.components.arns import Arn
from archspec.planning.grants import Grant, Principal
from archspec.planning.parts import own_secret_id, tag_parameter_id
from archspec.planning.settings import Attribute, Container, Output, Secret, SecretKind, Setting
from renderers.cdk.aws import cdk, ecr, ecs, iam, note, secretsmanager, section, servicediscovery, ssm
from renderers.cdk.cluster import private_domain
from renderers.cdk.stack_build import StackBuild, bucket_statements, subnet_type, subnets

_GRACE_SECONDS = 60
_COMPLETE_ARN = re.compile("-[A-Za-z0-9]{6}$")
"""The six characters Secrets Manager adds to a name, which a partial ARN leaves out."""
_LOG_BUFFER_MIB = 25


def service_address(build: StackBuild, component_id: str) -> str:
    """Return the private name of a service."""
    name = build.architecture.components[component_id].renamed_from or component_id
    return f"{name.replace('_', '-').strip('-')}.{private_domain(build)}"


def build_service(build: StackBuild, component_id: str, service: FargateService) -> None:
    """Make a task definition and the service that keeps it running, with its roles, secrets and scaling."""
    section(component_id, f"{service.title}: {service.tasks.min} to {service.tasks.max} tasks")
    task = _task(build, component_id, service)
    _grants(build, component_id, task)
    made = ecs.FargateService(
        build.scope,
        build.id(component_id),
        cluster=build.clusters[service.cluster],
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
        cloud_map_options=_private_name(build, component_id),
    )
    _wait(build, component_id, service, made)
    _scaling(build, component_id, service, made)
    build.tag(made, component_id)
    build.tag(task, component_id)
    build.services[component_id] = made
    build.handles[component_id] = made
    build.dimensions[component_id] = {
        "ClusterName": build.clusters[service.cluster].cluster_name,
        "ServiceName": made.service_name,
    }


def _wait(build: StackBuild, component_id: str, service: FargateService, made: ecs.FargateService) -> None:
    """Start no task before it can pull its image and reach what it needs; CloudFormation sees no order there."""
    selected = build.require_vpc().select_subnets(subnet_type=subnet_type(service.placement))
    made.node.add_dependency(selected.internet_connectivity_established)
    for rule in build.plan.by_component.rules.get(component_id, ()):
        if rule.direction == "egress":
            made.node.add_dependency(build.rules[rule.id])
    for arrow in build.architecture.arrows_from(component_id):
        if arrow.target in build.ready:
            made.node.add_dependency(build.ready[arrow.target])


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
    planned = build.plan.by_component.containers[component_id]
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
        environment={setting.name: _value(build, setting) for setting in planned.settings},
        secrets=_secrets(build, component_id, planned),
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
        reference = tag_parameter(build, image.tag)
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


def tag_parameter(build: StackBuild, tag: TagParameter) -> str:
    """Return the value of the parameter with an image tag, and make it where it is not there yet."""
    construct_id = tag_parameter_id(tag)
    if construct_id not in build.parameters:
        build.parameters[construct_id] = cdk.CfnParameter(
            build.scope,
            construct_id,
            type="String",
            description="The tag of the image to deploy",
            allowed_pattern="[A-Za-z0-9_][A-Za-z0-9._-]{0,127}",
        )
    return build.parameters[construct_id].value_as_string


def _value(build: StackBuild, setting: Setting) -> str:
    match setting.value:
        case Output(component, Attribute.ADDRESS):
            return build.addresses[component]
        case Output(component, Attribute.BUCKET_NAME):
            return build.buckets[component].bucket_name
        case Output(component, Attribute.SECRET_ARN):
            return build.database_secrets[component].secret_arn
        case str(text):
            return text
        case _:
            raise RuntimeError(f"{setting.name} has no value")


def _secrets(build: StackBuild, component_id: str, planned: Container) -> dict[str, ecs.Secret]:
    return {secret.name: _secret(build, component_id, secret) for secret in planned.secrets}


def _secret(build: StackBuild, component_id: str, planned: Secret) -> ecs.Secret:
    match planned.kind:
        case SecretKind.GENERATED:
            return ecs.Secret.from_secrets_manager(own_secret(build, component_id, planned.name))
        case SecretKind.EXISTING:
            return _existing(build, component_id, planned)
        case SecretKind.DATABASE:
            assert planned.arrow is not None  # noqa: S101  narrows the type
            return ecs.Secret.from_secrets_manager(build.database_secrets[planned.arrow.target], planned.field)
        case SecretKind.CACHE_USER:
            assert planned.arrow is not None  # noqa: S101  narrows the type
            ends = f"{planned.arrow.source} -> {planned.arrow.target}"
            return ecs.Secret.from_secrets_manager(build.cache_secrets[ends], planned.field)
        case SecretKind.CACHE_TOKEN:
            assert planned.arrow is not None  # noqa: S101  narrows the type
            return ecs.Secret.from_secrets_manager(build.cache_secrets[planned.arrow.target])


def own_secret(build: StackBuild, component_id: str, name: str) -> secretsmanager.ISecret:
    """Return the secret of a variable of a service, and make it where it is not there yet."""
    key = f"{component_id} {name}"
    if key not in build.own_secrets:
        build.own_secrets[key] = secretsmanager.Secret(
            build.scope,
            own_secret_id(build.id(component_id), name),
            description=f"{name} of {component_id}",
            generate_secret_string=secretsmanager.SecretStringGenerator(exclude_punctuation=True, password_length=64),
        )
    return build.own_secrets[key]


def _existing(build: StackBuild, component_id: str, planned: Secret) -> ecs.Secret:
    arn = str(planned.arn)
    construct_id = own_secret_id(build.id(component_id), planned.name)
    parsed = Arn.parse(arn)
    if parsed.service == "ssm":
        name = parsed.resource.removeprefix("parameter")
        parameter = ssm.StringParameter.from_secure_string_parameter_attributes(
            build.scope, construct_id, parameter_name=name
        )
        return ecs.Secret.from_ssm_parameter(parameter)
    if _COMPLETE_ARN.search(arn):
        secret = secretsmanager.Secret.from_secret_complete_arn(build.scope, construct_id, arn)
    else:
        secret = secretsmanager.Secret.from_secret_partial_arn(build.scope, construct_id, arn)
    return ecs.Secret.from_secrets_manager(secret)


def _grants(build: StackBuild, component_id: str, task: ecs.FargateTaskDefinition) -> None:
    for grant in build.plan.by_component.grants.get(component_id, ()):
        if grant.principal is Principal.TASK_ROLE:
            note(str(grant.arrow))
            for statement in _statements(build, grant):
                task.add_to_task_role_policy(statement)


def _statements(build: StackBuild, grant: Grant) -> list[iam.PolicyStatement]:
    target = build.architecture.components[grant.arrow.target]
    match target:
        case S3Bucket():
            return bucket_statements(grant.actions, [build.buckets[grant.arrow.target]])
        case RdsInstance():
            arn = build.database_secrets[grant.arrow.target].secret_arn
            return [iam.PolicyStatement(actions=list(grant.actions), resources=[arn])]
        case CloudfrontDistribution():
            return [_invalidation(build, grant)]
        case _:
            raise RuntimeError(f"{grant.arrow} grants nothing")


def _invalidation(build: StackBuild, grant: Grant) -> iam.PolicyStatement:
    """Name the distribution by its tags, since its id is in another stack."""
    tags = {**build.plan.tags, "archspec:component": grant.arrow.target}
    conditions = {f"aws:ResourceTag/{key}": value for key, value in tags.items() if key.startswith("archspec:")}
    return iam.PolicyStatement(
        actions=list(grant.actions),
        resources=[f"arn:{cdk.Aws.PARTITION}:cloudfront::{cdk.Aws.ACCOUNT_ID}:distribution/*"],
        conditions={"StringEquals": conditions},
    )


def _circuit_breaker(service: FargateService) -> ecs.DeploymentCircuitBreaker | None:
    if not service.deployment.circuit_breaker:
        return None
    return ecs.DeploymentCircuitBreaker(enable=True, rollback=service.deployment.rollback)


def _is_balanced(build: StackBuild, component_id: str) -> bool:
    return component_id in build.plan.by_component.routes


def _private_name(build: StackBuild, component_id: str) -> ecs.CloudMapOptions | None:
    if component_id not in build.plan.by_component.called_services or build.namespace is None:
        return None
    return ecs.CloudMapOptions(
        name=service_address(build, component_id).partition(".")[0],
        cloud_map_namespace=build.namespace,
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
