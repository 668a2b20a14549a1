"""Where the architecture answers: listeners, host names, certificates, alias records and health checks."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from archspec.architecture import HTTPS, Architecture, Arrow, Connection, full_name
from archspec.components import Location
from archspec.planning.entry import Entry, Listener, PlainHttp, Presenter, Router
from archspec.planning.kind import planning_of, spots
from archspec.planning.names import Names

HTTP: Final = 80
ANY_ADDRESS: Final = "0.0.0.0/0"


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of an endpoint: an existing one, or one issued for its names and proven by records in a zone."""

    id: str
    component: str
    names: tuple[str, ...]
    zone: str | None
    existing_arn: str | None


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """A name in a zone that leads to an endpoint."""

    id: str
    name: str
    zone: str
    component: str


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A probe of an endpoint from outside, over HTTPS."""

    id: str
    component: str
    name: str
    path: str
    failure_threshold: int


@dataclass(frozen=True, slots=True)
class Route:
    """Requests of a listener that go to one service; without conditions, all that no other route takes."""

    arrow: Arrow
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    priority: int | None
    """The place in the order the listener tries its rules in; None for the default."""
    health_check_path: str


@dataclass(frozen=True, slots=True)
class Listeners:
    """What a load balancer listens to, and where it sends requests."""

    component: str
    internet_facing: bool
    certificate: Certificate | None
    """Without one, requests are served over HTTP alone."""
    http: PlainHttp
    routes: tuple[Route, ...]


def listener_ports(balancer: Listener) -> tuple[int, ...]:
    """Return the ports a load balancer listens on."""
    https = (HTTPS,) if has_certificate(balancer) else ()
    return (*https, HTTP) if balancer.http != "closed" else https


def has_certificate(endpoint: Presenter) -> bool:
    """Tell whether an endpoint has a certificate: its own, or one for its host names."""
    return bool(endpoint.certificate or endpoint.hostnames)


def entries(architecture: Architecture) -> Iterator[tuple[str, Entry]]:
    """Return every component that answers to host names."""
    for spot in spots(architecture):
        if (entry := planning_of(spot.component).entry(spot.component)) is not None:
            yield spot.name, entry


def domain_zone(architecture: Architecture) -> str | None:
    """Return the zone that answers for the domain of the host names."""
    for spot in spots(architecture):
        domain = planning_of(spot.component).domain(spot)
        if domain is not None and domain == architecture.domain:
            return spot.name
    return None


def plan_certificates(architecture: Architecture, names: Names) -> tuple[Certificate, ...]:
    """Return the certificate of each endpoint that has one."""
    return tuple(
        Certificate(
            names.part(component_id, "Certificate"),
            component_id,
            tuple(full_name(name, architecture) for name in entry.hostnames),
            None if entry.certificate else domain_zone(architecture),
            entry.certificate.existing.arn if entry.certificate else None,
        )
        for component_id, entry in entries(architecture)
        if has_certificate(entry)
    )


def plan_records(architecture: Architecture, names: Names) -> tuple[AliasRecord, ...]:
    """Return an alias record for each host name of an entry."""
    zone = domain_zone(architecture)
    return tuple(
        AliasRecord(
            names.part(component_id, f"{record_part(hostname)}Record"),
            full_name(hostname, architecture),
            str(zone),
            component_id,
        )
        for component_id, entry in entries(architecture)
        for hostname in entry.hostnames
    )


def record_part(hostname: str) -> str:
    """Return a host name as a part of an id; a hyphen or dot becomes a word."""
    if hostname == "@":
        return "ZoneApex"
    words = hostname.replace("-", " dash ").replace(".", " dot ").split()
    return "".join(word.capitalize() for word in words)


def plan_health_checks(architecture: Architecture, names: Names) -> tuple[HealthCheck, ...]:
    """Return the probe of the first host name of each endpoint that lets everybody in, and Route 53 with them."""
    return tuple(
        HealthCheck(
            names.part(component_id, "HealthCheck"),
            component_id,
            full_name(entry.hostnames[0], architecture),
            entry.health_check.path,
            entry.health_check.failure_threshold,
        )
        for component_id, entry in entries(architecture)
        if entry.hostnames and entry.health_check.enabled and _is_open(architecture, component_id, entry)
    )


def _is_open(architecture: Architecture, component_id: str, entry: Entry) -> bool:
    return entry.open_to_all or any(
        arrow.target == component_id
        and architecture.components[arrow.source].facts.location is Location.OUTSIDE
        and (not connection.ingress_cidrs or ANY_ADDRESS in connection.ingress_cidrs)
        for arrow, connection in architecture.connections.items()
    )


def plan_listeners(architecture: Architecture, certificates: tuple[Certificate, ...]) -> tuple[Listeners, ...]:
    """Return what each load balancer listens to."""
    by_component = {certificate.component: certificate for certificate in certificates}
    return tuple(
        Listeners(
            component_id,
            component_id in architecture.internet_facing,
            by_component.get(component_id),
            entry.router.http,
            tuple(_routes(architecture, component_id, entry.router)),
        )
        for component_id, entry in entries(architecture)
        if entry.router is not None
    )


def _routes(architecture: Architecture, component_id: str, router: Router) -> Iterator[Route]:
    arrows = {
        arrow: connection for arrow, connection in architecture.connections.items() if arrow.source == component_id
    }
    priorities = route_priorities(arrows)
    for arrow, connection in arrows.items():
        path = connection.health_check_path or router.health_check_path
        yield Route(arrow, connection.hosts, connection.paths, priorities.get(arrow), path)


_MOST_FIXED: Final = 64
"""Fixed characters of a route that are told apart; more count as this many."""
_CLASSES: Final = 6
"""Without or with a `?`, each with no, one or more `*`."""
_SLOT: Final = 40
"""Priorities for routes that are equally specific."""
_BAND: Final = (_MOST_FIXED + 1) * _CLASSES * _SLOT


def route_priorities(arrows: dict[Arrow, Connection]) -> dict[Arrow, int]:
    """Return the priority of each route with conditions, 1 to 46,800: the more specific comes first.

    Host and path come before host alone, that before path alone; then more characters besides `*` before fewer, fewer
    `?` before more, and fewer `*` before more. A route thus comes before one that takes all of its requests, as far as
    64 characters, one `?` and two `*` tell them apart. A priority depends on the route's own conditions and name, so
    that another route changes it only where two fall on one number.
    """
    taken: set[int] = set()
    priorities = {}
    for arrow in sorted(arrows, key=str):
        connection = arrows[arrow]
        if connection.hosts or connection.paths:
            priorities[arrow] = next(number for number in _wanted_priorities(arrow, connection) if number not in taken)
            taken.add(priorities[arrow])
    return priorities


def _wanted_priorities(arrow: Arrow, connection: Connection) -> Iterator[int]:
    """Return the numbers a route may have, the preferred one first."""
    hosts = _narrowing(connection.hosts, "*")
    paths = _narrowing(connection.paths, "/*")
    band = 0 if hosts and paths else 1 if hosts else 2
    first = 1 + band * _BAND + _level(hosts, paths) * _SLOT
    offset = int.from_bytes(hashlib.sha256(str(arrow).encode()).digest()) % _SLOT
    yield from (first + (offset + step) % _SLOT for step in range(_SLOT))
    yield from count(first + _SLOT)


def _narrowing(patterns: tuple[str, ...], everything: str) -> tuple[str, ...]:
    """Return the patterns, or none where one of them stands for everything."""
    return () if everything in (re.sub(r"\*+", "*", pattern) for pattern in patterns) else patterns


def _level(hosts: tuple[str, ...], paths: tuple[str, ...]) -> int:
    """Return how wide a route is, from 0: by its widest host and its widest path together."""
    widest = [max(map(_width, patterns)) for patterns in (hosts, paths) if patterns]
    fixed = sum(width[0] for width in widest)
    marks = sum(width[1] for width in widest)
    stars = sum(width[2] for width in widest)
    return max(0, _MOST_FIXED + fixed) * _CLASSES + min(marks, 1) * 3 + min(stars, 2)


def _width(pattern: str) -> tuple[int, int, int]:
    """Return what orders patterns from the narrowest to the widest: characters besides `*`, negated, `?` and `*`."""
    fixed = len(pattern.replace("*", ""))
    # `?*`, `*?` and `*?*` are one pattern.
    return -fixed, pattern.count("?"), len(re.findall(r"\?*\*[?*]*", pattern))
