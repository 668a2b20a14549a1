"""The VPC, or the one that is there already."""

from archspec.architecture import ExistingVpc
from archspec.planning.network import Tier, Vpc
from renderers.cdk.aws import cast, cdk, ec2, iam, note, section
from renderers.cdk.stack_build import StackBuild, subnet_type

_OUR_TAGS = 150
"""A priority above that of the tags the CDK adds itself, which is 100."""


def build_network(build: StackBuild) -> None:
    """Make the VPC of the plan, with flow logs, or refer to the existing one."""
    planned = build.plan.vpc
    if planned is None:
        return
    section("network", f"{planned.cidr} in {', '.join(planned.zones)}")
    if planned.existing is None:
        build.vpc = _created(build, planned)
    else:
        build.vpc = _existing(build, planned, planned.existing)


def _created(build: StackBuild, planned: Vpc) -> ec2.Vpc:
    note("Zones are pinned and addresses for a third are kept, so that adding one moves no subnet.")
    vpc = ec2.Vpc(
        build.scope,
        "Vpc",
        ip_addresses=ec2.IpAddresses.cidr(planned.cidr),
        vpc_name=build.stack.name,
        availability_zones=list(planned.zones),
        reserved_azs=planned.reserved_zones,
        nat_gateways=planned.nat_gateways,
        restrict_default_security_group=True,
        subnet_configuration=[_tier(tier) for tier in planned.tiers],
    )
    role = iam.Role(build.scope, "VpcFlowLogsRole", assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"))
    ec2.FlowLog(
        build.scope,
        "VpcFlowLog",
        resource_type=ec2.FlowLogResourceType.from_vpc(vpc),
        flow_log_name=build.stack.name,
        destination=ec2.FlowLogDestination.to_cloud_watch_logs(build.log_group("VpcFlowLogs"), role),
        traffic_type=ec2.FlowLogTrafficType.ALL,
    )
    _keep_logs_of_restriction(build)
    _name_subnets(build, planned, vpc)
    return vpc


def _keep_logs_of_restriction(build: StackBuild) -> None:
    """Give the function that empties the default security group a log group; Lambda's own would keep logs forever."""
    provider = build.scope.node.find_child("Custom::VpcRestrictDefaultSGCustomResourceProvider")
    handler = cast(cdk.CfnResource, provider.node.find_child("Handler"))
    group = build.log_group("VpcDefaultGroupFunctionLogs")
    handler.add_property_override("LoggingConfig", {"LogGroup": group.log_group_name})


def _name_subnets(build: StackBuild, planned: Vpc, vpc: ec2.Vpc) -> None:
    """Name each subnet by tier and zone; the CDK would name it by its place in the app."""
    made = {"public": vpc.public_subnets, "private": vpc.private_subnets, "isolated": vpc.isolated_subnets}
    for tier in planned.tiers:
        for number, zone in enumerate(planned.zones):
            if not tier.reserved:
                subnet = made[tier.placement][number]
                cdk.Tags.of(subnet).add("Name", f"{build.stack.name}/{tier.placement}-{zone}", priority=_OUR_TAGS)


def _tier(tier: Tier) -> ec2.SubnetConfiguration:
    return ec2.SubnetConfiguration(
        name=tier.placement,
        subnet_type=subnet_type(tier.placement),
        cidr_mask=tier.prefix,
        reserved=tier.reserved or None,
        map_public_ip_on_launch=False if tier.placement == "public" else None,
    )


def _existing(build: StackBuild, planned: Vpc, existing: ExistingVpc) -> ec2.IVpc:
    return ec2.Vpc.from_vpc_attributes(
        build.scope,
        "Vpc",
        vpc_id=existing.vpc_id,
        vpc_cidr_block=planned.cidr,
        availability_zones=list(planned.zones),
        public_subnet_ids=list(existing.public_subnets) or None,
        private_subnet_ids=list(existing.private_subnets) or None,
        isolated_subnet_ids=list(existing.isolated_subnets) or None,
    )
