"""The VPC."""

import ipaddress
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, Strict, model_validator

from archspec.components import limits
from archspec.components.fields import Cidr, Integer, Matching, Model
from archspec.errors import Mistake, Mistakes

SMALLEST_PREFIX = 24
"""The longest prefix that leaves three tiers in three zones subnets of at least /28, the smallest AWS creates."""
LARGEST_PREFIX = 16
"""The shortest prefix of a VPC (Amazon VPC User Guide, VPC CIDR blocks)."""


SubnetId: TypeAlias = Annotated[
    str, Strict(), Matching("subnet-[0-9a-f]{8}(?:[0-9a-f]{9})?", "is not a subnet id; copy it from Amazon VPC")
]


class ExistingVpc(Model):
    """A VPC that is already there, with one subnet of each tier for each zone, in the order of the zones."""

    vpc_id: Annotated[
        str, Strict(), Matching("vpc-[0-9a-f]{8}(?:[0-9a-f]{9})?", "is not a VPC id; copy it from Amazon VPC")
    ]
    """The id of the VPC."""
    public_subnets: Annotated[tuple[SubnetId, ...], limits.SUBNETS] = ()
    """Subnets with a route to an internet gateway."""
    private_subnets: Annotated[tuple[SubnetId, ...], limits.SUBNETS] = ()
    """Subnets with a route to a NAT gateway."""
    isolated_subnets: Annotated[tuple[SubnetId, ...], limits.SUBNETS] = ()
    """Subnets with neither."""


class Network(Model):
    """A VPC with a public, a private and an isolated subnet in each Availability Zone."""

    cidr: Cidr = "10.0.0.0/16"
    """The IPv4 address range of the VPC, /16 to /24."""
    availability_zones: Integer = Field(default=2, ge=1, le=3)
    """How many Availability Zones the subnets span; addresses for a third are kept free."""
    nat_gateways: Literal["per_zone", "single"] = "per_zone"
    """A NAT gateway in each zone, or one that all zones depend on."""
    existing: ExistingVpc | None = None
    """The VPC to use; left out, the VPC is created."""
    reserved_cidrs: Annotated[tuple[Cidr, ...], limits.RESERVED_RANGES] = ()
    """Address ranges in use elsewhere, such as offices and other VPCs, which this one must not overlap."""

    @model_validator(mode="after")
    def _addresses(self) -> Self:
        mistakes = []
        network = ipaddress.ip_network(self.cidr)
        if isinstance(network, ipaddress.IPv6Network) or not LARGEST_PREFIX <= network.prefixlen <= SMALLEST_PREFIX:
            rule = f"needs an IPv4 prefix from /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}, as in 10.0.0.0/16"
            mistakes.append(Mistake(("cidr",), f"{self.cidr!r} {rule}"))
        mistakes.extend(
            Mistake(("reserved_cidrs", i), f"{reserved!r} overlaps the VPC's own {self.cidr}; move one of them")
            for i, reserved in enumerate(self.reserved_cidrs)
            if network.overlaps(ipaddress.ip_network(reserved))
        )
        mistakes.extend(self._subnets())
        if mistakes:
            raise Mistakes(mistakes)
        return self

    def _subnets(self) -> list[Mistake]:
        if self.existing is None:
            return []
        tiers = ("public_subnets", "private_subnets", "isolated_subnets")
        return [
            Mistake(("existing", tier), f"names {count} subnets for {self.availability_zones} zones; name one for each")
            for tier in tiers
            if (count := len(getattr(self.existing, tier))) not in {0, self.availability_zones}
        ]
