"""How load balancers are deployed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture import Arrow
from archspec.errors import Mistake
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer
from archspec.planning.alarms import Alarm, Watched, target_group_id
from archspec.planning.answers import count, in_main, no, none, nothing
from archspec.planning.copies import Copies, Copy
from archspec.planning.endpoints import has_certificate
from archspec.planning.entry import Entry, Router
from archspec.planning.kind import Guards, Nesting, Planning, Refusals, Size, Spot
from archspec.planning.parts import WEB_ACL
from archspec.planning.passed import Passed, address
from archspec.planning.resources import WEB_ACL_RESOURCES, created_certificates
from archspec.planning.workloads import rule_listeners

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

_BALANCER: Final = "load_balancer"
_ARN: Final = "load_balancer_arn"
_LISTENER: Final = "listener"
_TARGETS: Final = "target_group"
_ADDRESS: Final = "address"

_NAMESPACE: Final = "AWS/ApplicationELB"
_LATENCY_SECONDS: Final = 1.0
_ERRORS: Final = 10

_MOST_CONDITIONS: Final = 5
"""Values in the conditions of a listener rule (Elastic Load Balancing quotas)."""


def _copies(spot: Spot[ApplicationLoadBalancer]) -> Copies:
    architecture = spot.architecture
    return Copies(
        "public" if spot.name in architecture.internet_facing else "isolated",
        fixed=tuple(map(Copy, range(architecture.network.availability_zones))),
    )


def _entry(balancer: ApplicationLoadBalancer) -> Entry:
    return Entry(
        balancer.hostnames,
        balancer.certificate,
        balancer.health_check,
        open_to_all=False,
        router=Router(balancer.http, balancer.health_check.path),
    )


def _alarms(spot: Spot[ApplicationLoadBalancer]) -> Iterator[Alarm]:
    base, balancer = spot.base, Watched(spot.name, _BALANCER, _NAMESPACE)
    yield balancer.above(f"{base}LatencyAlarm", "TargetResponseTime", "p95", _LATENCY_SECONDS)
    yield balancer.above(f"{base}TargetErrorsAlarm", "HTTPCode_Target_5XX_Count", "Sum", _ERRORS)
    yield balancer.above(f"{base}ErrorsAlarm", "HTTPCode_ELB_5XX_Count", "Sum", _ERRORS)
    for arrow in spot.architecture.connections:
        if arrow.source == spot.name:
            targets = Watched(spot.name, _TARGETS, _NAMESPACE, arrow=arrow)
            alarm_id = f"{target_group_id(spot.architecture, arrow)}UnhealthyAlarm"
            yield targets.above(alarm_id, "UnHealthyHostCount", "Maximum", 0)


def _resources(plan: "Plan", spot: Spot[ApplicationLoadBalancer]) -> int:
    planned = plan.by_component.listeners[spot.name]
    listeners = (planned.certificate is not None) + (planned.http != "closed")
    records = len(plan.by_component.records.get(spot.name, ()))
    return 1 + listeners + created_certificates(plan, spot.name) + records


def _guards(plan: "Plan", spot: Spot[ApplicationLoadBalancer]) -> Guards:
    """Return the web ACL with what joins it to the load balancer, which has one only where it faces the internet."""
    named = Passed(f"{spot.base}FullName", _BALANCER, spot.name)
    if not (spot.component.web_acl and plan.by_component.listeners[spot.name].internet_facing):
        return Guards(0, (named,))
    return Guards(WEB_ACL_RESOURCES + 1, (named, Passed(f"{spot.base}Arn", _ARN, spot.name)))


def _attribute(spot: Spot[ApplicationLoadBalancer], attribute: str) -> Iterator[Passed]:
    if attribute == _ADDRESS:
        yield address(spot.base, spot.name)


def _targets(plan: "Plan", spot: Spot[ApplicationLoadBalancer]) -> Iterator[Passed]:
    yield Passed(f"{spot.base}FullName", _BALANCER, spot.name)
    for listener in rule_listeners(plan.by_component.listeners[spot.name]):
        yield Passed(f"{spot.base}{listener}Arn", _LISTENER, f"{spot.name} {listener}")


def _unencrypted(spot: Spot[ApplicationLoadBalancer]) -> Iterator[Mistake]:
    if not has_certificate(spot.component) and spot.component.http != "forward":
        message = (
            f"{spot.name!r} has no certificate to serve HTTPS with; give it hostnames,"
            " or certificate: {existing: {arn: …}}, or write http: forward to serve plain HTTP"
        )
        yield Mistake(("components", spot.name), message)


def _too_many_conditions(spot: Spot[ApplicationLoadBalancer], arrow: Arrow) -> Iterator[Mistake]:
    connection = spot.architecture.connections[arrow]
    conditions = len(connection.hosts) + len(connection.paths)
    if conditions > _MOST_CONDITIONS:
        message = f"has {conditions} hosts and paths, and a listener rule takes {_MOST_CONDITIONS}; use patterns with *"
        yield Mistake(("connections", str(arrow)), message)


PLANNING: Final[Planning[ApplicationLoadBalancer]] = Planning(
    stack=in_main,
    protected=no,
    copies=_copies,
    container=none,
    entry=_entry,
    domain=none,
    known_name=none,
    parts=(*WEB_ACL, "WebAclAssociation", "DnsName"),
    alarms=_alarms,
    size=Size(resources=_resources, outputs=1, access_logs=True, as_origin=count(0)),
    nesting=Nesting(
        moves="guards",
        guards=_guards,
        attribute=_attribute,
        granted=(),
        secret=nothing,
        targets=_targets,
    ),
    refusals=Refusals(itself=_unencrypted, outgoing=_too_many_conditions, grant=nothing),
)
