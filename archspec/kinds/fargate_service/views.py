"""How pictures show services and their clusters."""

from typing import Final

from archspec.kinds.fargate_service.model import FargateService
from archspec.views.kind import Alike, Drawn, Frame, Views, unfiltered
from archspec.views.view import GroupKind
from archspec.views.words import PUBLIC_ADDRESS


def _tasks(drawn: Drawn[FargateService]) -> Alike:
    service = drawn.component
    address = (PUBLIC_ADDRESS,) if service.assign_public_ip else ()
    return Alike(service.placement, service.tasks.min, service.tasks.max, address)


def _cluster(drawn: Drawn[FargateService]) -> Frame:
    slug = drawn.component.cluster
    cluster = drawn.architecture.clusters.get(slug)
    label = cluster.label if cluster else None
    return Frame(slug, label or slug, GroupKind.CLUSTER)


VIEWS: Final[Views[FargateService]] = Views(copies=_tasks, frame=_cluster, has_web_acl=unfiltered, outsider=None)
