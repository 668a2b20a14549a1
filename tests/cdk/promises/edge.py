"""Promises about where an architecture answers."""

from collections.abc import Iterator

from archspec.architecture import Architecture
from tests.cdk.deployment import Deployment
from tests.cdk.oracle import oracle_of


def names_lead_to_their_entries(deployment: Deployment) -> Iterator[str]:
    """Each host name has the alias records of its kind, such as one for IPv6, and there are no other records."""
    expected = set(_names(deployment.architecture))
    found = {
        (item.properties["Name"], item.properties["Type"]) for item in deployment.resources("AWS::Route53::RecordSet")
    }
    yield from (f"{name} has no record {kind}" for name, kind in sorted(expected - found))
    yield from (f"{name} has a record {kind}" for name, kind in sorted(found - expected))


def _names(architecture: Architecture) -> Iterator[tuple[str, str]]:
    for component in architecture.components.values():
        for hostname in getattr(component, "hostnames", ()):
            name = f"{architecture.domain}." if hostname == "@" else f"{hostname}.{architecture.domain}."
            yield from ((name, record) for record in oracle_of(component.kind).records)
