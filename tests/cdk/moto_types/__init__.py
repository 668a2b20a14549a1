"""CloudFormation types for moto: those it lacks, and those it knows but loses most of.

Each is created through moto's own service, so that what is read back is what the service made of it:

    lacks               ApplicationAutoScaling ScalableTarget and ScalingPolicy; CertificateManager Certificate;
                        CloudFront Distribution, Function and OriginAccessControl; CloudWatch Alarm;
                        EC2 SecurityGroupEgress; ElastiCache ReplicationGroup, SubnetGroup, User and UserGroup;
                        S3 BucketPolicy; SecretsManager Secret; SNS TopicPolicy;
                        WAFv2 WebACL, LoggingConfiguration and WebACLAssociation
    fails or loses      RDS DBInstance (no parameter group, security groups, protection or managed password),
                        EC2 SubnetRouteTableAssociation (associates nothing),
                        ECS Service and TaskDefinition (no network, load balancers, sizes or deployment)
    lacks attributes    ElasticLoadBalancingV2 LoadBalancer and TargetGroup, Route53 HealthCheck and HostedZone
    would need Docker   Custom::*, whose functions are Lambda's; here they do nothing
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
from moto.cloudformation import parsing

from tests.cdk.moto_types import data, edge, services
from tests.cdk.moto_types.creation import Create, Made, Request

_CREATE: Final[Mapping[str, Create]] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": services.scalable_target,
    "AWS::ApplicationAutoScaling::ScalingPolicy": services.scaling_policy,
    "AWS::CertificateManager::Certificate": edge.certificate,
    "AWS::CloudFront::Distribution": edge.distribution,
    "AWS::CloudFront::Function": edge.cloudfront_function,
    "AWS::CloudFront::OriginAccessControl": edge.access_control,
    "AWS::CloudWatch::Alarm": edge.alarm,
    "AWS::EC2::SecurityGroupEgress": services.egress,
    "AWS::EC2::SubnetRouteTableAssociation": services.route_table_association,
    "AWS::ECS::Service": services.service,
    "AWS::ECS::TaskDefinition": services.task_definition,
    "AWS::ElastiCache::ReplicationGroup": data.cache,
    "AWS::ElastiCache::SubnetGroup": data.cache_subnets,
    "AWS::ElastiCache::User": data.cache_user,
    "AWS::ElastiCache::UserGroup": data.cache_user_group,
    "AWS::RDS::DBInstance": data.database,
    "AWS::S3::BucketPolicy": data.bucket_policy,
    "AWS::SNS::TopicPolicy": edge.topic_policy,
    "AWS::SecretsManager::Secret": data.secret,
    "AWS::WAFv2::LoggingConfiguration": edge.web_acl_logging,
    "AWS::WAFv2::WebACL": edge.web_acl,
    "AWS::WAFv2::WebACLAssociation": edge.web_acl_association,
}
_ATTRIBUTES: Final[Mapping[str, Mapping[str, Callable[[Any], object]]]] = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {
        "CanonicalHostedZoneID": lambda _balancer: "Z2P70J7HTTTPLU",
        "LoadBalancerFullName": lambda balancer: str(balancer.arn).partition(":loadbalancer/")[2],
    },
    "AWS::ElasticLoadBalancingV2::TargetGroup": {
        "TargetGroupFullName": lambda group: str(group.arn).rpartition(":")[2],
    },
    "AWS::Route53::HealthCheck": {"HealthCheckId": lambda check: str(check.physical_resource_id)},
    "AWS::Route53::HostedZone": {"NameServers": lambda zone: list(zone.delegation_set.name_servers)},
}


class _Resource:
    """A resource, as moto's CloudFormation asks for one."""

    def __init__(self, made: Made) -> None:
        self.physical_resource_id = made.physical_id
        self._attributes = made.attributes

    def get_cfn_attribute(self, name: str) -> object:
        return self._attributes[name]

    def is_created(self) -> bool:
        return True


@dataclass(frozen=True)
class _Type:
    """A type, in the place of the class that moto would have."""

    create: Create

    def create_from_cloudformation_json(
        self, name: str, written: Mapping[str, Any], account: str, region: str, **_kwargs: str
    ) -> _Resource:
        return _Resource(self.create(Request(name, written["Properties"], account, region)))

    def has_cfn_attr(self, _name: str) -> bool:
        return True


@dataclass(frozen=True)
class _TypeWithAttributes:
    """A type of moto's own, whose resources have some attributes more."""

    model: Any
    attributes: Mapping[str, Callable[[Any], object]]

    def create_from_cloudformation_json(self, *args: Any, **kwargs: str) -> Any:  # noqa: ANN401  of moto's
        made = self.model.create_from_cloudformation_json(*args, **kwargs)
        known = made.get_cfn_attribute if hasattr(made, "get_cfn_attribute") else None
        made.get_cfn_attribute = lambda name: (
            self.attributes[name](made) if name in self.attributes or known is None else known(name)
        )
        return made

    def has_cfn_attr(self, _name: str) -> bool:
        return True


@contextmanager
def more_types() -> Iterator[None]:
    """Let moto's CloudFormation create every type that the templates have."""
    known = parsing.resource_class_from_type

    def chosen(resource_type: str) -> Any:  # noqa: ANN401  in the place of moto's classes
        if resource_type in _CREATE:
            return _Type(_CREATE[resource_type])
        if resource_type.startswith("Custom::"):
            return _Type(edge.nothing)
        model = known(resource_type)
        return _TypeWithAttributes(model, _ATTRIBUTES[resource_type]) if resource_type in _ATTRIBUTES else model

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parsing, "resource_class_from_type", chosen)
        yield
