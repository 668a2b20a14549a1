"""How pictures show load balancers."""

from typing import Final

from archspec.components.base import Placement
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer
from archspec.views.kind import Copy, Drawn, Views, unframed


def _nodes(drawn: Drawn[ApplicationLoadBalancer]) -> tuple[Copy, ...]:
    """Return a node in every zone."""
    return tuple(Copy(_tier(drawn), zone) for zone in drawn.zones)


def _tier(drawn: Drawn[ApplicationLoadBalancer]) -> Placement:
    return "public" if drawn.name in drawn.architecture.internet_facing else "isolated"


def _has_web_acl(drawn: Drawn[ApplicationLoadBalancer]) -> bool:
    return drawn.component.web_acl and drawn.name in drawn.architecture.internet_facing


VIEWS: Final[Views[ApplicationLoadBalancer]] = Views(
    copies=_nodes, frame=unframed, has_web_acl=_has_web_acl, outsider=None
)
