"""Faults of services and of what is in front of them."""

from typing import Final

from tests.cdk.faults.edit import Bodies, Fault, add, logical_id, properties


def _lower_floor(bodies: Bodies) -> None:
    properties(bodies, "Api", "ApplicationAutoScaling::ScalableTarget")["MinCapacity"] = 1


def _set_task_count(bodies: Bodies) -> None:
    properties(bodies, "Api", "ECS::Service")["DesiredCount"] = 2


def _drop_scaling_policy(bodies: Bodies) -> None:
    policy = logical_id(bodies, "ApiTaskCountTargetMemory", "ApplicationAutoScaling::ScalingPolicy")
    del bodies["Main"]["Resources"][policy]


def _stop_rolling_back(bodies: Bodies) -> None:
    deployment = properties(bodies, "Api", "ECS::Service")["DeploymentConfiguration"]
    deployment["DeploymentCircuitBreaker"]["Rollback"] = False


def _start_at_once(bodies: Bodies) -> None:
    service = bodies["Main"]["Resources"][logical_id(bodies, "Api", "ECS::Service")]
    service["DependsOn"].remove("ApiToInternet443Out")


def _forget_setting(bodies: Bodies) -> None:
    [container] = properties(bodies, "ApiTask", "ECS::TaskDefinition")["ContainerDefinitions"]
    container["Environment"] = [item for item in container["Environment"] if item["Name"] != "DATABASE_HOST"]


def _serve_plain_http(bodies: Bodies) -> None:
    https = properties(bodies, "LoadBalancerHttps", "ElasticLoadBalancingV2::Listener")
    http = properties(bodies, "LoadBalancerHttpF", "ElasticLoadBalancingV2::Listener")
    http["DefaultActions"] = https["DefaultActions"]


def _leave_target_group(bodies: Bodies) -> None:
    del properties(bodies, "Api", "ECS::Service")["LoadBalancers"]


def _forget_distribution(bodies: Bodies) -> None:
    del bodies["Edge"]["Resources"][logical_id(bodies, "Cdn", "CloudFront::Distribution", "Edge")]


def _share_user(bodies: Bodies) -> None:
    name = properties(bodies, "ApiToCacheUser", "ElastiCache::User")["UserId"]
    properties(bodies, "CacheDefaultUser", "ElastiCache::User")["UserId"] = name


def _add_zone(bodies: Bodies) -> None:
    tags = [{"Key": "archspec:component", "Value": "dns"}]
    add(bodies, "Dns", "Route53::HostedZone", Name="example.net.", HostedZoneTags=tags)


FAULTS: Final = (
    Fault(_lower_floor, ("services_keep_their_floor: api has MinCapacity 1, not 2",)),
    Fault(_set_task_count, ("services_keep_their_floor: api is set to 2 tasks by each deployment",)),
    Fault(_drop_scaling_policy, ("services_scale_as_specified: api scales on ECSServiceAverageCPUUtilization 60",)),
    Fault(_stop_rolling_back, ("services_deploy_as_specified: api has a circuit breaker with Rollback false",)),
    Fault(
        _start_at_once,
        ("services_wait_for_their_way_out: ApiService89E3D990 does not wait for ApiToInternet443Out",),
    ),
    Fault(_forget_setting, ("containers_are_told_what_they_need: api lacks the setting DATABASE_HOST",)),
    Fault(_serve_plain_http, ("listeners_are_as_specified: load_balancer answers plain HTTP with forward",)),
    Fault(_leave_target_group, ("balanced_services_are_targets: api is in 0 target groups, not 1",)),
    Fault(_forget_distribution, ("components_are_deployed: cdn has 0 AWS::CloudFront::Distribution",)),
    Fault(
        _share_user, ("names_are_taken_once: 2 AWS::ElastiCache::User are called saas-enterprise-production-api-cache",)
    ),
    Fault(
        _add_zone,
        (
            "components_are_deployed: Dns is of no component",
            "data_outlives_its_resource_as_specified: Dns is subject to Delete, not Retain",
            "zones_are_as_specified: dns has Name example.net., not example.com.",
        ),
    ),
)
