"""CloudFront distributions."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, Strict

from archspec.components import limits
from archspec.components.base import Acts, ComponentBase, Facts, HealthCheck, Location, Role, Shape, facts_file
from archspec.components.certificate import Certificate
from archspec.components.fields import Boolean, Hostname, Matching


def _viewer_policy(value: str) -> str:
    policies = facts_file("tls_policies", __package__)["policies"]
    if value not in policies:
        raise ValueError(f"is not a security policy of CloudFront; choose one of {', '.join(policies)}")
    return value


class CloudfrontDistribution(ComponentBase):
    """A content delivery network that serves its origins from edge locations, over TLS."""

    facts: ClassVar[Facts] = Facts(
        service="Amazon CloudFront",
        role=Role.CDN,
        location=Location.GLOBAL,
        shape=Shape.BOX,
        docs="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/",
        acts=(Acts.FRONTS,),
        holds_data=False,
    )

    kind: Literal["cloudfront_distribution"] = "cloudfront_distribution"
    hostnames: Annotated[tuple[Hostname, ...], limits.HOST_NAMES] = ()
    """Names in the domain that answer here: each gets an alias record and a place in the certificate."""
    certificate: Certificate | None = None
    """The certificate to present; left out, one is issued for the host names and renewed by AWS."""
    viewer_protocol: Literal["redirect_to_https", "https_only", "allow_all"] = "redirect_to_https"
    """What happens to a viewer who comes over plain HTTP."""
    minimum_tls: Annotated[str, Strict(), AfterValidator(_viewer_policy)] = "TLSv1.2_2021"
    """The security policy that sets the oldest TLS version a viewer may use."""
    default_root_object: Annotated[
        str,
        Strict(),
        Field(max_length=255),
        Matching(
            # Amazon CloudFront Developer Guide, distribution settings, default root object.
            "[A-Za-z0-9_.*$~\"'&-]*",
            "is not the name of an object; write a file name without slashes or spaces, of letters,"
            " digits and _.*$~\"'&-",
        ),
    ] = "index.html"
    """The object returned for `/`; an empty text means none."""
    origin_access: Literal["origin_access_control", "public"] = "origin_access_control"
    """How the distribution reads S3: with signed requests, or from a bucket anybody can read."""
    web_acl: Boolean = True
    """Whether AWS WAF filters requests with its managed rule groups."""
    price_class: Literal["PriceClass_100", "PriceClass_200", "PriceClass_All"] = "PriceClass_All"
    """The edge locations that serve: North America and Europe, those and more, or all."""
    health_check: HealthCheck = HealthCheck()
    """The Route 53 health check of the first host name."""
