"""Whole architectures: any valid one, and those no check has anything to say about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archspec.architecture import FORMAT_VERSION, Architecture
from archspec.bilingual import LANGUAGES
from archspec.parts.testing import (
    LEAST_BACKUP_DAYS,
    LEAST_TASKS,
    Floors,
    Parts,
    Surroundings,
    Values,
    drawing_of,
    field,
)
from archspec.parts.testing.fields import together
from archspec.parts.testing.texts import ACCOUNTS, CLUSTERS, FOLDER_NAMES, LINES, PROSE, SLUGS, TAGS
from archspec.testing.components import parts_of, unbound
from archspec.testing.connections import connections
from archspec.testing.environments import Base, environments
from archspec.testing.places import domains, hostnames, logs, networks, regions
from archspec.testing.reasons import decisions, tradeoffs, views
from archspec.testing.topology import Topology, check_possible, earlier_ids, topologies
from archspec.testing.waivers import sound_waivers

REFERENCE_DAY: Final = date(2026, 11, 24)
"""The day on which drawn waivers are in force, and drawn compliant architectures comply."""


@st.composite
def architectures(draw: st.DrawFn) -> Architecture:
    """Draw any valid architecture; its waivers, if any, are sound on the reference day.

    Translations are left out, since they name other files.
    """
    unwaived = Architecture.model_validate(draw(_specs(frozenset(), frozenset(), None)))
    waivers = draw(sound_waivers(unwaived, REFERENCE_DAY))
    return Architecture.model_validate({**dict(unwaived), "waivers": waivers}) if waivers else unwaived


def compliant_architectures(
    needs: frozenset[str] = frozenset(), lacks: frozenset[str] = frozenset()
) -> SearchStrategy[Architecture]:
    """Draw architectures without a finding in any environment, on the reference day.

    They have a component of each kind in `needs`, and none of the kinds in `lacks`.

    Raises:
        InvalidArgument: The needs and lacks exclude each other.

    """
    check_possible(needs, lacks)
    return _specs(needs, lacks, REFERENCE_DAY).map(Architecture.model_validate)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What is settled of an architecture before its components are drawn."""

    topology: Topology
    region: str
    several_zones: bool
    zone_domains: Mapping[str, str | None]
    hostnames: Mapping[str, list[str]]
    clusters: tuple[str, ...]
    earlier_ids: Mapping[str, str | None]
    compliant_on: date | None
    floors: Floors | None


@st.composite
def _specs(draw: st.DrawFn, needs: frozenset[str], lacks: frozenset[str], compliant_on: date | None) -> Values:
    """Draw the data of a spec; with a day, of one that complies on it."""
    topology = draw(topologies(needs, lacks, data_from_outside=compliant_on is None))
    region, most_zones = draw(regions())
    network = draw(networks(topology, most_zones, resilient=compliant_on is not None))
    policy = draw(_policies())
    domain, zone_domains = draw(domains(topology))
    clusters = draw(_clusters())
    setting = _Setting(
        topology,
        region=region,
        several_zones=network["availability_zones"] > 1,
        zone_domains=zone_domains,
        hostnames=draw(hostnames(topology, domain, zone_domains)),
        clusters=tuple(clusters),
        earlier_ids=draw(earlier_ids(topology)),
        compliant_on=compliant_on,
        floors=None if compliant_on is None else _floors(policy, network),
    )
    bound = {name: _bound(name, setting) for name in topology.kinds}
    parts = {name: parts_of(kind, compliant_on) | bound[name] for name, kind in topology.kinds.items()}
    data = draw(_head()) | ({} if domain is None else {"domain": domain})
    data |= {"region": region, "network": network, "policy": policy, "clusters": clusters}
    data |= {
        "components": {
            name: {"kind": kind}
            | draw(unbound(kind, compliant_on, frozenset(bound[name])))
            | draw(together(bound[name]))
            for name, kind in topology.kinds.items()
        },
        "connections": draw(connections(topology, closed=compliant_on is not None)),
        "decisions": draw(decisions(list(topology.kinds))),
    }
    return data | {"environments": draw(environments(Base(data, topology, parts, most_zones, setting.floors)))}


@cache
def _head() -> SearchStrategy[Values]:
    """Draw what does not depend on the components."""
    required = {"name": FOLDER_NAMES, "title": LINES, "language": st.sampled_from(LANGUAGES)}
    optional = {
        "description": PROSE,
        "account": ACCOUNTS,
        "logs": logs(),
        "views": views(),
        "tradeoffs": tradeoffs(),
        "tags": TAGS,
    }
    head = st.fixed_dictionaries(required, optional=optional)
    return head.map(lambda values: {"archspec": FORMAT_VERSION, **values})


@cache
def _policies() -> SearchStrategy[Values]:
    optional = {"min_tasks": st.integers(0, 5), "min_backup_retention_days": st.integers(0, 35)}
    return st.fixed_dictionaries({}, optional=optional)


@cache
def _clusters() -> SearchStrategy[dict[str, Values]]:
    existing = st.fixed_dictionaries({"name": SLUGS})
    return st.dictionaries(
        CLUSTERS, st.fixed_dictionaries({}, optional={"label": LINES, "existing": existing}), max_size=2
    )


def _floors(policy: Values, network: Values) -> Floors:
    asked = int(policy.get("min_tasks", network["availability_zones"]) or 0)
    return Floors(
        tasks=max(LEAST_TASKS, asked),
        backup_days=max(LEAST_BACKUP_DAYS, policy.get("min_backup_retention_days", LEAST_BACKUP_DAYS)),
    )


def _bound(name: str, setting: _Setting) -> Parts:
    """Return the parts of a component that depend on what surrounds it, in place of the free ones."""
    parts = drawing_of(setting.topology.kinds[name]).bound(_around(name, setting))
    return parts | {"renamed_from": field("renamed_from", st.just(setting.earlier_ids[name]))}


def _around(name: str, setting: _Setting) -> Surroundings:
    return Surroundings(
        region=setting.region,
        several_zones=setting.several_zones,
        clusters=setting.clusters,
        domain=setting.zone_domains.get(name),
        host_names=tuple(setting.hostnames.get(name, ())),
        sources=setting.topology.sources_of(name),
        targets=setting.topology.targets_of(name),
        is_called=name in setting.topology.called,
        compliant_on=setting.compliant_on,
        floors=setting.floors,
    )
