"""What each stack is built of."""

from collections.abc import Mapping
from typing import assert_never

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
from archspec.planning import Plan
from archspec.planning.quotas import aws_quotas
from archspec.planning.stacks import Stack
from renderers.cdk.access_logs import build_access_logs
from renderers.cdk.alarms import build_alarm_topic, build_alarms
from renderers.cdk.application_load_balancer import build_listeners, build_load_balancer
from renderers.cdk.aws import Construct, cdk, ecr, section
from renderers.cdk.cloudfront_distribution import build_distribution
from renderers.cdk.cluster import build_clusters, build_namespace
from renderers.cdk.elasticache_replication_group import build_cache
from renderers.cdk.endpoints import build_health_checks
from renderers.cdk.fargate_service import build_service, service_address
from renderers.cdk.nested_stacks import build_nested_groups, build_nested_workloads
from renderers.cdk.network import build_network
from renderers.cdk.rds_instance import build_database
from renderers.cdk.route53_zone import build_zone, use_zones
from renderers.cdk.s3_bucket import build_bucket, use_buckets
from renderers.cdk.security_groups import build_security_groups
from renderers.cdk.stack_build import StackBuild

_IMAGES_KEPT = 50

_ORDER: tuple[type[AnyComponent], ...] = (
    Actor,
    Route53Zone,
    S3Bucket,
    RdsInstance,
    ElasticacheReplicationGroup,
    ApplicationLoadBalancer,
    FargateService,
    CloudfrontDistribution,
)
"""Kinds in the order they are built: what others refer to comes first."""


def build_stack(scope: Construct, plan: Plan, stack: Stack) -> Mapping[str, object]:
    """Make everything in a stack, and return the main construct of each component by id."""
    build = StackBuild(scope, plan, stack)
    match stack.id:
        case "Zone":
            _components(build)
        case "Registry":
            _registry(build)
        case "Edge":
            _edge(build)
        case "Main":
            _main(build)
        case _ as unreachable:
            assert_never(unreachable)
    return build.handles


def _registry(build: StackBuild) -> None:
    section("repositories", "Container images, which have to be there before the services that run them")
    for repository in build.plan.repositories:
        made = ecr.Repository(
            build.scope,
            repository.id,
            repository_name=repository.name,
            image_scan_on_push=True,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            encryption=ecr.RepositoryEncryption.KMS,
            removal_policy=cdk.RemovalPolicy.RETAIN,
        )
        made.add_lifecycle_rule(description=f"Keep the last {_IMAGES_KEPT} images", max_image_count=_IMAGES_KEPT)
        # A URI follows from the name; where a template could not hold them all, it holds none.
        if len(build.plan.repositories) <= aws_quotas().outputs:
            cdk.CfnOutput(build.scope, f"{repository.id}Uri", value=made.repository_uri)


def _edge(build: StackBuild) -> None:
    use_zones(build)
    use_buckets(build)
    if build.stack.components:
        build_access_logs(build, from_cloudfront=True)
    build_alarm_topic(build)
    _components(build)
    build_health_checks(build)
    build_alarms(build)


def _main(build: StackBuild) -> None:
    use_zones(build)
    build_network(build)
    build_nested_groups(build)
    build_security_groups(build)
    kinds = {type(build.architecture.components[name]) for name in build.stack.components}
    if kinds & {S3Bucket, ApplicationLoadBalancer}:
        build_access_logs(build)
    build_alarm_topic(build)
    use_buckets(build)
    build_clusters(build)
    build.namespace = build_namespace(build)
    for name in build.architecture.of_kind(FargateService):
        build.addresses[name] = service_address(build, name)
    _components(build)
    for listeners in build.plan.listeners:
        build_listeners(build, listeners)
    build_nested_workloads(build)
    build_alarms(build)


def _components(build: StackBuild) -> None:
    components = build.architecture.components
    elsewhere = build.architecture.of_kind(FargateService).keys() & build.plan.homes.keys()
    here = [name for name in build.stack.components if name not in elsewhere]
    for name in sorted(here, key=lambda name: _ORDER.index(type(components[name]))):
        _component(build, name, components[name])


def _component(build: StackBuild, name: str, component: AnyComponent) -> None:
    match component:
        case Actor():
            return
        case Route53Zone():
            build_zone(build, name, component)
        case S3Bucket():
            build_bucket(build, name, component)
        case RdsInstance():
            build_database(build, name, component)
        case ElasticacheReplicationGroup():
            build_cache(build, name, component)
        case ApplicationLoadBalancer():
            build_load_balancer(build, name, component)
        case FargateService():
            build_service(build, name, component)
        case CloudfrontDistribution():
            build_distribution(build, name, component)
        case _ as unreachable:
            assert_never(unreachable)
