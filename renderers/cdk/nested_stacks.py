"""Stacks inside Main: the CDK's nested stacks, with every value of Main that they need as a parameter of the plan's.

The CDK would pass values by itself, under names made of the place of both stacks in the app; a template would then
differ from app to app.
"""

from typing import assert_never

from archspec.components import FargateService, TagParameter
from archspec.planning.nested_stacks import Contents, NestedStack
from archspec.planning.parts import cluster_base
from archspec.planning.passed import Passed, Subject
from archspec.planning.settings import SecretKind
from archspec.planning.workloads import VPC
from renderers.cdk.alarms import build_alarms
from renderers.cdk.application_load_balancer import build_nested_routes, build_web_acl
from renderers.cdk.aws import cdk, ec2, ecs, elbv2, s3, secretsmanager, section, servicediscovery, sns
from renderers.cdk.cluster import private_domain
from renderers.cdk.fargate_service import build_service, own_secret, service_address, tag_parameter
from renderers.cdk.security_groups import build_rules, close_group, closed_group
from renderers.cdk.stack_build import StackBuild, subnet_type


def build_nested_groups(main: StackBuild) -> None:
    """Make the security groups of services in nested stacks, which come before anything that names one."""
    for planned in main.plan.nested_stacks:
        if planned.contents is Contents.GROUPS:
            _groups(main, planned)


def _groups(main: StackBuild, planned: NestedStack) -> None:
    section(planned.id, f"Security groups of {len(planned.components)} services")
    stack, build = _nested(main, planned)
    for name in planned.components:
        group_id = closed_group(build, name)
        output = f"{build.id(name, 'SecurityGroup')}Id"
        cdk.CfnOutput(stack, output, value=group_id)
        main.groups[name] = _resource(stack).get_att(f"Outputs.{output}").to_string()


def build_nested_workloads(main: StackBuild) -> None:
    """Make the services and guards in nested stacks."""
    for planned in main.plan.nested_stacks:
        match planned.contents:
            case Contents.GROUPS:
                pass
            case Contents.SERVICES:
                _services(main, planned)
            case Contents.GUARDS:
                _guards(main, planned)
            case _ as unreachable:
                assert_never(unreachable)


def _services(main: StackBuild, planned: NestedStack) -> None:
    services = main.architecture.of_kind(FargateService)
    for name in planned.components:
        for secret in main.plan.by_component.containers[name].secrets:
            if secret.kind is SecretKind.GENERATED:
                # A secret outlives the move of its service, so it is in Main.
                own_secret(main, name, secret.name)
    section(planned.id, f"{len(planned.components)} services")
    stack, build = _nested(main, planned)
    for name in planned.components:
        close_group(build, name)
    build_rules(build, sorted(main.plan.rules, key=lambda rule: rule.id))
    for name in planned.components:
        build_service(build, name, services[name])
        build_nested_routes(build, name)
    build_alarms(build)
    _wait(main, stack, planned)


def _guards(main: StackBuild, planned: NestedStack) -> None:
    section(planned.id, f"Alarms and web ACLs of {len(planned.components)} components")
    _stack, build = _nested(main, planned)
    for name, arn in sorted(build.load_balancer_arns.items()):
        build_web_acl(build, name, arn)
    build_alarms(build)


def _wait(main: StackBuild, stack: cdk.NestedStack, planned: NestedStack) -> None:
    """Start no service before its way out and what it needs are there; CloudFormation sees no order there."""
    resource = _resource(stack)
    services = main.architecture.of_kind(FargateService)
    for placement in sorted({services[name].placement for name in planned.components}):
        selected = main.require_vpc().select_subnets(subnet_type=subnet_type(placement))
        resource.node.add_dependency(selected.internet_connectivity_established)
    targets = {arrow.target for name in planned.components for arrow in main.architecture.arrows_from(name)}
    for target in sorted(targets & main.ready.keys()):
        resource.node.add_dependency(main.ready[target])


def _nested(main: StackBuild, planned: NestedStack) -> tuple[cdk.NestedStack, StackBuild]:
    """Make a nested stack, and what its builders share: everything of Main's that it has as a parameter."""
    stack = cdk.NestedStack(main.scope, planned.id, description=f"{planned.id} of {main.stack.name}")
    resource = _resource(stack)
    # Where `cdk diff` looks for the template.
    resource.add_metadata("aws:asset:path", stack.template_file)
    resource.add_metadata("aws:asset:property", "TemplateURL")
    build = StackBuild(stack, main.plan, main.stack, nested=planned, handles=main.handles)
    given = {}
    for passed in planned.parameters:
        # No id of a component has a hyphen, so the construct has its id to itself; CloudFormation sees none.
        parameter = cdk.CfnParameter(stack, f"{passed.id}-", type="String")
        stack.set_parameter(passed.id, _value(main, passed))
        given[passed] = parameter
    _receive(build, main, given)
    return stack, build


def _resource(stack: cdk.NestedStack) -> cdk.CfnResource:
    resource = stack.nested_stack_resource
    assert resource is not None  # noqa: S101  the CDK makes one for every nested stack
    return resource


def _value(main: StackBuild, passed: Passed) -> str:  # noqa: C901, PLR0911, PLR0912  a flat case for each subject
    match passed.subject:
        case Subject.VPC:
            return main.require_vpc().vpc_id
        case Subject.SUBNET:
            tier, _, number = passed.of.partition(" ")
            return _subnets(main.require_vpc(), tier)[int(number) - 1].subnet_id
        case Subject.CLUSTER:
            return main.clusters[passed.of].cluster_name
        case Subject.NAMESPACE:
            assert main.namespace is not None  # noqa: S101  services that are called have one
            return main.namespace.namespace_id
        case Subject.SECURITY_GROUP:
            return main.groups[passed.of]
        case Subject.ADDRESS:
            return main.addresses[passed.of]
        case Subject.BUCKET_NAME:
            return main.buckets[passed.of].bucket_name
        case Subject.BUCKET_ARN:
            return main.buckets[passed.of].bucket_arn
        case Subject.DATABASE:
            return main.dimensions[passed.of]["DBInstanceIdentifier"]
        case Subject.DATABASE_SECRET:
            return main.database_secrets[passed.of].secret_arn
        case Subject.CACHE_SECRET:
            return main.cache_secrets[passed.of].secret_arn
        case Subject.OWN_SECRET:
            return main.own_secrets[passed.of].secret_arn
        case Subject.IMAGE_TAG:
            return tag_parameter(main, TagParameter(parameter=passed.of))
        case Subject.LISTENER:
            return main.listeners[passed.of].listener_arn
        case Subject.LOAD_BALANCER:
            return main.dimensions[passed.of]["LoadBalancer"]
        case Subject.LOAD_BALANCER_ARN:
            return main.load_balancers[passed.of].load_balancer_arn
        case Subject.ALARM_TOPIC:
            assert main.alarm_topic is not None  # noqa: S101  whoever needs it has an alarm
            return main.alarm_topic.topic_arn
        case _ as unreachable:
            assert_never(unreachable)


def _subnets(vpc: ec2.IVpc, tier: str) -> list[ec2.ISubnet]:
    return {"public": vpc.public_subnets, "private": vpc.private_subnets, "isolated": vpc.isolated_subnets}[tier]


def _receive(build: StackBuild, main: StackBuild, given: dict[Passed, cdk.CfnParameter]) -> None:
    """Give builders what the parameters stand for, as they know it from Main."""
    values = {passed: parameter.value_as_string for passed, parameter in given.items()}
    build.vpc = _vpc(build, values)
    _receive_buckets(build, values)
    for passed, value in values.items():
        if passed.subject is Subject.SECURITY_GROUP:
            build.groups[passed.of] = value
    for passed, parameter in given.items():
        _receive_one(build, passed, parameter, values[passed])
    for name in build.architecture.of_kind(FargateService):
        build.addresses[name] = service_address(build, name)
    for name, dimensions in main.dimensions.items():
        # A name that the plan gives is the same in every stack.
        if "CacheClusterId" in dimensions:
            build.dimensions[name] = dimensions


def _vpc(build: StackBuild, values: dict[Passed, str]) -> ec2.IVpc | None:
    planned = build.plan.vpc
    if planned is None or VPC not in values:
        return None
    subnets: dict[str, list[str]] = {"public": [], "private": [], "isolated": []}
    for passed, value in values.items():
        if passed.subject is Subject.SUBNET:
            subnets[passed.of.partition(" ")[0]].append(value)
    return ec2.Vpc.from_vpc_attributes(
        build.scope,
        "Vpc",
        vpc_id=values[VPC],
        availability_zones=list(planned.zones),
        public_subnet_ids=subnets["public"] or None,
        private_subnet_ids=subnets["private"] or None,
        isolated_subnet_ids=subnets["isolated"] or None,
    )


def _receive_buckets(build: StackBuild, values: dict[Passed, str]) -> None:
    names = {passed.of: value for passed, value in values.items() if passed.subject is Subject.BUCKET_NAME}
    for passed, value in values.items():
        if passed.subject is Subject.BUCKET_ARN:
            build.buckets[passed.of] = s3.Bucket.from_bucket_attributes(
                build.scope, build.id(passed.of), bucket_arn=value, bucket_name=names[passed.of]
            )


def _receive_one(  # noqa: C901, PLR0912  a flat case for each subject
    build: StackBuild, passed: Passed, parameter: cdk.CfnParameter, value: str
) -> None:
    scope, of = build.scope, passed.of
    match passed.subject:
        case Subject.VPC | Subject.SUBNET | Subject.SECURITY_GROUP | Subject.BUCKET_NAME | Subject.BUCKET_ARN:
            return
        case Subject.CLUSTER:
            build.clusters[of] = ecs.Cluster.from_cluster_attributes(
                scope, f"{cluster_base(of)}Cluster", cluster_name=value, vpc=build.require_vpc(), security_groups=[]
            )
        case Subject.NAMESPACE:
            build.namespace = _namespace(build, value)
        case Subject.ADDRESS:
            build.addresses[of] = value
        case Subject.DATABASE:
            build.dimensions[of] = {"DBInstanceIdentifier": value}
        case Subject.DATABASE_SECRET:
            build.database_secrets[of] = _secret(build, passed, value)
        case Subject.CACHE_SECRET:
            build.cache_secrets[of] = _secret(build, passed, value)
        case Subject.OWN_SECRET:
            build.own_secrets[of] = _secret(build, passed, value)
        case Subject.IMAGE_TAG:
            build.parameters[passed.id] = parameter
        case Subject.LISTENER:
            build.listeners[of] = _listener(build, passed, value)
        case Subject.LOAD_BALANCER:
            build.dimensions[of] = {"LoadBalancer": value}
        case Subject.LOAD_BALANCER_ARN:
            build.load_balancer_arns[of] = value
        case Subject.ALARM_TOPIC:
            build.alarm_topic = sns.Topic.from_topic_arn(scope, "AlarmTopic", value)
        case _ as unreachable:
            assert_never(unreachable)


def _namespace(build: StackBuild, namespace_id: str) -> servicediscovery.INamespace:
    place = f"{cdk.Aws.REGION}:{cdk.Aws.ACCOUNT_ID}"
    return servicediscovery.PrivateDnsNamespace.from_private_dns_namespace_attributes(
        build.scope,
        "Namespace",
        namespace_id=namespace_id,
        namespace_arn=f"arn:{cdk.Aws.PARTITION}:servicediscovery:{place}:namespace/{namespace_id}",
        namespace_name=private_domain(build),
    )


def _secret(build: StackBuild, passed: Passed, arn: str) -> secretsmanager.ISecret:
    return secretsmanager.Secret.from_secret_complete_arn(build.scope, f"{passed.id}-Secret", arn)


def _listener(build: StackBuild, passed: Passed, arn: str) -> elbv2.IApplicationListener:
    balancer, _, name = passed.of.partition(" ")
    if balancer not in build.closed_groups:
        close_group(build, balancer)
    return elbv2.ApplicationListener.from_application_listener_attributes(
        build.scope, build.id(balancer, name), listener_arn=arn, security_group=build.closed_groups[balancer]
    )
