"""ECS clusters, and the private names of the services in them."""

from archspec.components import FargateService
from archspec.planning.parts import cluster_base
from renderers.cdk.aws import ecs, section, servicediscovery
from renderers.cdk.stack_build import StackBuild


def build_clusters(build: StackBuild) -> None:
    """Make each cluster that a service runs in, or refer to the existing one."""
    services = build.architecture.of_kind(FargateService).values()
    for slug in dict.fromkeys(service.cluster for service in services):
        section(f"cluster {slug}", f"Cluster {slug}")
        build.clusters[slug] = _cluster(build, slug)


def _cluster(build: StackBuild, slug: str) -> ecs.ICluster:
    construct_id = f"{cluster_base(slug)}Cluster"
    known = build.architecture.clusters.get(slug)
    if known is not None and known.existing is not None:
        return ecs.Cluster.from_cluster_attributes(
            build.scope, construct_id, cluster_name=known.existing.name, vpc=build.require_vpc(), security_groups=[]
        )
    return ecs.Cluster(
        build.scope,
        construct_id,
        vpc=build.require_vpc(),
        container_insights_v2=ecs.ContainerInsights.ENHANCED,
    )


def build_namespace(build: StackBuild) -> servicediscovery.INamespace | None:
    """Make the private domain of the services that other services call; None where there is none."""
    if not build.plan.by_component.called_services:
        return None
    section("namespace", "Private names of services")
    return servicediscovery.PrivateDnsNamespace(
        build.scope, "Namespace", name=private_domain(build), vpc=build.require_vpc()
    )


def private_domain(build: StackBuild) -> str:
    """Return the private domain of the services."""
    return f"{build.architecture.name}.internal"
