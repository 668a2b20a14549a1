"""Promises about where an architecture answers: names, origins and firewalls."""

from collections.abc import Iterator, Mapping
from typing import Any

from archspec.architecture import Architecture
from archspec.components import ApplicationLoadBalancer, CloudfrontDistribution
from tests.cdk.deployment import Deployment
from tests.cdk.permissions import resource_statements
from tests.cdk.promises.network import faces_the_internet
from tests.cdk.template import reference


def names_lead_to_their_entries(deployment: Deployment) -> Iterator[str]:
    """Each host name has an alias record, a distribution's one for IPv6 too, and there are no other records."""
    expected = set(_names(deployment.architecture))
    found = {
        (item.properties["Name"], item.properties["Type"]) for item in deployment.resources("AWS::Route53::RecordSet")
    }
    yield from (f"{name} has no record {kind}" for name, kind in sorted(expected - found))
    yield from (f"{name} has a record {kind}" for name, kind in sorted(found - expected))


def _names(architecture: Architecture) -> Iterator[tuple[str, str]]:
    for component in architecture.components.values():
        if isinstance(component, ApplicationLoadBalancer | CloudfrontDistribution):
            for hostname in component.hostnames:
                name = f"{architecture.domain}." if hostname == "@" else f"{hostname}.{architecture.domain}."
                yield name, "A"
                if isinstance(component, CloudfrontDistribution):
                    yield name, "AAAA"


def entries_have_the_firewall_of_the_spec(deployment: Deployment) -> Iterator[str]:
    """Distributions and public load balancers have a web ACL where the spec asks for one."""
    architecture = deployment.architecture
    for name, cdn in architecture.of_kind(CloudfrontDistribution).items():
        config = _config(deployment, name)
        if config and ("WebACLId" in config) != cdn.web_acl:
            yield f"{name} {'lacks' if cdn.web_acl else 'has'} a web ACL"
    guarded = {
        reference(item.properties["ResourceArn"]) for item in deployment.resources("AWS::WAFv2::WebACLAssociation")
    }
    for name, balancer in architecture.of_kind(ApplicationLoadBalancer).items():
        made = deployment.component(name, "AWS::ElasticLoadBalancingV2::LoadBalancer")
        expected = balancer.web_acl and faces_the_internet(architecture, name)
        if made is not None and (made.id in guarded) != expected:
            yield f"{name} {'lacks' if expected else 'has'} a web ACL"


def _config(deployment: Deployment, name: str) -> Mapping[str, Any]:
    made = deployment.component(name, "AWS::CloudFront::Distribution")
    config: Mapping[str, Any] = {} if made is None else made.properties["DistributionConfig"]
    return config


def distributions_sign_their_requests(deployment: Deployment) -> Iterator[str]:
    """Distributions with origin access control sign what they ask of a bucket, which lets no other read."""
    for name, cdn in deployment.architecture.of_kind(CloudfrontDistribution).items():
        for origin in _config(deployment, name).get("Origins", ()):
            signed = "OriginAccessControlId" in origin
            if "S3OriginConfig" in origin and signed != (cdn.origin_access == "origin_access_control"):
                yield f"{name} {'signs' if signed else 'does not sign'} its requests to {origin['Id']}"
    for template in deployment.templates.values():
        for statement in resource_statements(template):
            named = statement.conditions.get("StringEquals", {}).keys()
            if "Service:cloudfront.amazonaws.com" in statement.principals and "AWS:SourceArn" not in named:
                yield f"{statement.owner} lets any distribution read"
