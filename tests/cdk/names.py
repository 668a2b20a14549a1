"""The names that templates give resources, where CloudFormation does not make them up."""

from collections.abc import Iterator, Mapping
from typing import Final

from tests.cdk.template import Resource, text

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "AWS::CloudFront::Function": ("Name",),
    "AWS::CloudFront::OriginAccessControl": ("OriginAccessControlConfig", "Name"),
    "AWS::ECR::Repository": ("RepositoryName",),
    "AWS::ECS::TaskDefinition": ("Family",),
    "AWS::ElastiCache::ReplicationGroup": ("ReplicationGroupId",),
    "AWS::ElastiCache::User": ("UserId",),
    "AWS::ElastiCache::UserGroup": ("UserGroupId",),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::RDS::DBInstance": ("DBInstanceIdentifier",),
    "AWS::S3::Bucket": ("BucketName",),
    "AWS::Serverless::Application": ("Parameters", "functionName"),
    "AWS::ServiceDiscovery::Service": ("Name",),
}
"""Where each type has its name."""


def named(resources: Iterator[Resource]) -> Iterator[tuple[str, str]]:
    """Return the type and name of each resource that a template names."""
    for resource in resources:
        name = _value(resource.properties, _NAMES.get(resource.type, ()))
        if name is not None:
            yield resource.type, text(name)


def _value(properties: Mapping[str, object], path: tuple[str, ...]) -> object:
    found: object = properties if path else None
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found
