"""The kinds of component: one file each, listed here and nowhere else."""

from typing import Annotated, Final, TypeAlias, get_args

from pydantic import Field

from archspec.components.actor import Actor
from archspec.components.application_load_balancer import ApplicationLoadBalancer
from archspec.components.base import (
    DATA_ROLES,
    ComponentBase,
    Facts,
    HealthCheck,
    Location,
    Placement,
    Role,
    Shape,
)
from archspec.components.certificate import Certificate, ExistingCertificate
from archspec.components.cloudfront_distribution import CloudfrontDistribution
from archspec.components.elasticache_replication_group import ElasticacheReplicationGroup
from archspec.components.fargate_service import (
    Deployment,
    ExistingRepository,
    FargateService,
    Image,
    Scaling,
    TagParameter,
    Tasks,
)
from archspec.components.rds_instance import RdsInstance
from archspec.components.route53_zone import ExistingZone, Route53Zone
from archspec.components.s3_bucket import ExistingBucket, S3Bucket, Website

AnyComponent: TypeAlias = (
    Actor
    | Route53Zone
    | CloudfrontDistribution
    | S3Bucket
    | ApplicationLoadBalancer
    | FargateService
    | RdsInstance
    | ElasticacheReplicationGroup
)
Component: TypeAlias = Annotated[AnyComponent, Field(discriminator="kind")]
KINDS: Final[tuple[type[AnyComponent], ...]] = get_args(AnyComponent)
"""Every kind, in the order documents list them."""


def kind_of(component_class: type[AnyComponent]) -> str:
    """Return the `kind` a spec writes for a class."""
    return str(component_class.model_fields["kind"].default)


__all__ = [
    "DATA_ROLES",
    "KINDS",
    "Actor",
    "AnyComponent",
    "ApplicationLoadBalancer",
    "Certificate",
    "CloudfrontDistribution",
    "Component",
    "ComponentBase",
    "Deployment",
    "ElasticacheReplicationGroup",
    "ExistingBucket",
    "ExistingCertificate",
    "ExistingRepository",
    "ExistingZone",
    "Facts",
    "FargateService",
    "HealthCheck",
    "Image",
    "Location",
    "Placement",
    "RdsInstance",
    "Role",
    "Route53Zone",
    "S3Bucket",
    "Scaling",
    "Shape",
    "TagParameter",
    "Tasks",
    "Website",
    "kind_of",
]
