"""What arrows to and from distributions open, and which origins a distribution needs."""

from collections.abc import Iterator, Mapping
from typing import Final

from archspec.architecture import Architecture, Arrow, ConnectionClass
from archspec.architecture.entry import Entry, full_name
from archspec.architecture.kind import Connections, links_from
from archspec.architecture.link import Link
from archspec.architecture.offers import (
    ANYONE,
    Grantee,
    Identity,
    Offer,
    Permission,
    Scope,
    Variable,
    documentary,
    never,
    nothing,
)
from archspec.bilingual import Text
from archspec.components.base import Acts
from archspec.errors import Mistake
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution

CERTIFICATE_REGION: Final = "us-east-1"
"""The region whose certificates CloudFront takes (AWS Certificate Manager User Guide)."""

_SIGNED: Final = Identity(
    "distribution",
    Grantee.SERVICE,
    "distribution {source}",
    Text(
        en="CloudFront, for {source} alone, with signed requests",
        pt="CloudFront, só por {source}, com requisições assinadas",
    ),
)


def _identity(cdn: CloudfrontDistribution) -> Identity:
    return _SIGNED if cdn.origin_access == "origin_access_control" else ANYONE


def _invalidation(_: Link[CloudfrontDistribution]) -> tuple[Permission, ...]:
    return (Permission(("cloudfront:CreateInvalidation",), Scope.ITSELF),)


def _host(link: Link[CloudfrontDistribution]) -> tuple[Variable, ...]:
    hostnames = link.target.hostnames
    return (Variable("HOST", full_name(hostnames[0], link.architecture)),) if hostnames else ()


def _entry(cdn: CloudfrontDistribution) -> Entry:
    return Entry(cdn.hostnames, cdn.certificate, CERTIFICATE_REGION, cdn.health_check, cdn.web_acl)


def _mistakes(architecture: Architecture, distributions: Mapping[str, CloudfrontDistribution]) -> Iterator[Mistake]:
    """Return a mistake for each distribution without a default origin, and for each second one."""
    defaults: dict[str, list[Arrow]] = {name: [] for name in distributions}
    for link in links_from(architecture, distributions):
        if not link.connection.paths:
            defaults[link.arrow.source].append(link.arrow)
    for name, arrows in defaults.items():
        if not arrows:
            message = "has no default origin; connect it to a bucket or a load balancer, without paths"
            yield Mistake(("components", name), message)
        for arrow in arrows[1:]:
            yield Mistake(("connections", str(arrow)), f"is a second default origin beside {arrows[0]}; give it paths")


CONNECTIONS: Final[Connections[CloudfrontDistribution]] = Connections(
    offers={
        Acts.OUTSIDE: documentary(),
        Acts.RESOLVES: documentary(),
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.GRANT,
            conditions=frozenset(),
            access=(),
            ports=nothing,
            permissions=_invalidation,
            variables=_host,
            has_user=never,
        ),
    },
    outputs={},
    secrets={},
    identity=_identity,
    variables=None,
    entry=_entry,
    hosted_zone=None,
    flows=nothing,
    mistakes=_mistakes,
)
