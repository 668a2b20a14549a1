"""Planting a rule's declared fault in an architecture, and repairing it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from archspec.architecture import Architecture, Arrow, Overlay
from archspec.checks import Fault
from archspec.components import kind_of
from archspec.testing.specs import data_of, overlaid

_KIND: Final = re.compile(r"\$([a-z0-9_]+)")


def plant(architecture: Architecture, fault: Fault) -> Architecture:
    """Return the architecture with the fault, in every environment.

    Each `$kind` of the edit is the first component of that kind, and an environment's overlay loses what it says
    about anything the edit sets.

    Raises:
        LookupError: The architecture has no component of a kind the edit names.

    """
    return _edited(architecture, fault.edit)


def repair(architecture: Architecture, fault: Fault) -> Architecture:
    """Return the architecture with the fault's own repair, in every environment."""
    return _edited(architecture, fault.repair)


def declared(architecture: Architecture, fault: Fault) -> list[tuple[str, str | None]]:
    """Return the findings the fault gives in this architecture: rule and component id (None for the network)."""
    return [(rule, None if kind is None else _first(architecture, kind)) for rule, kind in fault.findings]


def _edited(architecture: Architecture, edit: Overlay) -> Architecture:
    named = _with_ids(architecture, edit)
    data = overlaid(data_of(architecture), named)
    held = overlaid(named, {"components": {end: {} for end in _mentioned(named)}})
    data["environments"] = {name: _without(overlay, held) for name, overlay in architecture.environments.items()}
    return Architecture.model_validate(data)


def _mentioned(edit: Mapping[str, Any]) -> list[str]:
    """Return the components an edit's arrows and waivers name, which no environment may then remove."""
    arrows = [Arrow.parse(key) for key in edit.get("connections", {})]
    ends = [end for arrow in arrows for end in (arrow.source, arrow.target)]
    return [*ends, *(waiver["component"] for waiver in edit.get("waivers", []))]


def _first(architecture: Architecture, kind: str) -> str:
    for name, component in architecture.components.items():
        if kind_of(type(component)) == kind:
            return name
    raise LookupError(f"{architecture.name!r} has no {kind}, which the fault is planted in")


def _with_ids(architecture: Architecture, edit: Any) -> Any:  # noqa: ANN401  an overlay is any JSON value
    """Put component ids in the place of `$kind`, in keys and in values."""
    if isinstance(edit, str):
        return _KIND.sub(lambda match: _first(architecture, match[1]), edit)
    if isinstance(edit, Mapping):
        return {_with_ids(architecture, key): _with_ids(architecture, value) for key, value in edit.items()}
    if isinstance(edit, Sequence):
        return [_with_ids(architecture, value) for value in edit]
    return edit


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
