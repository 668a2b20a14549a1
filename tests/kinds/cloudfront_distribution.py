"""Distributions: viewers and origins are asked for TLS and signatures as the spec says."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from archspec.architecture import Connection
from archspec.components.base import facts_file
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution
from tests.cdk.deployment import Deployment
from tests.cdk.oracle import (
    Oracle,
    Promise,
    Variables,
    in_no_subnet,
    keeps_nothing,
    never_public,
    no_helper,
    no_ports,
)
from tests.cdk.permissions import resource_statements
from tests.components.certificates import ARNS
from tests.components.refusing import refusals

_DISTRIBUTION: Final = "AWS::CloudFront::Distribution"


def distributions_take_viewers_as_specified(deployment: Deployment) -> Iterator[str]:
    """Each distribution takes the TLS of the spec, and treats plain HTTP as it says."""
    for name, cdn in deployment.architecture.of_kind(CloudfrontDistribution).items():
        config = _config(deployment, name)
        oldest = config.get("ViewerCertificate", {}).get("MinimumProtocolVersion")
        # Without a certificate of its own, a distribution has no choice.
        if oldest is not None and oldest != cdn.minimum_tls:
            yield f"{name} takes {oldest}"
        for behaviour in (config.get("DefaultCacheBehavior"), *config.get("CacheBehaviors", ())):
            if behaviour is not None and behaviour["ViewerProtocolPolicy"] != cdn.viewer_protocol.replace("_", "-"):
                yield f"{name} serves {behaviour['ViewerProtocolPolicy']}"


def _config(deployment: Deployment, name: str) -> Mapping[str, Any]:
    made = deployment.component(name, _DISTRIBUTION)
    config: Mapping[str, Any] = {} if made is None else made.properties["DistributionConfig"]
    return config


def distributions_have_the_firewall_of_the_spec(deployment: Deployment) -> Iterator[str]:
    """Each distribution has a web ACL where the spec asks for one."""
    for name, cdn in deployment.architecture.of_kind(CloudfrontDistribution).items():
        config = _config(deployment, name)
        if config and ("WebACLId" in config) != cdn.web_acl:
            yield f"{name} {'lacks' if cdn.web_acl else 'has'} a web ACL"


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


def distributions_log_who_asks(deployment: Deployment) -> Iterator[str]:
    """Each distribution logs its requests to a bucket that the templates create."""
    for cdn in deployment.resources(_DISTRIBUTION):
        logging = cdn.properties["DistributionConfig"].get("Logging", {})
        if not deployment.refers(logging.get("Bucket"), "AWS::S3::Bucket"):
            yield f"{cdn.id} logs elsewhere"


def _actions(_cdn: CloudfrontDistribution, _connection: Connection) -> frozenset[str]:
    return frozenset({"cloudfront:CreateInvalidation"})


def _variables(cdn: CloudfrontDistribution) -> Variables:
    return Variables(frozenset({"HOST"} if cdn.hostnames else ()), frozenset())


ORACLE: Final[Oracle[CloudfrontDistribution]] = Oracle(
    resource_type=_DISTRIBUTION,
    promises=(
        distributions_take_viewers_as_specified,
        distributions_have_the_firewall_of_the_spec,
        distributions_sign_their_requests,
        distributions_log_who_asks,
    ),
    tier=in_no_subnet,
    public=never_public,
    outlives=keeps_nothing,
    records=("A", "AAAA"),
    ports=no_ports,
    actions=_actions,
    variables=_variables,
    helper=no_helper,
    is_encrypted={},
    stores_nothing=frozenset({_DISTRIBUTION, "AWS::CloudFront::Function", "AWS::CloudFront::OriginAccessControl"}),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


def test_a_security_policy_is_one_of_cloudfront() -> None:
    """A name that is none gets one that is."""
    viewers = facts_file("tls_policies", "archspec.kinds.cloudfront_distribution")
    ((path, message),) = refusals(CloudfrontDistribution, {"minimum_tls": "ELBSecurityPolicy-2016-08"})
    assert path == ("minimum_tls",)
    assert viewers["recommended"][0] in message


@pytest.mark.parametrize(("arn", "refusal"), ARNS)
def test_an_existing_certificate_is_an_arn(arn: str, refusal: str | None) -> None:
    """That of AWS Certificate Manager."""
    expected = [(("certificate", "existing", "arn"), refusal)] if refusal else []
    assert refusals(CloudfrontDistribution, {"certificate": {"existing": {"arn": arn}}}) == expected


def test_recommended_policies_exist() -> None:
    """What is recommended is on offer, and what we default to is recommended."""
    policies = facts_file("tls_policies", "archspec.kinds.cloudfront_distribution")
    assert set(policies["recommended"]) <= set(policies["policies"])
    assert CloudfrontDistribution().minimum_tls in policies["recommended"]
