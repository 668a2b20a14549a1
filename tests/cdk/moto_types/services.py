"""Services, their scaling, and the network around them."""

from typing import Any

from tests.cdk.moto_types.creation import Made, Request, only


def task_definition(request: Request) -> Made:
    """Register a task definition with everything the template says of it."""
    written = {name: value for name, value in request.properties.items() if name != "Tags"}
    made = request.client("ecs").register_task_definition(**_spelled(written))["taskDefinition"]
    return Made(made["taskDefinitionArn"], {})


def service(request: Request) -> Made:
    """Create a service with everything the template says of it."""
    names = ("DeploymentConfiguration", "EnableECSManagedTags", "LaunchType", "LoadBalancers", "NetworkConfiguration")
    made = request.client("ecs").create_service(
        serviceName=request.name,
        cluster=request.properties["Cluster"],
        taskDefinition=request.properties["TaskDefinition"],
        **_spelled(only(request.properties, *names, "PlatformVersion", "PropagateTags")),
    )["service"]
    return Made(made["serviceArn"], {"Name": made["serviceName"]})


def _spelled(value: Any) -> Any:  # noqa: ANN401  a part of a template
    """Return a value with its keys as Amazon ECS has them, which begin with a small letter."""
    match value:
        case dict():
            return {name[0].lower() + name[1:]: _spelled(item) for name, item in value.items()}
        case list():
            return [_spelled(item) for item in value]
        case _:
            return value


_TARGET = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def scalable_target(request: Request) -> Made:
    """Register a scaling target; its physical id is what a policy finds it by."""
    written = only(request.properties, *_TARGET, "MinCapacity", "MaxCapacity", "RoleARN")
    request.client("application-autoscaling").register_scalable_target(**written)
    return Made("|".join(request.properties[name] for name in _TARGET), {})


def scaling_policy(request: Request) -> Made:
    """Put a scaling policy."""
    written = request.properties
    configuration = written["TargetTrackingScalingPolicyConfiguration"]
    made = request.client("application-autoscaling").put_scaling_policy(
        **only(written, "PolicyName", "PolicyType"),
        **dict(zip(_TARGET, written["ScalingTargetId"].split("|"), strict=True)),
        TargetTrackingScalingPolicyConfiguration={**configuration, "TargetValue": float(configuration["TargetValue"])},
    )
    return Made(made["PolicyARN"], {"Arn": made["PolicyARN"]})


def route_table_association(request: Request) -> Made:
    """Give a subnet a route table."""
    made = request.client("ec2").associate_route_table(**only(request.properties, "RouteTableId", "SubnetId"))
    return Made(made["AssociationId"], {})


def egress(request: Request) -> Made:
    """Let something out of a security group."""
    written = request.properties
    said = {"Description": written["Description"]}
    if "DestinationSecurityGroupId" in written:
        peers = {"UserIdGroupPairs": [{"GroupId": written["DestinationSecurityGroupId"], **said}]}
    else:
        peers = {"IpRanges": [{"CidrIp": written["CidrIp"], **said}]}
    permission = only(written, "IpProtocol", "FromPort", "ToPort") | peers
    made = request.client("ec2").authorize_security_group_egress(GroupId=written["GroupId"], IpPermissions=[permission])
    return Made(made["SecurityGroupRules"][0]["SecurityGroupRuleId"], {})
