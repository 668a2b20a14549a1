"""Promises about data: that it is kept as long as the spec says."""

from collections.abc import Iterator

from tests.cdk.deployment import Deployment
from tests.cdk.oracle import oracle_of
from tests.cdk.template import Resource


def data_outlives_its_resource_as_specified(deployment: Deployment) -> Iterator[str]:
    """Whether data outlives a resource that is deleted or replaced is as the spec says."""
    for resource, policy in _keepers(deployment):
        found = {resource.deletion_policy, resource.update_replace_policy}
        if found != {policy}:
            yield f"{resource.id} is subject to {', '.join(sorted(found))}, not {policy}"


def _keepers(deployment: Deployment) -> Iterator[tuple[Resource, str]]:
    """Return what keeps something, of a component or not, with what has to become of it."""
    kept = {}
    for name, component in deployment.architecture.components.items():
        oracle = oracle_of(component.kind)
        resource = deployment.component(name, oracle.resource_type or "")
        policy = oracle.outlives(component)
        if resource is not None and policy is not None:
            kept[resource.id] = (resource, str(policy))
    for resource in deployment.resources("AWS::Route53::HostedZone", "AWS::ECR::Repository"):
        kept.setdefault(resource.id, (resource, "Retain"))
    return iter(kept.values())
