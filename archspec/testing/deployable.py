"""Architectures that can be deployed: what planning would refuse is mended, not thrown away."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from hypothesis.strategies import SearchStrategy

from archspec.architecture import Architecture
from archspec.components import KIND_NAMES
from archspec.components.base import Acts
from archspec.errors import PlanError
from archspec.parts.testing import drawing_of
from archspec.planning import plan
from archspec.testing.architectures import architectures
from archspec.testing.specs import data_of, overlaid
from archspec.testing.topology import facts_of

Values: TypeAlias = dict[str, Any]
_TIERS: Final = ("public_subnets", "private_subnets", "isolated_subnets")
_DOMAIN: Final = "example.com"


def deployable_architectures() -> SearchStrategy[Architecture]:
    """Draw architectures that can be planned, without environments and what only checks read."""
    return architectures().map(mended).filter(can_be_planned)


def can_be_planned(architecture: Architecture, environment: str | None = None) -> bool:
    """Tell whether planning finds nothing to refuse."""
    try:
        plan(architecture, environment)
    except PlanError:
        return False
    return True


def mended(architecture: Architecture) -> Architecture:
    """Return an architecture with what its kinds and its network lack to be deployed."""
    data = data_of(architecture) | {"environments": {}, "waivers": [], "decisions": {}}
    data = overlaid(data, {"components": _changes(architecture)})
    if any("hostnames" in component for component in data["components"].values()):
        data = _answered(data)
    if architecture.network.existing is not None:
        zones = architecture.network.availability_zones
        # A subnet is in one tier.
        missing = {tier: [f"subnet-{number}{zone:07x}" for zone in range(zones)] for number, tier in enumerate(_TIERS)}
        data["network"]["existing"] = missing | data["network"]["existing"]
    return Architecture.model_validate(data)


def _changes(architecture: Architecture) -> Mapping[str, Values]:
    return {
        name: drawing_of(component.kind).mended(architecture, name, component)
        for name, component in architecture.components.items()
    }


def _answered(data: Values) -> Values:
    """Give host names a domain, and the domain a zone."""
    domain = data.get("domain", _DOMAIN)
    resolving = [kind for kind in KIND_NAMES if Acts.RESOLVES in facts_of(kind).acts]
    zones = [component for component in data["components"].values() if component["kind"] in resolving]
    if any(zone.get("domain", domain) == domain for zone in zones):
        return data | {"domain": domain}
    return data | {"domain": domain, "components": data["components"] | {"zone_of_the_domain": {"kind": resolving[0]}}}
