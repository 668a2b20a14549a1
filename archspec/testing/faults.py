"""Planting a rule's declared fault in an architecture, and repairing it."""

from collections.abc import Iterator, Mapping
from typing import Any

from archspec.architecture import Architecture, Arrow, Overlay
from archspec.checks import Fault
from archspec.checks.capabilities import is_called
from archspec.checks.placeholders import StandIn, filled_in
from archspec.components.registry import all_kinds, is_kind
from archspec.testing.specs import data_of, overlaid


def plant(architecture: Architecture, fault: Fault) -> Architecture:
    """Return the architecture with the fault, in every environment.

    Each `$name` of the edit is the first component it may stand for, and an environment's overlay loses what it says
    about anything the edit sets.

    Raises:
        LookupError: The architecture has no component that a name in the edit may stand for.

    """
    return _edited(architecture, fault, fault.edit)


def repair(architecture: Architecture, fault: Fault) -> Architecture:
    """Return the architecture with the fault's own repair, in every environment."""
    return _edited(architecture, fault, fault.repair)


def declared(architecture: Architecture, fault: Fault) -> list[tuple[str, str | None]]:
    """Return the findings the fault gives in this architecture: rule and component id (None for the network)."""
    ids: dict[str | None, str | None] = {name: found.id for name, found in _stand_ins(architecture, fault).items()}
    return [(rule, ids.get(name)) for rule, name in fault.findings]


def kinds_needed(fault: Fault) -> frozenset[str]:
    """Return kinds whose components the fault can be planted in: for each name, the first that it may stand for."""
    return frozenset(name if is_kind(name) else next(_fitting(fault, name)) for name in fault.needs)


def _fitting(fault: Fault, name: str) -> Iterator[str]:
    return (kind.name for kind in all_kinds() if fault.fits(name, kind.model))


def kinds_excluded(fault: Fault) -> frozenset[str]:
    """Return the kinds that an architecture with the fault cannot have."""
    return frozenset(kind.name for kind in all_kinds() if any(is_called(kind.model, name) for name in fault.lacks))


def _edited(architecture: Architecture, fault: Fault, edit: Overlay) -> Architecture:
    named = filled_in(edit, _stand_ins(architecture, fault))
    data = overlaid(data_of(architecture), named)
    held = overlaid(named, {"components": {end: {} for end in _mentioned(named)}})
    data["environments"] = {name: _without(overlay, held) for name, overlay in architecture.environments.items()}
    return Architecture.model_validate(data)


def _mentioned(edit: Mapping[str, Any]) -> list[str]:
    """Return the components an edit's arrows and waivers name, which no environment may then remove."""
    arrows = [Arrow.parse(key) for key in edit.get("connections", {})]
    ends = [end for arrow in arrows for end in (arrow.source, arrow.target)]
    return [*ends, *(waiver["component"] for waiver in edit.get("waivers", []))]


def _stand_ins(architecture: Architecture, fault: Fault) -> Mapping[str, StandIn]:
    return {name: _first(architecture, fault, name) for name in sorted(fault.needs)}


def _first(architecture: Architecture, fault: Fault, name: str) -> StandIn:
    for component_id, component in architecture.components.items():
        if fault.fits(name, type(component)):
            return StandIn(component_id, type(component))
    raise LookupError(f"{architecture.name!r} has no {name}, which the fault is planted in")


def _without(overlay: Overlay, edit: Overlay) -> dict[str, object]:
    """Take out of an overlay what an edit sets, so that the edit holds under it."""
    kept: dict[str, object] = {}
    for key, value in overlay.items():
        if key not in edit:
            kept[key] = value
            continue
        said = edit[key]
        if isinstance(value, Mapping) and isinstance(said, Mapping):
            kept[key] = _without(value, said)
    return kept
