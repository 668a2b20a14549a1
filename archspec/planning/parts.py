"""The parts that components are built of, by the end of their construct ids, and what every stack may have besides."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from archspec.architecture import Architecture
from archspec.components import AnyComponent, FargateService, TagParameter, kind_of

_ENTRY: Final = ("WebAcl", "WebAclLogs", "WebAclLogging")

PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "route53_zone": ("ZoneId", "NameServers"),
        "cloudfront_distribution": (*_ENTRY, "DomainName"),
        "application_load_balancer": (*_ENTRY, "WebAclAssociation", "DnsName"),
        "fargate_service": ("Task", "Logs", "Images"),
        "rds_instance": (
            "Logs",
            "Secret",
            "Parameters",
            "Extensions",
            "ExtensionsFunction",
            "ExtensionsLogs",
            "ExtensionsRole",
            "S3ImportRole",
            "S3ExportRole",
        ),
        "elasticache_replication_group": ("SubnetGroup", "SlowLog", "Token", "DefaultUser", "UserGroup"),
    }
)
"""What the builders of each kind add to a component's id; rules, alarms, records and users are in the plan itself."""

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


def component_parts(base: str, component: AnyComponent) -> Iterator[str]:
    """Return the ids of the parts of a component."""
    yield from (f"{base}{part}" for part in PARTS.get(kind_of(type(component)), ()))


def shared_ids(architecture: Architecture) -> Iterator[str]:
    """Return the ids that belong to no component: of every stack, of clusters, and of tag parameters, each once."""
    services = architecture.of_kind(FargateService).values()
    clusters = (f"{cluster_base(service.cluster)}Cluster" for service in services)
    tags = (tag_parameter_id(service.image.tag) for service in services if isinstance(service.image.tag, TagParameter))
    yield from dict.fromkeys((*SHARED, *clusters, *tags))


def cluster_base(slug: str) -> str:
    """Return what the construct ids of a cluster begin with."""
    return "".join(word.capitalize() for word in slug.split("-"))


def tag_parameter_id(tag: TagParameter) -> str:
    """Return the id of the stack parameter that carries an image tag."""
    return "".join(word.capitalize() for word in tag.parameter.split("_"))


def own_secret_id(base: str, variable: str) -> str:
    """Return the id of the secret that is made for a variable of a service."""
    return f"{base}{''.join(word.capitalize() for word in variable.lower().split('_'))}Secret"
