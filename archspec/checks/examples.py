"""A rule's fault and its repair as YAML, with the ids of the reference architecture."""

from collections.abc import Mapping
from typing import Final

import yaml

from archspec.checks.base import Check

_IDS: Final = {
    "actor": "customer",
    "route53_zone": "dns",
    "cloudfront_distribution": "cdn",
    "s3_bucket": "frontend",
    "application_load_balancer": "load_balancer",
    "fargate_service": "api",
    "rds_instance": "database",
    "elasticache_replication_group": "cache",
}


def failing_example(check: Check) -> str:
    """Return the lines that make a spec fail the rule."""
    return _yaml(_named(check.fault.edit))


def passing_example(check: Check) -> str:
    """Return the same lines as they should be; what the repair removes is left out."""
    repaired = _named(check.fault.repair)
    return _yaml(_without_removed(repaired)) or f"# without {_removed(repaired)}\n"


def _yaml(value: object) -> str:
    if not value:
        return ""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=False, width=100)


def _named(value: object) -> object:
    if isinstance(value, Mapping):
        return {_name(str(key)): _named(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item) for item in value]
    return _name(value) if isinstance(value, str) else value


def _name(text: str) -> str:
    for kind, component_id in _IDS.items():
        text = text.replace(f"${kind}", component_id)
    return text


def _without_removed(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    kept = {key: _without_removed(item) for key, item in value.items() if item is not None}
    return {key: item for key, item in kept.items() if item != {} or value[key] == {}}


def _removed(value: object) -> str:
    """Return the innermost key that a repair removes."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if item is None:
                return str(key)
            if found := _removed(item):
                return found
    return ""
