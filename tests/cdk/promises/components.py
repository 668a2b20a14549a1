"""Promises about components as such: each is deployed once, and is called like nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping

from archspec.components import KIND_NAMES
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.names import named
from tests.cdk.oracle import oracle_of


def components_are_deployed(deployment: Deployment) -> Iterator[str]:
    """Every component that AWS runs has its resource, and no resource is of a component that is not there."""
    for resource_type, names in _main_types(deployment).items():
        found = [(resource, resource.tags.get(COMPONENT_TAG)) for resource in deployment.resources(resource_type)]
        tagged = [name for _resource, name in found]
        yield from (f"{name} has {tagged.count(name)} {resource_type}" for name in names if tagged.count(name) != 1)
        for resource, name in found:
            is_log_bucket = name is None and resource.type == "AWS::S3::Bucket"
            if name not in names and not is_log_bucket:
                yield f"{resource.id} is of no component"


def _main_types(deployment: Deployment) -> Mapping[str, list[str]]:
    types = {kind: oracle_of(kind).resource_type for kind in KIND_NAMES}
    names: dict[str, list[str]] = {resource_type: [] for resource_type in types.values() if resource_type}
    for name, component in deployment.architecture.components.items():
        resource_type = oracle_of(component.kind).resource_type
        if resource_type is not None and getattr(component, "existing", None) is None:
            names.setdefault(resource_type, []).append(name)
    return names


def names_are_taken_once(deployment: Deployment) -> Iterator[str]:
    """No two resources have one name."""
    for (resource_type, name), count in Counter(named(deployment.resources())).items():
        if count > 1:
            yield f"{count} {resource_type} are called {name}"
