"""Alarms on the golden signals: latency, errors and saturation of everything that serves requests or keeps data.

Metric names and units: the CloudWatch metrics page of each service's user guide.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from archspec.architecture import Architecture, Arrow, deployed_id, logical_id
from archspec.components import (
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
)
from archspec.planning.endpoints import HealthCheck
from archspec.planning.names import Names

GIB: Final = 2**30
_FREE_STORAGE: Final = 0.1
"""The share of a database's storage that must stay free."""
_BUSY_PERCENT: Final = 90
_STORE_BUSY_PERCENT: Final = 80
_LATENCY_SECONDS: Final = 1.0
_ERROR_PERCENT: Final = 1.0
_ERRORS: Final = 10

Comparison: TypeAlias = Literal["above", "below"]


class Subject(StrEnum):
    """What the dimensions of a metric name."""

    LOAD_BALANCER = "load_balancer"
    TARGET_GROUP = "target_group"
    SERVICE = "service"
    DATABASE = "database"
    CACHE_NODE = "cache_node"
    DISTRIBUTION = "distribution"
    HEALTH_CHECK = "health_check"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A threshold on a metric that somebody has to know of."""

    id: str
    component: str
    subject: Subject
    namespace: str
    metric: str
    statistic: str
    comparison: Comparison
    threshold: float
    """In the unit of the metric."""
    periods: int
    """Minutes in a row that the threshold is broken."""
    missing: Literal["breaching", "ignore"]
    """What a minute without data counts as."""
    node: int = 0
    """Which node of a cache, from 1."""
    arrow: Arrow | None = None
    """The connection whose target group is watched."""


def plan_alarms(architecture: Architecture, names: Names, health_checks: tuple[HealthCheck, ...]) -> tuple[Alarm, ...]:
    """Return every alarm, in the order of the components."""
    probes = {check.component: check for check in health_checks}
    return tuple(
        alarm
        for component_id in architecture.components
        for alarm in (
            *_component_alarms(architecture, component_id, names.base(component_id)),
            *_probe_alarms(component_id, names.base(component_id), probes.get(component_id)),
        )
    )


def _component_alarms(architecture: Architecture, name: str, base: str) -> Iterator[Alarm]:
    match architecture.components[name]:
        case ApplicationLoadBalancer():
            yield from _load_balancer(architecture, name, base)
        case FargateService() as service:
            yield from _service(name, base, service)
        case RdsInstance() as database:
            yield from _database(name, base, database)
        case ElasticacheReplicationGroup() as cache:
            for node in range(1, cache.replicas + 2):
                yield from _cache_node(name, f"{base}Node{node}", cache, node)
        case CloudfrontDistribution():
            yield _alarm(f"{base}ErrorRateAlarm", name, Subject.DISTRIBUTION, "5xxErrorRate", "Average", _ERROR_PERCENT)
        case _:
            return


_NAMESPACES: Final = {
    Subject.LOAD_BALANCER: "AWS/ApplicationELB",
    Subject.TARGET_GROUP: "AWS/ApplicationELB",
    Subject.SERVICE: "AWS/ECS",
    Subject.DATABASE: "AWS/RDS",
    Subject.CACHE_NODE: "AWS/ElastiCache",
    Subject.DISTRIBUTION: "AWS/CloudFront",
    Subject.HEALTH_CHECK: "AWS/Route53",
}


def _alarm(  # noqa: PLR0913, PLR0917  a metric has this many parts
    alarm_id: str,
    component: str,
    subject: Subject,
    metric: str,
    statistic: str,
    threshold: float,
    *,
    comparison: Comparison = "above",
    periods: int = 5,
    node: int = 0,
    arrow: Arrow | None = None,
    namespace: str | None = None,
) -> Alarm:
    """Return an alarm that five minutes in a row set off, and that is quiet where there is nothing to measure."""
    return Alarm(
        alarm_id,
        component,
        subject,
        namespace or _NAMESPACES[subject],
        metric,
        statistic,
        comparison,
        threshold,
        periods,
        "breaching" if comparison == "below" and subject is not Subject.DATABASE else "ignore",
        node,
        arrow,
    )


def _load_balancer(architecture: Architecture, name: str, base: str) -> Iterator[Alarm]:
    balancer = Subject.LOAD_BALANCER
    yield _alarm(f"{base}LatencyAlarm", name, balancer, "TargetResponseTime", "p95", _LATENCY_SECONDS)
    yield _alarm(f"{base}TargetErrorsAlarm", name, balancer, "HTTPCode_Target_5XX_Count", "Sum", _ERRORS)
    yield _alarm(f"{base}ErrorsAlarm", name, balancer, "HTTPCode_ELB_5XX_Count", "Sum", _ERRORS)
    for arrow in architecture.connections:
        if arrow.source == name and isinstance(architecture.components[arrow.target], FargateService):
            yield _alarm(
                f"{target_group_id(architecture, arrow)}UnhealthyAlarm",
                name,
                Subject.TARGET_GROUP,
                "UnHealthyHostCount",
                "Maximum",
                0,
                arrow=arrow,
            )


def target_group_id(architecture: Architecture, arrow: Arrow) -> str:
    """Return what the ids of a target group begin with: both ends of its connection, and its name."""
    ends = [deployed_id(end, architecture.components[end]) for end in (arrow.source, arrow.target)]
    return "To".join(ends) + logical_id(arrow.name or "")


def _service(name: str, base: str, service: FargateService) -> Iterator[Alarm]:
    yield _alarm(f"{base}CpuAlarm", name, Subject.SERVICE, "CPUUtilization", "Average", _BUSY_PERCENT)
    yield _alarm(f"{base}MemoryAlarm", name, Subject.SERVICE, "MemoryUtilization", "Average", _BUSY_PERCENT)
    if service.tasks.min > 0:
        yield _alarm(
            f"{base}RunningTasksAlarm",
            name,
            Subject.SERVICE,
            "RunningTaskCount",
            "Minimum",
            service.tasks.min,
            comparison="below",
            namespace="ECS/ContainerInsights",
        )


def _database(name: str, base: str, database: RdsInstance) -> Iterator[Alarm]:
    free = int(database.storage_gib * GIB * _FREE_STORAGE)
    yield _alarm(f"{base}CpuAlarm", name, Subject.DATABASE, "CPUUtilization", "Average", _STORE_BUSY_PERCENT)
    yield _alarm(f"{base}StorageAlarm", name, Subject.DATABASE, "FreeStorageSpace", "Minimum", free, comparison="below")
    yield _alarm(f"{base}ReadLatencyAlarm", name, Subject.DATABASE, "ReadLatency", "p95", 0.05)
    yield _alarm(f"{base}WriteLatencyAlarm", name, Subject.DATABASE, "WriteLatency", "p95", 0.05)


def _cache_node(name: str, base: str, cache: ElasticacheReplicationGroup, node: int) -> Iterator[Alarm]:
    subject = Subject.CACHE_NODE
    yield _alarm(f"{base}CpuAlarm", name, subject, "EngineCPUUtilization", "Average", _STORE_BUSY_PERCENT, node=node)
    memory = "DatabaseMemoryUsagePercentage"
    yield _alarm(f"{base}MemoryAlarm", name, subject, memory, "Average", _STORE_BUSY_PERCENT, node=node)
    if cache.latency_target_ms is not None:
        microseconds = cache.latency_target_ms * 1000
        metric = "SuccessfulReadRequestLatency"
        yield _alarm(f"{base}LatencyAlarm", name, subject, metric, "Average", microseconds, node=node)


def _probe_alarms(name: str, base: str, check: HealthCheck | None) -> Iterator[Alarm]:
    if check is not None:
        yield _alarm(
            f"{base}HealthAlarm",
            name,
            Subject.HEALTH_CHECK,
            "HealthCheckStatus",
            "Minimum",
            1,
            comparison="below",
            periods=1,
        )
