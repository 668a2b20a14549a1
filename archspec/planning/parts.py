"""The construct ids of the parts that components are built of, and of what every stack may have besides."""

from collections.abc import Iterator
from typing import Final

from archspec.architecture import Architecture
from archspec.components import ComponentBase
from archspec.planning.containers import container_needs
from archspec.planning.kind import Spot, planning_of

WEB_ACL: Final = ("WebAcl", "WebAclLogs", "WebAclLogging")
"""The parts of whatever has a web ACL."""

SHARED: Final = (
    "AccessLogs",
    "AlarmTopic",
    "AlarmTopicArn",
    "AlarmTopicKey",
    "BootstrapVersion",
    "CheckBootstrapVersion",
    "CloudFrontPrefixListId",
    "Namespace",
    "Vpc",
    "VpcDefaultGroupFunctionLogs",
    "VpcFlowLog",
    "VpcFlowLogs",
    "VpcFlowLogsRole",
)
"""Construct ids that belong to no component."""


def component_parts(spot: Spot[ComponentBase]) -> Iterator[str]:
    """Return the ids of the parts of a component."""
    yield from (f"{spot.base}{part}" for part in planning_of(spot.component).parts)


def shared_ids(architecture: Architecture) -> Iterator[str]:
    """Return the ids that belong to no component: of every stack, of clusters, and of tag parameters, each once."""
    needs = container_needs(architecture).values()
    clusters = (f"{cluster_base(found.cluster)}Cluster" for found in needs)
    tags = (tag_parameter_id(found.tag_parameter) for found in needs if found.tag_parameter is not None)
    yield from dict.fromkeys((*SHARED, *clusters, *tags))


def cluster_base(slug: str) -> str:
    """Return what the construct ids of a cluster begin with."""
    return "".join(word.capitalize() for word in slug.split("-"))


def tag_parameter_id(parameter: str) -> str:
    """Return the id of the stack parameter that carries an image tag."""
    return "".join(word.capitalize() for word in parameter.split("_"))


def own_secret_id(base: str, variable: str) -> str:
    """Return the id of the secret that is made for a variable of a service."""
    return f"{base}{''.join(word.capitalize() for word in variable.lower().split('_'))}Secret"
