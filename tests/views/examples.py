"""Small architectures to project, and views as text to compare with."""

from collections.abc import Iterator
from typing import Any

from archspec.architecture import Architecture
from archspec.kinds.fargate_service import FargateService
from archspec.views import Edge, Node, View

DRAWABLE = 40
"""Copies of a service beyond which a drawn example only costs time."""


def architecture(components: dict[str, Any] | None = None, *arrows: str, **fields: object) -> Architecture:
    """Return an architecture of some components, in English and in São Paulo unless the fields say otherwise."""
    fixed = {"name": "small", "title": "Small", "language": "en", "region": "sa-east-1"}
    connections: dict[str, object] = {arrow: {} for arrow in arrows}
    data = {**fixed, "components": components or {}, "connections": connections, **fields}
    return Architecture.model_validate(data)


def actor(**fields: object) -> dict[str, Any]:
    """Return an actor."""
    return {"kind": "actor", **fields}


def service(**fields: object) -> dict[str, Any]:
    """Return a service that listens on port 80."""
    image = {"repository": "api", "tag": "1"}
    return {"kind": "fargate_service", "label": "API", "cluster": "main", "image": image, "port": 80, **fields}


def database(**fields: object) -> dict[str, Any]:
    """Return a database with a standby, that no function works for."""
    fixed = {"engine": "postgres", "engine_version": "17.9", "instance_class": "db.m7g.large"}
    return {"kind": "rds_instance", "label": "Database", **fixed, **fields}


def cache(**fields: object) -> dict[str, Any]:
    """Return a cache with one replica."""
    fixed = {"engine": "redis", "engine_version": "7.1", "node_type": "cache.m7g.large"}
    return {"kind": "elasticache_replication_group", "label": "Cache", **fixed, **fields}


def balancer(**fields: object) -> dict[str, Any]:
    """Return a load balancer."""
    return {"kind": "application_load_balancer", "label": "Balancer", **fields}


def distribution(**fields: object) -> dict[str, Any]:
    """Return a distribution."""
    return {"kind": "cloudfront_distribution", "label": "CDN", **fields}


def bucket(**fields: object) -> dict[str, Any]:
    """Return a bucket."""
    return {"kind": "s3_bucket", "label": "Bucket", **fields}


def small(drawn: Architecture) -> bool:
    """Tell whether no service of an architecture has more copies than are worth drawing."""
    return all(one.tasks.min <= DRAWABLE for one in drawn.of_kind(FargateService).values())


def outline(view: View) -> list[str]:
    """Return frames and boxes as they nest, two blanks for each frame around them."""
    return list(_outline(view, None, ""))


def _outline(view: View, parent: str | None, indent: str) -> Iterator[str]:
    for item in view.inside(parent):
        if isinstance(item, Node):
            detail = f" ({item.detail})" if item.detail else ""
            standby = " standby" if item.standby else ""
            yield f"{indent}{item.id}: {item.kind} {item.label}{detail}{standby}"
        else:
            yield f"{indent}{item.id}: {item.kind} {item.label}"
            yield from _outline(view, item.id, f"{indent}  ")


def arrows_of(view: View) -> list[str]:
    """Return the arrows as text, each with its step, kind and label."""
    return [_arrow(edge) for edge in view.edges]


def _arrow(edge: Edge) -> str:
    step = f"{edge.step}. " if edge.step else ""
    label = f" '{edge.label}'" if edge.label else ""
    return f"{step}{edge.source} -> {edge.target} {edge.kind}{label}"
