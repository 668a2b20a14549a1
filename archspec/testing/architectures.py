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
from archspec.components import (
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
    kind_of,
)
from archspec.testing.components import capacity, failover, parts_of
from archspec.testing.connections import connections
from archspec.testing.environments import Base, environments
from archspec.testing.parts import (
    LEAST_BACKUP_DAYS,
    LEAST_TASKS,
    REQUIRED,
    Floors,
    Part,
    Parts,
    Values,
    certificates,
    field,
    health_checks,
    together,
    whole,
)
from archspec.testing.places import domains, hostnames, logs, networks, regions
from archspec.testing.reasons import decisions, tradeoffs, views
from archspec.testing.texts import ACCOUNTS, CLUSTERS, FOLDER_NAMES, LINES, PORTS, PROSE, SLUGS, TAGS
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
    zonal: bool
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
        zonal=network["availability_zones"] > 1,
        zone_domains=zone_domains,
        hostnames=draw(hostnames(topology, domain, zone_domains)),
        clusters=tuple(clusters),
        earlier_ids=draw(earlier_ids(topology)),
        compliant_on=compliant_on,
        floors=None if compliant_on is None else _floors(policy, network),
    )
    bound = {name: _bound(name, setting) | _earlier_id(name, setting) for name in topology.kinds}
    parts = {name: parts_of(kind, compliant_on) | bound[name] for name, kind in topology.kinds.items()}
    data = draw(_head()) | ({} if domain is None else {"domain": domain})
    data |= {"region": region, "network": network, "policy": policy, "clusters": clusters}
    data |= {
        "components": {
            name: {"kind": kind_of(kind)}
            | draw(_unbound(kind, compliant_on, frozenset(bound[name])))
            | draw(together(bound[name]))
            for name, kind in topology.kinds.items()
        },
        "connections": draw(connections(topology, closed=compliant_on is not None)),
        "decisions": draw(decisions(list(topology.kinds))),
    }
    return data | {"environments": draw(environments(Base(data, topology, parts, most_zones, setting.floors)))}


@cache
def _unbound(kind: type[AnyComponent], compliant_on: date | None, bound: frozenset[str]) -> Part:
    free = {name: part for name, part in parts_of(kind, compliant_on).items() if name not in bound}
    return whole(free, REQUIRED if compliant_on is None else REQUIRED | {"why"})


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
    kind = setting.topology.kinds[name]
    if kind is Route53Zone:
        return {"domain": field("domain", st.just(setting.zone_domains[name]))}
    if kind is ElasticacheReplicationGroup and not setting.zonal:
        return {"failover": failover(setting.compliant_on, zonal=False)}
    if kind is RdsInstance and setting.floors:
        return {"backups": field("backup_retention_days", st.integers(setting.floors.backup_days, 35))}
    if kind is FargateService:
        return _bound_service(name, setting)
    if kind in {ApplicationLoadBalancer, CloudfrontDistribution}:
        return _bound_entry(name, setting)
    return {}


def _earlier_id(name: str, setting: _Setting) -> Parts:
    return {"renamed_from": field("renamed_from", st.just(setting.earlier_ids[name]))}


def _bound_service(name: str, setting: _Setting) -> Parts:
    parts: dict[str, Part] = {}
    if name in setting.topology.listening:
        parts["port"] = field("port", PORTS)
    if setting.clusters:
        parts["cluster"] = field("cluster", st.sampled_from(setting.clusters))
    if setting.floors:
        parts["capacity"] = capacity(setting.floors.tasks)
    return parts


def _bound_entry(name: str, setting: _Setting) -> Parts:
    """Check health where the entry has names, and put a firewall before it where it is public."""
    topology, names = setting.topology, setting.hostnames[name]
    watched = st.just(value=True) if setting.floors and names else st.booleans()
    parts = {"hostnames": field("hostnames", st.just(names)), "health_check": health_checks(enabled=watched)}
    sources = {topology.kinds[arrow.source] for arrow in topology.arrows if arrow.target == name}
    origins = {topology.kinds[arrow.target] for arrow in topology.arrows if arrow.source == name}
    if topology.kinds[name] is ApplicationLoadBalancer and Actor not in sources:
        parts["web_acl"] = field("web_acl", st.booleans())
    if topology.kinds[name] is ApplicationLoadBalancer:
        parts["certificate"] = certificates(setting.region)
    if topology.kinds[name] is CloudfrontDistribution and S3Bucket not in origins:
        parts["origin_access"] = field("origin_access", st.sampled_from(("origin_access_control", "public")))
    return parts
