"""ECS clusters, and the private names of what runs in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archspec.planning.parts import cluster_base
from archspec.planning.passed import Passed
from renderers.cdk.aws import cdk, ecs, section, servicediscovery
from renderers.cdk.stack_build import StackBuild


@dataclass(slots=True)
class Clusters:
    """The clusters of a stack by the name the spec gives them, and the private domain of what runs in them."""

    made: dict[str, ecs.ICluster] = field(default_factory=dict)
    namespace: servicediscovery.INamespace | None = None


def build_clusters(build: StackBuild, slugs: Iterable[str]) -> None:
    """Make each cluster, or refer to the existing one, and the private domain where something has a name in it."""
    clusters = build.shared(Clusters)
    for slug in dict.fromkeys(slugs):
        section(f"cluster {slug}", f"Cluster {slug}")
        clusters.made[slug] = _cluster(build, slug)
    if build.plan.by_component.called_services:
        section("namespace", "Private names of services")
        clusters.namespace = servicediscovery.PrivateDnsNamespace(
            build.scope, "Namespace", name=private_domain(build), vpc=build.require_vpc()
        )


def _cluster(build: StackBuild, slug: str) -> ecs.ICluster:
    known = build.architecture.clusters.get(slug)
    if known is not None and known.existing is not None:
        return _named(build, slug, known.existing.name)
    return ecs.Cluster(
        build.scope,
        _id(slug),
        vpc=build.require_vpc(),
        container_insights_v2=ecs.ContainerInsights.ENHANCED,
    )


def _named(build: StackBuild, slug: str, name: str) -> ecs.ICluster:
    return ecs.Cluster.from_cluster_attributes(
        build.scope, _id(slug), cluster_name=name, vpc=build.require_vpc(), security_groups=[]
    )


def _id(slug: str) -> str:
    return f"{cluster_base(slug)}Cluster"


def private_domain(build: StackBuild) -> str:
    """Return the private domain of what runs in clusters."""
    return f"{build.architecture.name}.internal"


def give_cluster(main: StackBuild, passed: Passed) -> str:
    """Return the name of a cluster."""
    return main.shared(Clusters).made[passed.of].cluster_name


def take_cluster(build: StackBuild, passed: Passed, name: str) -> None:
    """Refer to a cluster of Main."""
    build.shared(Clusters).made[passed.of] = _named(build, passed.of, name)


def give_namespace(main: StackBuild, _passed: Passed) -> str:
    """Return the id of the private domain."""
    namespace = main.shared(Clusters).namespace
    assert namespace is not None  # noqa: S101  what is called by name has one
    return namespace.namespace_id


def take_namespace(build: StackBuild, _passed: Passed, namespace_id: str) -> None:
    """Refer to the private domain of Main."""
    place = f"{cdk.Aws.REGION}:{cdk.Aws.ACCOUNT_ID}"
    build.shared(Clusters).namespace = servicediscovery.PrivateDnsNamespace.from_private_dns_namespace_attributes(
        build.scope,
        "Namespace",
        namespace_id=namespace_id,
        namespace_arn=f"arn:{cdk.Aws.PARTITION}:servicediscovery:{place}:namespace/{namespace_id}",
        namespace_name=private_domain(build),
    )
