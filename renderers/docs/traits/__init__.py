"""How each component behaves once it runs: one file for each kind."""

from typing import assert_never

from archspec.architecture import Architecture
from archspec.components import (
    Actor,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from renderers.docs.traits.application_load_balancer import load_balancer_traits
from renderers.docs.traits.base import Growth, State, Traits, Upkeep
from renderers.docs.traits.cloudfront_distribution import distribution_traits
from renderers.docs.traits.elasticache_replication_group import cache_traits
from renderers.docs.traits.fargate_service import service_traits
from renderers.docs.traits.rds_instance import database_traits
from renderers.docs.traits.route53_zone import zone_traits
from renderers.docs.traits.s3_bucket import bucket_traits


def traits_of(name: str, architecture: Architecture) -> Traits | None:  # noqa: PLR0911  one flat line for each kind
    """Return the traits of a component; what is outside AWS has none that the model knows."""
    component = architecture.components[name]
    match component:
        case Actor():
            return None
        case Route53Zone():
            return zone_traits(component)
        case CloudfrontDistribution():
            return distribution_traits(component)
        case S3Bucket():
            return bucket_traits(component)
        case ApplicationLoadBalancer():
            return load_balancer_traits(component, architecture)
        case FargateService():
            return service_traits(component, architecture)
        case RdsInstance():
            return database_traits(component)
        case ElasticacheReplicationGroup():
            return cache_traits(component)
        case _ as unreachable:
            assert_never(unreachable)


__all__ = ["Growth", "State", "Traits", "Upkeep", "traits_of"]
