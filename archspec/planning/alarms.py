"""Alarms on the golden signals: latency, errors and saturation of everything that serves requests or keeps data.

Metric names and units: the CloudWatch metrics page of each service's user guide.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from archspec.architecture import Architecture, Arrow, deployed_id, logical_id
from archspec.planning.endpoints import HealthCheck
from archspec.planning.kind import planning_of, spots
from archspec.planning.names import Names

HEALTH_CHECK: Final = "health_check"
"""The subject of the alarms on probes."""

Comparison: TypeAlias = Literal["above", "below"]
Missing: TypeAlias = Literal["breaching", "ignore"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A threshold on a metric that somebody has to know of."""

    id: str
    component: str
    subject: str
    """What the dimensions of the metric name, in a word of the kind."""
    namespace: str
    metric: str
    statistic: str
    comparison: Comparison
    threshold: float
    """In the unit of the metric."""
    periods: int
    """Minutes in a row that the threshold is broken."""
    missing: Missing
    """What a minute without data counts as."""
    node: int = 0
    """Which node of a cache, from 1."""
    arrow: Arrow | None = None
    """The connection whose target group is watched."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Something with metrics in CloudWatch; an alarm on one goes off after five minutes in a row."""

    component: str
    subject: str
    namespace: str
    node: int = 0
    arrow: Arrow | None = None

    def above(self, alarm_id: str, metric: str, statistic: str, threshold: float) -> Alarm:
        """Return an alarm on what is too much, which is quiet where there is nothing to measure."""
        return self._alarm(alarm_id, (metric, statistic), "above", threshold, "ignore")

    def below(self, alarm_id: str, metric: str, statistic: str, threshold: float, *, missing: Missing) -> Alarm:
        """Return an alarm on what is too little."""
        return self._alarm(alarm_id, (metric, statistic), "below", threshold, missing)

    def _alarm(
        self, alarm_id: str, measure: tuple[str, str], comparison: Comparison, threshold: float, missing: Missing
    ) -> Alarm:
        return Alarm(
            alarm_id,
            self.component,
            self.subject,
            self.namespace,
            *measure,
            comparison=comparison,
            threshold=threshold,
            periods=5,
            missing=missing,
            node=self.node,
            arrow=self.arrow,
        )


def plan_alarms(architecture: Architecture, names: Names, health_checks: tuple[HealthCheck, ...]) -> tuple[Alarm, ...]:
    """Return every alarm, in the order of the components."""
    probes = {check.component: check for check in health_checks}
    return tuple(
        alarm
        for spot in spots(architecture)
        for alarm in (
            *planning_of(spot.component).alarms(spot),
            *_probe_alarms(spot.name, names.base(spot.name), probes.get(spot.name)),
        )
    )


def target_group_id(architecture: Architecture, arrow: Arrow) -> str:
    """Return what the ids of a target group begin with: both ends of its connection, and its name."""
    ends = [deployed_id(end, architecture.components[end]) for end in (arrow.source, arrow.target)]
    return "To".join(ends) + logical_id(arrow.name or "")


def _probe_alarms(name: str, base: str, check: HealthCheck | None) -> Iterator[Alarm]:
    if check is not None:
        probe = Watched(name, HEALTH_CHECK, "AWS/Route53")
        alarm = probe.below(f"{base}HealthAlarm", "HealthCheckStatus", "Minimum", 1, missing="breaching")
        # Route 53 has probed from many places before it reports a failure.
        yield replace(alarm, periods=1)
