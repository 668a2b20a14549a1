"""What arrows to and from hosted zones open, and which zones can stand side by side."""

from collections.abc import Iterator, Mapping
from typing import Final

from archspec.architecture import Architecture
from archspec.architecture.entry import HostedZone
from archspec.architecture.kind import Connections
from archspec.architecture.offers import documentary, nothing
from archspec.components.base import Acts
from archspec.errors import Mistake
from archspec.kinds.route53_zone.model import Route53Zone


def _hosted_zone(zone: Route53Zone) -> HostedZone:
    return HostedZone(zone.domain)


def _mistakes(architecture: Architecture, zones: Mapping[str, Route53Zone]) -> Iterator[Mistake]:
    """Return a mistake for each zone without a domain of its own."""
    first: dict[str, str] = {}
    for name, zone in zones.items():
        domain = zone.domain or architecture.domain
        if domain is None:
            yield Mistake(("components", name), "has no domain; add domain: example.com to it or to the spec")
        elif domain in first:
            message = f"answers for {domain}, as {first[domain]!r} does; give each zone its own domain"
            yield Mistake(("components", name), message)
        else:
            first[domain] = name


CONNECTIONS: Final[Connections[Route53Zone]] = Connections(
    offers={Acts.OUTSIDE: documentary()},
    outputs={},
    secrets={},
    identity=None,
    variables=None,
    entry=None,
    hosted_zone=_hosted_zone,
    flows=nothing,
    mistakes=_mistakes,
)
