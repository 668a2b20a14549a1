"""Application Load Balancers."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Strict

from archspec.components import limits
from archspec.components.base import Acts, ComponentBase, Facts, HealthCheck, Location, Role, Shape, facts_file
from archspec.components.certificate import Certificate
from archspec.components.fields import Boolean, Hostname


def _listener_policy(value: str) -> str:
    known = facts_file("tls_policies", __package__)
    if value not in known["policies"]:
        raise ValueError(f"is not a security policy of a load balancer; try {known['recommended'][0]}")
    return value


class ApplicationLoadBalancer(ComponentBase):
    """A load balancer that ends TLS and routes HTTP requests by host and path.

    An arrow from an actor makes it internet-facing; without one it is internal.
    """

    facts: ClassVar[Facts] = Facts(
        service="Application Load Balancer",
        role=Role.LOAD_BALANCER,
        location=Location.VPC,
        shape=Shape.BOX,
        docs="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/",
        acts=(Acts.BALANCES,),
        holds_data=False,
    )

    kind: Literal["application_load_balancer"] = "application_load_balancer"
    hostnames: Annotated[tuple[Hostname, ...], limits.HOST_NAMES] = ()
    """Names in the domain that answer here: each gets an alias record and a place in the certificate."""
    certificate: Certificate | None = None
    """The certificate to present; left out, one is issued for the host names and renewed by AWS."""
    http: Literal["redirect", "forward", "closed"] = "redirect"
    """What the listener on port 80 does: send clients to HTTPS, pass requests on unencrypted, or not exist."""
    tls_policy: Annotated[str, Strict(), AfterValidator(_listener_policy)] = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
    """The security policy of the HTTPS listener."""
    web_acl: Boolean = True
    """Whether AWS WAF filters requests with its managed rule groups, when the load balancer faces the internet."""
    health_check: HealthCheck = HealthCheck()
    """The Route 53 health check of the first host name; its path also probes targets that name none."""

    @property
    def least_zones(self) -> int:
        """A load balancer has subnets in two zones at least (Elastic Load Balancing User Guide)."""
        return 2
