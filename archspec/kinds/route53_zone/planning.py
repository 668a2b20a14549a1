"""How hosted zones are deployed: in a stack of their own, before all that needs their names."""

from typing import Final

from archspec.kinds.route53_zone.model import Route53Zone
from archspec.planning.answers import all_possible, fixed_size, none, nothing, stays, yes
from archspec.planning.kind import Planning, Spot, StackId


def _stack(spot: Spot[Route53Zone]) -> StackId | None:
    return None if spot.component.existing else "Zone"


def _domain(spot: Spot[Route53Zone]) -> str | None:
    return spot.component.domain or spot.architecture.domain


PLANNING: Final[Planning[Route53Zone]] = Planning(
    stack=_stack,
    protected=yes,
    copies=none,
    container=none,
    entry=none,
    domain=_domain,
    known_name=none,
    parts=("ZoneId", "NameServers"),
    alarms=nothing,
    size=fixed_size(1, outputs=2, access_logs=False),
    nesting=stays(),
    refusals=all_possible(),
)
