"""What every kind of component has, and the way to each kind by its name."""

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from archspec.components.base import (
    DATA_ROLES,
    Acts,
    ComponentBase,
    Facts,
    HealthCheck,
    Location,
    Placement,
    Role,
    Shape,
)
from archspec.components.certificate import Certificate, ExistingCertificate
from archspec.components.component import OfItsKind
from archspec.components.kind import Kind
from archspec.components.registry import KIND_NAMES, all_kinds, facet_of, is_kind, kind_named

if TYPE_CHECKING:
    from archspec.kinds.actor import Actor
    from archspec.kinds.application_load_balancer import ApplicationLoadBalancer
    from archspec.kinds.cloudfront_distribution import CloudfrontDistribution
    from archspec.kinds.elasticache_replication_group import ElasticacheReplicationGroup
    from archspec.kinds.fargate_service import (
        Deployment,
        ExistingRepository,
        FargateService,
        Image,
        Scaling,
        TagParameter,
        Tasks,
    )
    from archspec.kinds.rds_instance import RdsInstance
    from archspec.kinds.route53_zone import ExistingZone, Route53Zone
    from archspec.kinds.s3_bucket import ExistingBucket, S3Bucket, Website

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
    KINDS: tuple[type[AnyComponent], ...]
else:
    AnyComponent = ComponentBase

Component: TypeAlias = Annotated[AnyComponent, OfItsKind()]


def kind_of(component_class: type[ComponentBase]) -> str:
    """Return the `kind` a spec writes for a class."""
    return str(component_class.model_fields["kind"].default)


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever is there
    """Import the kinds when somebody asks for one of their names here, until everybody asks for capabilities."""
    if name in __all__:
        from importlib import import_module  # noqa: PLC0415

        if name == "KINDS":
            return tuple(kind.model for kind in all_kinds())
        for kind in KIND_NAMES:
            if hasattr(package := import_module(f"archspec.kinds.{kind}"), name):
                return getattr(package, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DATA_ROLES",
    "KINDS",
    "KIND_NAMES",
    "Actor",
    "Acts",
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
    "Kind",
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
    "all_kinds",
    "facet_of",
    "is_kind",
    "kind_named",
    "kind_of",
]
