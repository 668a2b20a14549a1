"""The boxes of a deployment: which copy of a component stands in which frame."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from archspec.architecture.view import Replicas
from archspec.bilingual import Text
from archspec.components import ComponentBase, Location
from archspec.views.boxes import box, boxes_of, count_text, numbered
from archspec.views.kind import Alike, Copy, Drawn, views_of
from archspec.views.site import CLOUD_ID, REGION_ID, Site
from archspec.views.view import CopyRole, Node
from archspec.views.words import PRIMARY, REPLICA, STANDBY


def placed(site: Site, component_id: str, replicas: Replicas) -> Iterator[Node]:
    """Return the boxes of a component, each in its frame."""
    component = site.architecture.components[component_id]
    match component.facts.location:
        case Location.OUTSIDE:
            yield box(component_id, component, None)
        case Location.GLOBAL:
            yield box(component_id, component, CLOUD_ID)
        case Location.REGION:
            yield box(component_id, component, REGION_ID)
        case Location.VPC:
            yield from _in_subnets(site, component_id, replicas)
        case _ as unreachable:
            assert_never(unreachable)


def _in_subnets(site: Site, component_id: str, replicas: Replicas) -> Iterator[Node]:
    component = site.architecture.components[component_id]
    copies = views_of(component).copies(Drawn(site.architecture, component_id, component))
    if isinstance(copies, tuple):
        yield from _each(site, component_id, component, copies)
        return
    match replicas:
        case "count":
            yield from _counted(site, component_id, component, copies)
        case "boxes":
            yield from _one_by_one(site, component_id, component, copies)
        case _ as unreachable:
            assert_never(unreachable)


def _each(site: Site, component_id: str, component: ComponentBase, copies: Sequence[Copy]) -> Iterator[Node]:
    """Return a box for each copy; one that stands alone needs no number."""
    for number, copy in enumerate(copies, start=1):
        yield box(
            component_id,
            component,
            site.subnet(copy.zone, copy.tier),
            replica=number if len(copies) > 1 else None,
            detail=_detail(site, *_called(copy.role), *copy.details),
            copy=copy.role,
        )


def _called(role: CopyRole | None) -> tuple[Text, ...]:
    match role:
        case "primary":
            return (PRIMARY,)
        case "standby":
            return (STANDBY,)
        case "replica":
            return (REPLICA,)
        case None:
            return ()
        case _ as unreachable:
            assert_never(unreachable)


def _counted(site: Site, component_id: str, component: ComponentBase, alike: Alike) -> Iterator[Node]:
    """Return a box for each zone that copies run in, with how many they are; AWS spreads them over the zones."""
    shares = [
        (zone, count_text(_share(alike.least, zone, site), most))
        for zone in range(len(site.zones))
        if (most := _share(alike.most, zone, site))
    ]
    for number, (zone, count) in enumerate(shares, start=1):
        detail = ", ".join([count, *map(site.say, alike.details)])
        replica = number if len(shares) > 1 else None
        yield box(component_id, component, site.subnet(zone, alike.tier), replica=replica, detail=detail)


def _share(copies: int, zone: int, site: Site) -> int:
    """Return how many of the copies run in a zone."""
    each, left = divmod(copies, len(site.zones))
    return each + (zone < left)


def _one_by_one(site: Site, component_id: str, component: ComponentBase, alike: Alike) -> Iterator[Node]:
    for number in range(1, boxes_of(alike) + 1):
        yield box(
            component_id,
            component,
            site.subnet(number - 1, alike.tier),
            replica=number,
            label=numbered(component, number),
            detail=_detail(site, *alike.details),
        )


def _detail(site: Site, *details: Text) -> str | None:
    return ", ".join(map(site.say, details)) or None
