"""Route 53 hosted zones."""

from typing import Annotated, ClassVar, Literal

from pydantic import Strict

from archspec.components.base import Acts, ComponentBase, Facts, Location, Role, Shape
from archspec.components.fields import DomainName, Matching, Model


class ExistingZone(Model):
    """A hosted zone that is already there."""

    zone_id: Annotated[
        str,
        Strict(),
        Matching("Z[A-Z0-9]{1,31}", "is not a hosted zone id, which starts with Z; copy it from Route 53"),
    ]
    """The id Route 53 shows for the zone."""


class Route53Zone(ComponentBase):
    """A public hosted zone, which answers for a domain and holds the alias records of the host names in it."""

    facts: ClassVar[Facts] = Facts(
        service="Amazon Route 53",
        role=Role.DNS,
        location=Location.GLOBAL,
        shape=Shape.BOX,
        docs="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/",
        acts=(Acts.RESOLVES,),
        holds_data=False,
    )

    kind: Literal["route53_zone"] = "route53_zone"
    domain: DomainName | None = None
    """The domain of the zone; left out, the domain of the architecture."""
    existing: ExistingZone | None = None
    """The zone to use; left out, the zone is created, in a stack of its own that is deployed first."""
