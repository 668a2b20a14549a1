"""The icon of each kind of box and frame, from the AWS set that mingrammer/diagrams carries."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

import diagrams

from archspec.components import Role, Shape
from archspec.parts.pages import pages_named
from archspec.views import Node

Icon: TypeAlias = type[diagrams.Node]

INFRASTRUCTURE: Final[Mapping[str, str]] = {
    "aws_apis": "general.General",
    "function": "compute.LambdaFunction",
    "internet_gateway": "network.InternetGateway",
    "nat_gateway": "network.NATGateway",
    "system": "general.General",
    "web_acl": "security.WAF",
}
"""The stencils of what no component stands for."""
BY_ROLE: Final[Mapping[Role, str]] = {
    Role.ACTOR: "general.User",
    Role.DNS: "network.Route53",
    Role.CDN: "network.CloudFront",
    Role.STORAGE: "storage.Storage",
    Role.LOAD_BALANCER: "network.ElasticLoadBalancing",
    Role.COMPUTE: "compute.Compute",
    Role.DATABASE: "database.Database",
    Role.CACHE: "database.ElastiCache",
}
"""The stencils of kinds whose own this version of the library does not have."""

FOLDER: Final = Path(diagrams.__file__).parents[1]
"""What the files of icons are named from."""


def icon_of(node: Node) -> Icon:
    """Return the icon of a box."""
    if node.role is None:
        return _required(INFRASTRUCTURE[node.kind])
    stencil = pages_named(node.kind).stencil
    name = stencil.boxed if stencil.boxed and node.shape is Shape.BOX else stencil.name
    return icon_named(name) or _required(BY_ROLE[node.role])


@cache
def icon_named(name: str) -> Icon | None:
    """Return an icon by its module and class in the library, or None where it has none of that name."""
    module, _, icon = name.rpartition(".")
    try:
        found: object = getattr(import_module(f"diagrams.aws.{module}"), icon, None)
    except ModuleNotFoundError:
        return None
    return found if isinstance(found, type) and issubclass(found, diagrams.Node) else None


def _required(name: str) -> Icon:
    icon = icon_named(name)
    if icon is None:
        raise LookupError(f"diagrams.aws has no {name}")
    return icon


def icon_file(icon: Icon) -> str:
    """Return the name of an icon's file, below the folder of all icons: no path of this machine enters a picture."""
    return f"{icon._icon_dir}/{icon._icon}"  # noqa: SLF001  the library tells it nowhere else
