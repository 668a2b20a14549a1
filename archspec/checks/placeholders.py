"""Putting ids and names of fields in the place of what a fault calls components and fields by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archspec.checks.base import PLACEHOLDER
from archspec.checks.capabilities import PUBLIC_ADDRESS
from archspec.components.base import ComponentBase


@dataclass(frozen=True, slots=True)
class StandIn:
    """The component that a name in a fault stands for."""

    id: str
    model: type[ComponentBase]


def filled_in(overlay: Any, stand_ins: Mapping[str, StandIn]) -> Any:  # noqa: ANN401  an overlay is any JSON value
    """Return an overlay with the ids of components and the names of fields, in keys and in values."""
    if isinstance(overlay, str):
        return PLACEHOLDER.sub(lambda match: stand_ins[match[1]].id, overlay)
    if isinstance(overlay, Mapping):
        return {
            filled_in(key, stand_ins): filled_in(_with_fields(key, value, stand_ins), stand_ins)
            for key, value in overlay.items()
        }
    if isinstance(overlay, Sequence):
        return [filled_in(value, stand_ins) for value in overlay]
    return overlay


def _with_fields(key: str, value: object, stand_ins: Mapping[str, StandIn]) -> object:
    """Return what an overlay says of a component, with its field for a public address."""
    if not (isinstance(value, Mapping) and PUBLIC_ADDRESS in value and (name := PLACEHOLDER.fullmatch(key))):
        return value
    field = stand_ins[name[1]].model.facts.public_address
    return {field if key == PUBLIC_ADDRESS else key: said for key, said in value.items()}
