"""Environments of a drawn architecture: partial specs that leave it valid, and compliant where it was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import Arrow
from archspec.components.base import Acts, Role
from archspec.parts.testing import Floors, Parts, drawing_of
from archspec.parts.testing.fields import together
from archspec.parts.testing.texts import ACCOUNTS, FOLDER_NAMES, LINES, PROSE, TAGS, distinct
from archspec.testing.places import logs
from archspec.testing.topology import Topology, facts_of, needs_of

Values: TypeAlias = dict[str, Any]

_HELD: Final = frozenset({"renamed_from"})
"""Parts of all kinds that environments leave alone."""
_REMOVABLE: Final = frozenset({"label", "why"})
"""Fields of all kinds without which a component is still whole."""


@dataclass(frozen=True, slots=True)
class Base:
    """What environments are laid over."""

    data: Values
    topology: Topology
    parts: Mapping[str, Parts]
    most_zones: int
    floors: Floors | None


def environments(base: Base) -> SearchStrategy[Values]:
    """Draw up to two environments."""
    names = st.lists(st.sampled_from(("production", "staging")) | FOLDER_NAMES, max_size=2).map(distinct)
    overlay = _overlays(base)
    return names.flatmap(lambda drawn: st.fixed_dictionaries(dict.fromkeys(drawn, overlay)))


@st.composite
def _overlays(draw: st.DrawFn, base: Base) -> Values:
    removed = draw(_some(_loose(base), most=1))
    edited = draw(_some([name for name in base.topology.kinds if name not in removed], most=2))
    overlay = draw(_settings(base))
    components = dict.fromkeys(removed) | {name: draw(_component(base, name)) for name in edited}
    connections = {str(arrow): draw(_connection(base, arrow)) for arrow in draw(_some(base.topology.arrows, most=1))}
    return overlay | {key: value for key, value in (("components", components), ("connections", connections)) if value}


def _some(values: Collection[Any], most: int) -> SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=most) if values else st.just([])


def _loose(base: Base) -> list[str]:
    """Return the components that nothing refers to, so that an environment may do without them."""
    held = {end for arrow in base.topology.arrows for end in (arrow.source, arrow.target)}
    held.update(name for decision in base.data["decisions"].values() for name in decision["components"])
    held.update(base.topology.acting(Acts.RESOLVES))
    return [name for name in base.topology.kinds if name not in held]


def _settings(base: Base) -> SearchStrategy[Values]:
    """Draw what differs beside components and connections."""
    optional: dict[str, SearchStrategy[Any]] = {
        "account": ACCOUNTS,
        "logs": logs(),
        "title": LINES,
        "tags": TAGS,
        "policy": _policy(base.floors),
        "network": _network(base),
    }
    if "description" in base.data:
        optional["description"] = st.none() | PROSE
    return st.fixed_dictionaries({}, optional=optional)


def _policy(floors: Floors | None) -> SearchStrategy[Values]:
    tasks, days = (floors.tasks, floors.backup_days) if floors else (5, 35)
    optional = {"min_tasks": st.integers(0, tasks), "min_backup_retention_days": st.integers(0, days)}
    return st.fixed_dictionaries({}, optional=optional)


def _network(base: Base) -> SearchStrategy[Values]:
    zones = base.data["network"]["availability_zones"]
    optional: dict[str, SearchStrategy[Any]] = {}
    if zones > 1 and "existing" not in base.data["network"]:
        optional["availability_zones"] = st.integers(2, zones if base.floors else base.most_zones)
    if base.floors is None:
        optional["nat_gateways"] = st.sampled_from(("per_zone", "single"))
    return st.fixed_dictionaries({}, optional=optional)


@st.composite
def _component(draw: st.DrawFn, base: Base, name: str) -> Values:
    parts, kind = base.parts[name], base.topology.kinds[name]
    chosen = draw(_some(sorted(parts.keys() - _HELD - drawing_of(kind).held), most=3))
    reasoned = base.floors is not None and facts_of(kind).role not in {Role.ACTOR, Role.DNS}
    removable = (_REMOVABLE | drawing_of(kind).removable) - ({"why"} if reasoned else set())
    removed = draw(_some(sorted(removable & base.data["components"][name].keys()), most=1))
    return draw(together({part: parts[part] for part in chosen})) | dict.fromkeys(removed)


def _connection(base: Base, arrow: Arrow) -> SearchStrategy[Values | None]:
    """Draw other words for a connection, or its removal where its source can do without."""
    words: SearchStrategy[Values | None] = st.fixed_dictionaries({}, optional={"label": LINES, "why": PROSE})
    return words if needs_of(base.topology.kinds[arrow.source]).target else words | st.none()
