"""The kind `fargate_service`."""

from collections.abc import Mapping, Sequence
from typing import Final

from archspec.components.base import facts_file
from archspec.components.kind import Kind
from archspec.kinds.fargate_service.model import (
    Deployment,
    ExistingRepository,
    FargateService,
    Image,
    Scaling,
    TagParameter,
    Tasks,
)


def _known_values() -> Mapping[str, Sequence[object]]:
    return {"cpu": [int(cpu) for cpu in facts_file("sizes", __package__)["memory_mib_by_cpu"]]}


KIND: Final = Kind(
    FargateService,
    words=(
        "fargate",
        "ecs",
        "ecs_service",
        "ecs_fargate",
        "service",
        "container",
        "app",
        "AWS::ECS::Service",
        "AWS::ECS::TaskDefinition",
        "aws_ecs_service",
        "aws_ecs_task_definition",
    ),
    examples={
        "cluster": "main",
        "image": "{repository: api, tag: {parameter: image_tag}}",
        "repository": "api",
        "parameter": "image_tag",
    },
    known_values=_known_values,
)

__all__ = ["KIND", "Deployment", "ExistingRepository", "FargateService", "Image", "Scaling", "TagParameter", "Tasks"]
