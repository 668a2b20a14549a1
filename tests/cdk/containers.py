"""The containers a template runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.cdk.template import Resource, Template, reference


@dataclass(frozen=True)
class Container:
    """A container of a service."""

    service: Resource
    task: Resource
    environment: Mapping[str, object]
    """Plain settings, with the values as the template has them."""
    secrets: Mapping[str, object]
    """What each secret is read from when a task starts."""
    log_options: Mapping[str, Any]


def containers(template: Template) -> Iterator[Container]:
    """Return every container of every service."""
    for service in template.of_type("AWS::ECS::Service"):
        task = template.referred(service.properties["TaskDefinition"])
        if task is None:
            raise LookupError(f"{service.id} runs a task that is not in the template")
        for container in task.properties["ContainerDefinitions"]:
            yield Container(
                service,
                task,
                {pair["Name"]: pair["Value"] for pair in container.get("Environment", ())},
                {pair["Name"]: pair["ValueFrom"] for pair in container.get("Secrets", ())},
                container["LogConfiguration"]["Options"],
            )


def scaling_targets(template: Template) -> Iterator[tuple[str, Resource]]:
    """Return each scaling target with the logical id of the service it is for."""
    for target in template.of_type("AWS::ApplicationAutoScaling::ScalableTarget"):
        for name in _services(template, target.properties["ResourceId"]):
            yield name, target


def _services(template: Template, value: Any) -> Iterator[str]:  # noqa: ANN401  a part of a template
    parts = value["Fn::Join"][1] if isinstance(value, Mapping) and "Fn::Join" in value else [value]
    for name in map(reference, parts):
        if name is not None and template.resources[name].type == "AWS::ECS::Service":
            yield name
