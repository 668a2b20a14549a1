"""Promises about what stores data or logs: that it is encrypted, and kept as long as the spec says."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tests.cdk.containers import containers
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.template import Resource, reference

LOG_GROUP: Final = "AWS::Logs::LogGroup"
BUCKET: Final = "AWS::S3::Bucket"


def everything_is_encrypted(deployment: Deployment) -> Iterator[str]:
    """Whatever stores something is encrypted, and every type of resource is known to store something or nothing."""
    for template in deployment.templates.values():
        for resource in template.resources.values():
            if resource.type in _IS_ENCRYPTED:
                if not _IS_ENCRYPTED[resource.type](resource):
                    yield f"{resource.id} is not encrypted"
            elif resource.type not in _STORE_NOTHING:
                yield f"{resource.id} is of a type that nobody has judged: {resource.type}"


def _bucket(resource: Resource) -> bool:
    return bool(resource.properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration"))


def _repository(resource: Resource) -> bool:
    return bool(resource.properties.get("EncryptionConfiguration", {}).get("EncryptionType") == "KMS")


def _has(name: str) -> Callable[[Resource], bool]:
    return lambda resource: bool(resource.properties.get(name))


def _always(_resource: Resource) -> bool:
    """Tell of services that encrypt with a key of their own, whatever a template says."""
    return True


_IS_ENCRYPTED: Final[Mapping[str, Callable[[Resource], bool]]] = {
    BUCKET: _bucket,
    "AWS::ECR::Repository": _repository,
    "AWS::KMS::Key": _has("EnableKeyRotation"),
    "AWS::SNS::Topic": _has("KmsMasterKeyId"),
    LOG_GROUP: _always,
    "AWS::SecretsManager::Secret": _always,
    # Both are held to the spec, which may say no, by promises of their own.
    "AWS::ElastiCache::ReplicationGroup": _always,
    "AWS::RDS::DBInstance": _always,
}
_STORE_NOTHING: Final = frozenset(
    {
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        "AWS::CertificateManager::Certificate",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::Function",
        "AWS::CloudFront::OriginAccessControl",
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
        "AWS::ECS::Cluster",
        "AWS::ECS::Service",
        "AWS::ECS::TaskDefinition",
        "AWS::ElastiCache::SubnetGroup",
        "AWS::ElastiCache::User",
        "AWS::ElastiCache::UserGroup",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::Lambda::Function",
        "AWS::RDS::DBParameterGroup",
        "AWS::RDS::DBSubnetGroup",
        "AWS::Route53::HealthCheck",
        "AWS::Route53::HostedZone",
        "AWS::Route53::RecordSet",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::TopicPolicy",
        "AWS::SecretsManager::ResourcePolicy",
        "AWS::SecretsManager::RotationSchedule",
        "AWS::SecretsManager::SecretTargetAttachment",
        "AWS::Serverless::Application",
        "AWS::ServiceDiscovery::PrivateDnsNamespace",
        "AWS::ServiceDiscovery::Service",
        "AWS::WAFv2::LoggingConfiguration",
        "AWS::WAFv2::WebACL",
        "AWS::WAFv2::WebACLAssociation",
        "Custom::DatabaseExtensions",
        "Custom::VpcRestrictDefaultSG",
    }
)


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


def everything_writes_logs(deployment: Deployment) -> Iterator[str]:
    """Whatever can log does so to what the templates create: compute, data stores, the VPC, and what takes requests."""
    yield from _logs_of_compute(deployment)
    yield from _logs_of_data_stores(deployment)
    yield from _access_logs(deployment)
    watched = {reference(log.properties["ResourceId"]) for log in deployment.resources("AWS::EC2::FlowLog")}
    yield from (f"{vpc.id} has no flow log" for vpc in deployment.resources("AWS::EC2::VPC") if vpc.id not in watched)


def _logs_of_compute(deployment: Deployment) -> Iterator[str]:
    for container in containers(deployment.main):
        if not _is(deployment, container.log_options["awslogs-group"], LOG_GROUP):
            yield f"{container.service.id} logs elsewhere"
    for function in deployment.resources("AWS::Lambda::Function"):
        if not _is(deployment, function.properties.get("LoggingConfig", {}).get("LogGroup"), LOG_GROUP):
            yield f"{function.id} logs elsewhere"


def _logs_of_data_stores(deployment: Deployment) -> Iterator[str]:
    groups = {group.properties.get("LogGroupName") for group in deployment.resources(LOG_GROUP)}
    for database in deployment.resources("AWS::RDS::DBInstance"):
        name = database.properties["DBInstanceIdentifier"]
        for log in database.properties.get("EnableCloudwatchLogsExports", ["none"]):
            if f"/aws/rds/instance/{name}/{log}" not in groups:
                yield f"{database.id} logs {log} elsewhere"
    for cache in deployment.resources("AWS::ElastiCache::ReplicationGroup"):
        for delivery in cache.properties["LogDeliveryConfigurations"]:
            details = delivery["DestinationDetails"]["CloudWatchLogsDetails"]
            if not _is(deployment, details["LogGroup"], LOG_GROUP):
                yield f"{cache.id} logs elsewhere"


def _access_logs(deployment: Deployment) -> Iterator[str]:
    for cdn in deployment.resources("AWS::CloudFront::Distribution"):
        logging = cdn.properties["DistributionConfig"].get("Logging", {})
        if not _is(deployment, logging.get("Bucket"), BUCKET):
            yield f"{cdn.id} logs elsewhere"
    for balancer in deployment.resources("AWS::ElasticLoadBalancingV2::LoadBalancer"):
        attributes = {item["Key"]: item["Value"] for item in balancer.properties["LoadBalancerAttributes"]}
        if not _is(deployment, attributes.get("access_logs.s3.bucket"), BUCKET):
            yield f"{balancer.id} logs elsewhere"
    for bucket in deployment.resources(BUCKET):
        target = bucket.properties.get("LoggingConfiguration", {}).get("DestinationBucketName")
        if COMPONENT_TAG in bucket.tags and not _is(deployment, target, BUCKET):
            yield f"{bucket.id} logs elsewhere"


def _is(deployment: Deployment, value: object, resource_type: str) -> bool:
    found = (template.referred(value) for template in deployment.templates.values())
    return any(resource is not None and resource.type == resource_type for resource in found)
