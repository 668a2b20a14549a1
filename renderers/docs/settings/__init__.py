"""The settings of a component, as a reader wants to know them: one file for each kind that has some."""

from collections.abc import Iterator
from typing import assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import (
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from renderers.docs.markdown import code
from renderers.docs.phrases import same
from renderers.docs.settings.application_load_balancer import load_balancer_settings
from renderers.docs.settings.base import EARLIER_ID, Setting, tags
from renderers.docs.settings.cloudfront_distribution import distribution_settings
from renderers.docs.settings.elasticache_replication_group import cache_settings
from renderers.docs.settings.fargate_service import service_settings
from renderers.docs.settings.rds_instance import database_settings
from renderers.docs.settings.route53_zone import zone_settings
from renderers.docs.settings.s3_bucket import bucket_settings


def settings_of(name: str, architecture: Architecture) -> list[Setting]:
    """Return the settings of a component, defaults that matter included."""
    component = architecture.components[name]
    settings = list(_own_settings(name, component, architecture))
    if component.renamed_from is not None:
        settings.append(Setting(EARLIER_ID, same(code(component.renamed_from))))
    if component.tags:
        settings.append(Setting(Text(en="Tags", pt="Tags"), tags(component.tags.items())))
    return settings


def _own_settings(  # noqa: PLR0911  one flat line for each kind
    name: str, component: AnyComponent, architecture: Architecture
) -> Iterator[Setting]:
    match component:
        case Actor():
            return iter(())
        case Route53Zone():
            return zone_settings(name, component, architecture)
        case CloudfrontDistribution():
            return distribution_settings(name, component, architecture)
        case S3Bucket():
            return bucket_settings(component)
        case ApplicationLoadBalancer():
            return load_balancer_settings(name, component, architecture)
        case FargateService():
            return service_settings(component, architecture)
        case RdsInstance():
            return database_settings(component)
        case ElasticacheReplicationGroup():
            return cache_settings(component)
        case _ as unreachable:
            assert_never(unreachable)


__all__ = ["Setting", "settings_of"]
