"""Entries and hosted zones: where an architecture answers by name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archspec.components.base import HealthCheck
from archspec.components.certificate import Certificate

if TYPE_CHECKING:
    from archspec.architecture.model import Architecture


@dataclass(frozen=True, slots=True)
class Entry:
    """What a component says of itself as a place where requests arrive."""

    hostnames: tuple[str, ...]
    """Names in the domain that answer there."""
    certificate: Certificate | None
    """The certificate it presents; None where one is issued for the host names, if it has any."""
    certificate_region: str | None
    """The region AWS wants its certificate in; None for that of the architecture."""
    health_check: HealthCheck
    web_acl: bool
    """Whether AWS WAF filters its requests, when they come from the internet."""


@dataclass(frozen=True, slots=True)
class HostedZone:
    """What a component answers DNS queries for."""

    domain: str | None
    """The domain; None for that of the architecture."""


def full_name(hostname: str, architecture: "Architecture") -> str:
    """Return a host name with the domain it belongs to."""
    return str(architecture.domain) if hostname == "@" else f"{hostname}.{architecture.domain}"
