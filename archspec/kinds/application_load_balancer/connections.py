"""What arrows to load balancers open, and which of those from them AWS can route."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from archspec.architecture import HTTPS, Architecture, Arrow, ConnectionClass
from archspec.architecture.entry import Entry, full_name
from archspec.architecture.kind import Connections, links_from
from archspec.architecture.link import Link
from archspec.architecture.offers import (
    Offer,
    TargetOutput,
    Variable,
    documentary,
    from_outside,
    never,
    nothing,
)
from archspec.components.base import Acts
from archspec.errors import Mistake
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer

_HTTP: Final = 80


def listener_ports(balancer: ApplicationLoadBalancer) -> tuple[int, ...]:
    """Return the ports a load balancer listens on, that of HTTPS first."""
    https = (HTTPS,) if balancer.certificate or balancer.hostnames else ()
    return (*https, _HTTP) if balancer.http != "closed" else https


def _every_port(link: Link[ApplicationLoadBalancer]) -> tuple[int, ...]:
    return listener_ports(link.target)


def _one_port(link: Link[ApplicationLoadBalancer]) -> tuple[int, ...]:
    """Return the port of HTTPS, if there is one: only a browser has to be told to come back over it."""
    return listener_ports(link.target)[:1]


def _address(link: Link[ApplicationLoadBalancer]) -> tuple[Variable, ...]:
    hostnames = link.target.hostnames
    if hostnames:
        return (Variable("URL", f"https://{full_name(hostnames[0], link.architecture)}"),)
    return (Variable("HOST", TargetOutput("address")),)


def _entry(balancer: ApplicationLoadBalancer) -> Entry:
    return Entry(balancer.hostnames, balancer.certificate, None, balancer.health_check, balancer.web_acl)


def _mistakes(architecture: Architecture, balancers: Mapping[str, ApplicationLoadBalancer]) -> Iterator[Mistake]:
    """Return a mistake for each route that another leaves no request for: each request must belong to one."""
    routes: dict[str, dict[tuple[object, ...], Arrow]] = defaultdict(dict)
    for link in links_from(architecture, balancers):
        route = (tuple(sorted(link.connection.hosts)), tuple(sorted(link.connection.paths)))
        other = routes[link.arrow.source].setdefault(route, link.arrow)
        if other is not link.arrow:
            what = "the same hosts and paths" if any(route) else "no hosts or paths"
            message = f"has {what} as {other}, so a request has two places to go; give one of them paths or hosts"
            yield Mistake(("connections", str(link.arrow)), message)


CONNECTIONS: Final[Connections[ApplicationLoadBalancer]] = Connections(
    offers={
        Acts.OUTSIDE: from_outside(_every_port),
        Acts.RESOLVES: documentary(),
        Acts.FRONTS: Offer(
            opens=ConnectionClass.ORIGIN,
            conditions=frozenset({"paths"}),
            access=(),
            ports=_one_port,
            permissions=nothing,
            variables=nothing,
            has_user=never,
        ),
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.NETWORK,
            conditions=frozenset(),
            access=(),
            ports=_one_port,
            permissions=nothing,
            variables=_address,
            has_user=never,
        ),
    },
    outputs={"address": "address of {target}"},
    secrets={},
    identity=None,
    variables=None,
    entry=_entry,
    hosted_zone=None,
    flows=nothing,
    mistakes=_mistakes,
)
