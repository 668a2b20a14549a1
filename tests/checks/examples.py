"""Small architectures for examples, and what a rule sees in them."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from archspec.architecture import Architecture
from archspec.checks import Inspection, all_rules
from archspec.components import KIND_NAMES
from archspec.errors import Path
from archspec.testing import smallest

DAY: Final = date(2026, 11, 24)
RULES: Final = {check.id: check for check in all_rules()}

ACTOR: Final = smallest("actor")
ZONE: Final = smallest("route53_zone")
CDN: Final = smallest("cloudfront_distribution")
BUCKET: Final = smallest("s3_bucket")
BALANCER: Final = smallest("application_load_balancer")
SERVICE: Final = smallest("fargate_service") | {"port": 80}
DATABASE: Final = smallest("rds_instance")
CACHE: Final = smallest("elasticache_replication_group")
MINIMAL: Final = {kind: smallest(kind) for kind in KIND_NAMES} | {SERVICE["kind"]: SERVICE}
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
