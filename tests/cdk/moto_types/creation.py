"""What a type needs to be created by moto's CloudFormation: its properties, and the services to create it with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import boto3

Properties: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Request:
    """A resource to create."""

    name: str
    """A name that nothing else has, for where the template gives none."""
    properties: Properties
    account: str
    region: str

    def client(self, service: str) -> Any:  # noqa: ANN401  boto3 has no types
        """Return a client of a service in the region of the stack."""
        return _client(service, self.region)


@cache
def _client(service: str, region: str) -> Any:  # noqa: ANN401  boto3 has no types
    return boto3.client(service, region_name=region)


@dataclass(frozen=True)
class Made:
    """A resource that was created: its physical id, which a `Ref` gives, and its attributes."""

    physical_id: str
    attributes: Mapping[str, object]


Create: TypeAlias = Callable[[Request], Made]


def only(properties: Properties, *names: str) -> dict[str, Any]:
    """Return some of the properties, as far as there are any."""
    return {name: properties[name] for name in names if name in properties}


def tags(properties: Properties) -> list[dict[str, str]]:
    """Return the tags of a resource."""
    return list(properties.get("Tags", ()))
