"""How distributions are deployed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture import Arrow, Grantee
from archspec.errors import Mistake
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution
from archspec.planning.alarms import Alarm, Watched
from archspec.planning.answers import count, no, none, nothing, stays
from archspec.planning.entry import Entry
from archspec.planning.kind import Planning, Refusals, Size, Spot, StackId, planning_of
from archspec.planning.parts import WEB_ACL
from archspec.planning.resources import WEB_ACL_RESOURCES, created_certificates

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

_SUBJECT: Final = "distribution"
_ERROR_PERCENT: Final = 1.0
_RECORDS: Final = 2
"""A record for IPv4 and one for IPv6."""


def _stack(_: Spot[CloudfrontDistribution]) -> StackId:
    return "Edge"


def _entry(cdn: CloudfrontDistribution) -> Entry:
    return Entry(cdn.hostnames, cdn.certificate, cdn.health_check, open_to_all=True, router=None)


def _alarms(spot: Spot[CloudfrontDistribution]) -> Iterator[Alarm]:
    cdn = Watched(spot.name, _SUBJECT, "AWS/CloudFront")
    yield cdn.above(f"{spot.base}ErrorRateAlarm", "5xxErrorRate", "Average", _ERROR_PERCENT)


def _resources(plan: "Plan", spot: Spot[CloudfrontDistribution]) -> int:
    cdn, found = spot.component, plan.by_component
    origins = [plan.architecture.components[arrow.target] for arrow in plan.architecture.arrows_from(spot.name)]
    signed = sum(grant.to is Grantee.SERVICE for grant in found.grants.get(spot.name, ()))
    paged = sum(planning_of(origin).size.as_origin(origin) for origin in origins) if cdn.default_root_object else 0
    records = _RECORDS * len(found.records.get(spot.name, ()))
    web_acl = WEB_ACL_RESOURCES if cdn.web_acl else 0
    return 1 + web_acl + signed + paged + created_certificates(plan, spot.name) + records


def _unnamed_origin(spot: Spot[CloudfrontDistribution], arrow: Arrow) -> Iterator[Mistake]:
    """Return a mistake for an origin that answers to host names, and has none."""
    target = spot.architecture.components[arrow.target]
    entry = planning_of(target).entry(target)
    if entry is not None and not entry.hostnames:
        message = (
            f"CloudFront reaches {arrow.target!r} by a host name, and it has none; give it one, as in hostnames: [api]"
        )
        yield Mistake(("connections", str(arrow)), message)


PLANNING: Final[Planning[CloudfrontDistribution]] = Planning(
    stack=_stack,
    protected=no,
    copies=none,
    container=none,
    entry=_entry,
    domain=none,
    known_name=none,
    parts=(*WEB_ACL, "DomainName"),
    alarms=_alarms,
    size=Size(resources=_resources, outputs=1, access_logs=True, as_origin=count(0)),
    nesting=stays(),
    refusals=Refusals(itself=nothing, outgoing=_unnamed_origin, grant=nothing),
)
