"""Promises about what stores data or logs: that it is encrypted, and kept as long as the spec says."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from archspec.components import KIND_NAMES
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.oracle import always, oracle_of
from tests.cdk.template import Resource, reference

LOG_GROUP: Final = "AWS::Logs::LogGroup"
BUCKET: Final = "AWS::S3::Bucket"


def everything_is_encrypted(deployment: Deployment) -> Iterator[str]:
    """Whatever stores something is encrypted, and every type of resource is known to store something or nothing."""
    judges = _judges()
    for template in deployment.templates.values():
        for resource in template.resources.values():
            judge = judges.get(resource.type)
            if judge is None:
                yield f"{resource.id} is of a type that nobody has judged: {resource.type}"
            elif not judge(resource):
                yield f"{resource.id} is not encrypted"


@cache
def _judges() -> Mapping[str, Callable[[Resource], bool]]:
    """Return whether a resource is encrypted, or has nothing to encrypt, by its type."""
    oracles = [oracle_of(kind) for kind in KIND_NAMES]
    idle = _STORE_NOTHING.union(*(oracle.stores_nothing for oracle in oracles))
    judges: dict[str, Callable[[Resource], bool]] = {**dict.fromkeys(idle, always), **_IS_ENCRYPTED}
    for oracle in oracles:
        judges |= oracle.is_encrypted
    return judges


def _has(name: str) -> Callable[[Resource], bool]:
    return lambda resource: bool(resource.properties.get(name))


_IS_ENCRYPTED: Final[Mapping[str, Callable[[Resource], bool]]] = {
    "AWS::KMS::Key": _has("EnableKeyRotation"),
    "AWS::SNS::Topic": _has("KmsMasterKeyId"),
    LOG_GROUP: always,
    "AWS::SecretsManager::Secret": always,
}
_STORE_NOTHING: Final = frozenset(
    {
        "AWS::CertificateManager::Certificate",
        "AWS::CloudWatch::Alarm",
        "AWS::EC2::EIP",
        "AWS::EC2::FlowLog",
        "AWS::EC2::InternetGateway",
        "AWS::EC2::NatGateway",
        "AWS::EC2::Route",
        "AWS::EC2::RouteTable",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::Subnet",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::VPC",
        "AWS::EC2::VPCGatewayAttachment",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::Lambda::Function",
        "AWS::Route53::HealthCheck",
        "AWS::Route53::RecordSet",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::TopicPolicy",
        "AWS::SecretsManager::ResourcePolicy",
        "AWS::SecretsManager::RotationSchedule",
        "AWS::SecretsManager::SecretTargetAttachment",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACL",
        "AWS::WAFv2::WebACLAssociation",
        "Custom::VpcRestrictDefaultSG",
    }
)
"""Types that belong to no kind, or to several; the oracle of a kind has those of its own."""


def logs_are_kept_as_specified(deployment: Deployment) -> Iterator[str]:
    """Every log group, and the bucket for access logs, keeps logs as many days as the spec says."""
    days = deployment.architecture.logs.retention_days
    for group in deployment.resources(LOG_GROUP):
        if group.properties.get("RetentionInDays") != days:
            yield f"{group.id} keeps logs {group.properties.get('RetentionInDays')} days"
    for bucket in _log_buckets(deployment):
        rules = bucket.properties["LifecycleConfiguration"]["Rules"]
        if [rule.get("ExpirationInDays") for rule in rules] != [days]:
            yield f"{bucket.id} keeps logs for other than {days} days"


def _log_buckets(deployment: Deployment) -> Iterator[Resource]:
    return (bucket for bucket in deployment.resources(BUCKET) if COMPONENT_TAG not in bucket.tags)


def logs_are_written(deployment: Deployment) -> Iterator[str]:
    """Functions log to what the templates create, and so does the VPC; the oracle of a kind looks at its own logs."""
    for function in deployment.resources("AWS::Lambda::Function"):
        if not deployment.refers(function.properties.get("LoggingConfig", {}).get("LogGroup"), LOG_GROUP):
            yield f"{function.id} logs elsewhere"
    watched = {reference(log.properties["ResourceId"]) for log in deployment.resources("AWS::EC2::FlowLog")}
    yield from (f"{vpc.id} has no flow log" for vpc in deployment.resources("AWS::EC2::VPC") if vpc.id not in watched)
