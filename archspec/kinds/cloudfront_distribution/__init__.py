"""The kind `cloudfront_distribution`."""

from collections.abc import Mapping, Sequence
from typing import Final

from archspec.components.base import facts_file
from archspec.components.kind import Kind
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution


def _known_values() -> Mapping[str, Sequence[object]]:
    return {"minimum_tls": facts_file("tls_policies", __package__)["policies"]}


KIND: Final = Kind(
    CloudfrontDistribution,
    words=(
        "cloudfront",
        "cdn",
        "distribution",
        "AWS::CloudFront::Distribution",
        "aws_cloudfront_distribution",
    ),
    known_values=_known_values,
)

__all__ = ["KIND", "CloudfrontDistribution"]
