"""The boxes of a deployment: which copy of a component stands in which frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from archspec.architecture.view import Replicas
from archspec.components import (
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    Placement,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.views.boxes import box, boxes_of_tasks, count_text
from archspec.views.site import CLOUD_ID, REGION_ID, Site
from archspec.views.view import Node
from archspec.views.words import PRIMARY, PUBLIC_ADDRESS, REPLICA, STANDBY


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy of a component, in a zone."""

    zone: int
    label: str | None = None
    details: tuple[str, ...] = ()
    standby: bool = False


def placed(site: Site, component_id: str, component: AnyComponent, replicas: Replicas) -> Iterator[Node]:
    """Return the boxes of a component, each in its frame."""
    match component:
        case Actor():
            yield box(component_id, component, None)
        case Route53Zone() | CloudfrontDistribution():
            yield box(component_id, component, CLOUD_ID)
        case S3Bucket():
            yield box(component_id, component, REGION_ID)
        case ApplicationLoadBalancer():
            tier: Placement = "public" if component_id in site.architecture.internet_facing else "isolated"
            nodes = [_Copy(zone) for zone in range(len(site.zones))]
            yield from _in_subnets(site, component_id, component, tier, nodes)
        case FargateService():
            tasks = list(_tasks(site, component, replicas))
            yield from _in_subnets(site, component_id, component, component.placement, tasks)
        case RdsInstance():
            yield from _in_subnets(site, component_id, component, component.placement, _instances(site, component))
        case ElasticacheReplicationGroup():
            yield from _in_subnets(site, component_id, component, component.placement, _cache_nodes(site, component))
        case _ as unreachable:
            assert_never(unreachable)


def _in_subnets(
    site: Site, component_id: str, component: AnyComponent, tier: Placement, copies: Sequence[_Copy]
) -> Iterator[Node]:
    """Return a box for each copy; one that stands alone needs no number."""
    for number, copy in enumerate(copies, start=1):
        yield box(
            component_id,
            component,
            site.subnet(copy.zone, tier),
            replica=number if len(copies) > 1 or copy.label else None,
            label=copy.label,
            detail=", ".join(copy.details) or None,
            standby=copy.standby,
        )


def _tasks(site: Site, service: FargateService, replicas: Replicas) -> Iterator[_Copy]:
    """Return the tasks of a service, spread over the zones as ECS does: counted in each, or one by one."""
    address = (site.say(PUBLIC_ADDRESS),) if service.assign_public_ip else ()
    match replicas:
        case "count":
            for zone in range(len(site.zones)):
                least, most = (_share(tasks, zone, site) for tasks in (service.tasks.min, service.tasks.max))
                if most:
                    yield _Copy(zone, details=(count_text(least, most), *address))
        case "boxes":
            for number in range(boxes_of_tasks(service)):
                yield _Copy(number, f"{service.title} {number + 1}", address)
        case _ as unreachable:
            assert_never(unreachable)


def _share(tasks: int, zone: int, site: Site) -> int:
    """Return how many of the tasks run in a zone."""
    each, left = divmod(tasks, len(site.zones))
    return each + (zone < left)


def _instances(site: Site, database: RdsInstance) -> list[_Copy]:
    """Return the instance, and its standby in the next zone."""
    address = (site.say(PUBLIC_ADDRESS),) if database.publicly_accessible else ()
    if not database.multi_az:
        return [_Copy(0, details=address)]
    primary = _Copy(0, details=(site.say(PRIMARY), *address))
    return [primary, _Copy(1, details=(site.say(STANDBY),), standby=True)]


def _cache_nodes(site: Site, cache: ElasticacheReplicationGroup) -> list[_Copy]:
    """Return the primary and its replicas, which share its zone unless they are to outlive it."""
    if not cache.replicas:
        return [_Copy(0)]
    replicas = [
        _Copy(number if cache.multi_az else 0, details=(site.say(REPLICA),)) for number in range(1, cache.replicas + 1)
    ]
    return [_Copy(0, details=(site.say(PRIMARY),)), *replicas]
