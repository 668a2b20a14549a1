"""The kind `route53_zone`."""

from typing import Final

from archspec.components.kind import Kind
from archspec.kinds.route53_zone.model import ExistingZone, Route53Zone

KIND: Final = Kind(
    Route53Zone,
    words=(
        "route53",
        "dns",
        "zone",
        "hosted_zone",
        "AWS::Route53::HostedZone",
        "aws_route53_zone",
    ),
    examples={
        "zone_id": "Z0123456789ABCDEFGHIJ",
    },
)

__all__ = ["KIND", "ExistingZone", "Route53Zone"]
