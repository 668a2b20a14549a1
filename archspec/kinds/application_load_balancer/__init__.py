"""The kind `application_load_balancer`."""

from collections.abc import Mapping, Sequence
from typing import Final

from archspec.components.base import facts_file
from archspec.components.kind import Kind
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer


def _known_values() -> Mapping[str, Sequence[object]]:
    return {"tls_policy": facts_file("tls_policies", __package__)["policies"]}


KIND: Final = Kind(
    ApplicationLoadBalancer,
    words=(
        "alb",
        "elb",
        "elbv2",
        "lb",
        "load_balancer",
        "balancer",
        "balanceador",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "aws_lb",
        "aws_alb",
    ),
    known_values=_known_values,
)

__all__ = ["KIND", "ApplicationLoadBalancer"]
