"""Alarms: each signal once, at the thresholds the spec sets."""

import pytest
from hypothesis import given

from archspec.architecture import Architecture
from archspec.kinds.elasticache_replication_group import ElasticacheReplicationGroup
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.rds_instance import RdsInstance
from archspec.planning import plan
from archspec.planning.alarms import Alarm
from tests.checks.examples import ACTOR, BALANCER, BUCKET, CACHE, CDN, DATABASE, SERVICE, ZONE, architecture
from tests.plan.drawn import deployable

NAMED = {**BALANCER, "hostnames": ["api"]}


def _alarms(found: Architecture, metric: str) -> list[Alarm]:
    return [alarm for alarm in plan(found).alarms if alarm.metric == metric]


@pytest.mark.slow
@given(deployable())
def test_thresholds_are_the_specs(found: Architecture) -> None:
    """The floor of tasks, a tenth of the storage, the latency target in microseconds."""
    alarms = plan(found).alarms
    assert len({alarm.id for alarm in alarms}) == len(alarms)
    floors = {alarm.component: alarm.threshold for alarm in alarms if alarm.metric == "RunningTaskCount"}
    services = found.of_kind(FargateService)
    assert floors == {name: service.tasks.min for name, service in services.items() if service.tasks.min}
    free = {alarm.component: alarm.threshold for alarm in alarms if alarm.metric == "FreeStorageSpace"}
    assert free == {name: database.storage_gib * 2**30 // 10 for name, database in found.of_kind(RdsInstance).items()}
    for name, cache in found.of_kind(ElasticacheReplicationGroup).items():
        nodes = [alarm for alarm in alarms if alarm.component == name]
        assert {alarm.node for alarm in nodes} == set(range(1, cache.replicas + 2))
        targets = [alarm.threshold for alarm in nodes if alarm.metric == "SuccessfulReadRequestLatency"]
        assert targets == ([] if cache.latency_target_ms is None else [cache.latency_target_ms * 1000] * len(targets))


@pytest.mark.slow
@given(deployable())
def test_what_is_watched_exists(found: Architecture) -> None:
    """A target group is that of a route, a probe that of a name, and silence counts where there must be a sound."""
    made = plan(found)
    routes = {route.arrow for listeners in made.listeners for route in listeners.routes}
    assert {alarm.arrow for alarm in made.alarms if alarm.subject == "target_group"} == routes
    probed = {alarm.component for alarm in made.alarms if alarm.subject == "health_check"}
    assert probed == {check.component for check in made.health_checks}
    silent = {alarm.metric for alarm in made.alarms if alarm.missing == "breaching"}
    assert silent <= {"HealthCheckStatus", "RunningTaskCount"}


def test_each_service_behind_a_load_balancer_is_watched() -> None:
    """A second connection has a target group, and an alarm, of its own."""
    found = architecture(
        {"entry": {**BALANCER, "http": "forward"}, "api": SERVICE},
        connections={"entry -> api": {}, "entry -> api #reports": {"paths": ["/reports/*"]}},
    )
    assert [alarm.id for alarm in _alarms(found, "UnHealthyHostCount")] == [
        "EntryToApiUnhealthyAlarm",
        "EntryToApiReportsUnhealthyAlarm",
    ]


@pytest.mark.parametrize(
    ("ranges", "probed"),
    [([], True), (["0.0.0.0/0", "::/0"], True), (["203.0.113.0/24"], False), (["::/0"], False)],
)
def test_only_what_lets_everybody_in_is_probed(ranges: list[str], *, probed: bool) -> None:
    """Route 53 probes from addresses of its own, which a closed load balancer never answers."""
    said = {"ingress_cidrs": ranges} if ranges else {}
    components = {"user": ACTOR, "zone": ZONE, "entry": NAMED}
    made = plan(architecture(components, connections={"user -> entry": said}, domain="example.com"))
    assert [check.component for check in made.health_checks] == (["entry"] if probed else [])


def test_an_origin_is_not_probed() -> None:
    """It admits CloudFront alone; the distribution's own name is probed in its place."""
    cdn = {**CDN, "hostnames": ["www"]}
    found = architecture(
        {"zone": ZONE, "cdn": cdn, "entry": NAMED}, connections={"cdn -> entry": {}}, domain="example.com"
    )
    assert [check.id for check in plan(found).health_checks] == ["CdnHealthCheck"]
    off = {**cdn, "health_check": {"enabled": False}}
    components = {"zone": ZONE, "cdn": off, "site": BUCKET}
    assert plan(architecture(components, connections={"cdn -> site": {}}, domain="example.com")).health_checks == ()


def test_a_service_that_may_stop_has_no_floor() -> None:
    """Nor is an instance of nothing watched."""
    assert _alarms(architecture({"api": {**SERVICE, "tasks": {"min": 0}}}), "RunningTaskCount") == []
    (storage,) = _alarms(architecture({"store": {**DATABASE, "storage_gib": 25}}), "FreeStorageSpace")
    assert (storage.comparison, storage.threshold) == ("below", int(2.5 * 2**30))
    nodes = _alarms(architecture({"cache": {**CACHE, "replicas": 2}}), "EngineCPUUtilization")
    assert [alarm.id for alarm in nodes] == ["CacheNode1CpuAlarm", "CacheNode2CpuAlarm", "CacheNode3CpuAlarm"]
