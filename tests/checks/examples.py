"""Small architectures for examples, and what a rule sees in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from archspec.architecture import Architecture
from archspec.checks import Inspection, all_rules
from archspec.errors import Path

DAY: Final = date(2026, 11, 24)
RULES: Final = {check.id: check for check in all_rules()}

ACTOR: Final = {"kind": "actor"}
ZONE: Final = {"kind": "route53_zone"}
CDN: Final = {"kind": "cloudfront_distribution"}
BUCKET: Final = {"kind": "s3_bucket"}
BALANCER: Final = {"kind": "application_load_balancer"}
SERVICE: Final = {
    "kind": "fargate_service",
    "cluster": "main",
    "image": {"repository": "api", "tag": "1.0"},
    "port": 80,
}
DATABASE: Final = {
    "kind": "rds_instance",
    "engine": "postgres",
    "engine_version": "17.9",
    "instance_class": "db.m7g.large",
}
CACHE: Final = {
    "kind": "elasticache_replication_group",
    "engine": "redis",
    "engine_version": "7.1",
    "node_type": "cache.m7g.large",
}
_EACH: Final[tuple[Mapping[str, Any], ...]] = (
    ACTOR,
    ZONE,
    CDN,
    BUCKET,
    BALANCER,
    SERVICE,
    DATABASE,
    CACHE,
)
MINIMAL: Final = {str(component["kind"]): component for component in _EACH}
"""Every kind with its required fields alone; a port, so that a service can be reached."""


class Seen(NamedTuple):
    """What a rule says of one place, flattened for comparison."""

    path: Path
    result: str
    subject: str
    message: str


def architecture(components: Mapping[str, object], **fields: object) -> Architecture:
    """Return an architecture with these components and otherwise only what is required."""
    head = {"name": "example", "title": "Example", "language": "en", "region": "sa-east-1"}
    return Architecture.model_validate({**head, "components": components, **fields})


def seen(rule: str, subject: Architecture, day: date = DAY) -> list[Seen]:
    """Return what a rule sees, with English messages."""
    check = RULES[rule]
    return [
        Seen(
            observation.path,
            observation.result.value,
            str(observation.connection or observation.component or "network"),
            (observation.message or check.message).format(observation.values).en,
        )
        for observation in check.observe(Inspection(subject, day))
    ]


def results(rule: str, subject: Architecture, day: date = DAY) -> dict[str, str]:
    """Return each rule's result by subject, where a rule sees each once."""
    return {found.subject: found.result for found in seen(rule, subject, day)}
