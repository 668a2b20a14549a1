"""Where each rule's verdict turns, with the exact place and message."""

from datetime import date
from typing import Any

import pytest

from archspec.architecture import Architecture
from tests.checks.examples import (
    ACTOR,
    BALANCER,
    BUCKET,
    CACHE,
    CDN,
    DATABASE,
    SERVICE,
    ZONE,
    Seen,
    architecture,
    results,
    seen,
)


def _with(kind: dict[str, Any], **fields: object) -> Architecture:
    return architecture({"it": {**kind, **fields}})


def _result(rule: str, subject: Architecture) -> str:
    (found,) = seen(rule, subject)
    return found.result


def _seen_at(path: tuple[str, ...], message: str, subject: str = "it") -> list[Seen]:
    return [Seen(path, "fail", subject, message)]


@pytest.mark.parametrize(
    ("rule", "kind", "field", "value", "message"),
    [
        ("AAC-DB-001", DATABASE, "storage_encrypted", False, "it stores its data, backups and snapshots unencrypted"),
        ("AAC-DB-002", DATABASE, "multi_az", False, "it has no standby in another Availability Zone"),
        (
            "AAC-DB-003",
            DATABASE,
            "backup_retention_days",
            6,
            "it keeps automatic backups for 6 days; the policy asks for 7",
        ),
        ("AAC-DB-004", DATABASE, "auto_minor_version_upgrade", False, "it does not install minor versions by itself"),
        ("AAC-DB-005", DATABASE, "deletion_protection", False, "it is not protected against deletion"),
        ("AAC-DB-006", DATABASE, "transit_encryption", "optional", "it lets a client connect without TLS"),
        (
            "AAC-DB-010",
            DATABASE,
            "master_credentials",
            "static_secret",
            "it keeps its master password in a secret that nobody rotates",
        ),
        (
            "AAC-NET-002",
            DATABASE,
            "placement",
            "public",
            "it is placed in public subnets, which have a route to the internet",
        ),
        (
            "AAC-NET-002",
            CACHE,
            "placement",
            "public",
            "it is placed in public subnets, which have a route to the internet",
        ),
        (
            "AAC-NET-003",
            DATABASE,
            "publicly_accessible",
            True,
            "it gets an address that resolves on the internet",
        ),
        ("AAC-NET-006", SERVICE, "assign_public_ip", True, "every task of it gets a public address"),
        (
            "AAC-NET-007",
            SERVICE,
            "placement",
            "public",
            "it runs in public subnets, which have a route to the internet",
        ),
        ("AAC-CACHE-001", CACHE, "at_rest_encryption", False, "it does not insist on encryption at rest"),
        ("AAC-CACHE-001", CACHE, "transit_encryption", "preferred", "it does not insist on encryption in transit"),
        ("AAC-CACHE-002", CACHE, "authentication", "none", "it serves every client that can reach it"),
        ("AAC-CACHE-003", CACHE, "multi_az", False, "no replica of it takes over when its primary fails"),
        (
            "AAC-LB-001",
            BALANCER,
            "http",
            "forward",
            "it passes requests on port 80 to its targets instead of sending clients to HTTPS",
        ),
        (
            "AAC-LB-002",
            BALANCER,
            "tls_policy",
            "ELBSecurityPolicy-2016-08",
            "it uses the security policy ELBSecurityPolicy-2016-08, which is not a recommended one",
        ),
        ("AAC-S3-001", BUCKET, "block_public_access", False, "it does not block public access"),
    ],
)
def test_one_unsafe_value(rule: str, kind: dict[str, Any], field: str, value: object, message: str) -> None:
    """The safe default passes; the unsafe value fails at its field."""
    assert _result(rule, _with(kind)) == "pass"
    assert seen(rule, _with(kind, **{field: value})) == _seen_at(("components", "it", field), message)


@pytest.mark.parametrize(
    ("field", "value", "rule", "message"),
    [
        ("viewer_protocol", "allow_all", "AAC-EDGE-001", "it serves viewers over plain HTTP"),
        (
            "minimum_tls",
            "TLSv1.1_2016",
            "AAC-EDGE-002",
            "it accepts viewers with the security policy TLSv1.1_2016",
        ),
        ("origin_access", "public", "AAC-EDGE-004", "it reads a bucket that has to be public for it"),
        ("web_acl", False, "AAC-EDGE-005", "it takes requests from outside the VPC without a web ACL"),
        ("default_root_object", "", "AAC-EDGE-007", "it passes requests for / on to its origin as they are"),
    ],
)
def test_one_unsafe_value_of_a_distribution(field: str, value: object, rule: str, message: str) -> None:
    """The same, for a distribution before a bucket."""

    def distribution(**fields: object) -> Architecture:
        return architecture({"it": {**CDN, **fields}, "site": BUCKET}, connections={"it -> site": {}})

    assert _result(rule, distribution()) == "pass"
    assert seen(rule, distribution(**{field: value})) == _seen_at(("components", "it", field), message)


@pytest.mark.parametrize("value", ["https_only", "redirect_to_https"])
def test_both_ways_to_https_pass(value: str) -> None:
    """Refusing plain HTTP is as good as redirecting it."""
    subject = architecture({"it": {**CDN, "viewer_protocol": value}, "site": BUCKET}, connections={"it -> site": {}})
    assert _result("AAC-EDGE-001", subject) == "pass"


def test_an_open_origin_matters_before_a_bucket_only() -> None:
    """A distribution before a load balancer reads no bucket."""
    subject = architecture(
        {"it": {**CDN, "origin_access": "public"}, "entry": BALANCER}, connections={"it -> entry": {}}
    )
    assert seen("AAC-EDGE-004", subject) == []


@pytest.mark.parametrize(("days", "policy", "result"), [(7, 7, "pass"), (6, 7, "fail"), (0, 0, "pass"), (0, 1, "fail")])
def test_backups_compare_with_the_policy(days: int, policy: int, result: str) -> None:
    """As many days as asked for are enough."""
    subject = architecture(
        {"it": {**DATABASE, "backup_retention_days": days}}, policy={"min_backup_retention_days": policy}
    )
    assert _result("AAC-DB-003", subject) == result


@pytest.mark.parametrize(
    ("least", "zones", "policy", "result"),
    [
        (2, 2, None, "pass"),
        (1, 2, None, "fail"),
        (2, 3, None, "fail"),
        (3, 3, None, "pass"),
        (1, 1, None, "fail"),
        (2, 1, None, "pass"),
        (1, 2, 1, "pass"),
        (0, 2, 1, "fail"),
        (2, 3, 2, "pass"),
        (0, 2, 0, "pass"),
    ],
)
def test_tasks_compare_with_the_policy_or_the_zones(least: int, zones: int, policy: int | None, result: str) -> None:
    """Two, and one in each zone, unless a policy says how many."""
    subject = architecture(
        {"it": {**SERVICE, "tasks": {"min": least}}},
        network={"availability_zones": zones},
        policy={} if policy is None else {"min_tasks": policy},
    )
    assert _result("AAC-ECS-001", subject) == result


def test_too_few_tasks_say_how_many() -> None:
    """The message names the field, what it is and what it should be."""
    message = "it may fall to tasks.min 1; the least is 2"
    assert seen("AAC-ECS-001", _with(SERVICE, tasks={"min": 1})) == _seen_at(
        ("components", "it", "tasks", "min"), message
    )


@pytest.mark.parametrize("metric", ["cpu_percent", "memory_percent"])
@pytest.mark.parametrize(("target", "result"), [(39, "fail"), (40, "pass"), (75, "pass"), (76, "fail")])
def test_targets_leave_headroom(metric: str, target: int, result: str) -> None:
    """Both ends of 40 to 75 are in, for each metric."""
    (found,) = seen("AAC-ECS-002", _with(SERVICE, scaling={metric: target}))
    assert found.result == result
    if result == "fail":
        assert found.path == ("components", "it", "scaling", metric)
        assert found.message.startswith(f"it scales at scaling.{metric} {target};")


@pytest.mark.parametrize(("least", "most", "result"), [(2, 3, "pass"), (3, 3, "fail")])
def test_a_service_needs_room_to_grow(least: int, most: int, result: str) -> None:
    """The most has to be more than the least."""
    (found,) = seen("AAC-ECS-002", _with(SERVICE, tasks={"min": least, "max": most}))
    assert found.result == result
    if result == "fail":
        assert found[0] == ("components", "it", "tasks", "max")
        assert found.message == "it cannot grow: tasks.max is 3, the same as tasks.min"


@pytest.mark.parametrize(
    ("deployment", "tasks", "result", "field"),
    [
        ({}, 2, "pass", None),
        ({"circuit_breaker": False}, 2, "fail", "circuit_breaker"),
        ({"rollback": False}, 2, "fail", "rollback"),
        ({"circuit_breaker": False, "rollback": False}, 2, "fail", "circuit_breaker"),
        ({"minimum_healthy_percent": 99}, 3, "fail", "minimum_healthy_percent"),
        ({"minimum_healthy_percent": 50}, 4, "pass", None),
        ({"minimum_healthy_percent": 49}, 4, "fail", "minimum_healthy_percent"),
        ({"minimum_healthy_percent": 50}, 3, "fail", "minimum_healthy_percent"),
    ],
)
def test_a_deployment_is_safe(deployment: dict[str, Any], tasks: int, result: str, field: str | None) -> None:
    """Circuit breaker, rollback, and enough healthy tasks; with four, half of them may go."""
    (found,) = seen("AAC-ECS-003", _with(SERVICE, deployment=deployment, tasks={"min": tasks}))
    assert found.result == result
    if field:
        assert found.path == ("components", "it", "deployment", field)
        assert found.message == f"it does not keep serving through a bad deployment (deployment.{field})"


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("LOG_LEVEL", "info", "pass"),
        ("DB_PASSWORD", "x", "fail"),
        ("STRIPE_API_KEY", "x", "fail"),
        ("SESSION_SECRET", "x", "fail"),
        ("AUTH_TOKEN", "x", "fail"),
        ("api_token", "x", "fail"),
        ("TOKEN_URL", "https://example.com/token", "pass"),
        ("SECRET_ARN", "arn", "pass"),
        ("TOKEN_TTL", "3600", "pass"),
        ("MONKEY", "banana", "pass"),
        ("PGPASSWORD", "x", "fail"),
        ("adminPassword", "x", "fail"),
        ("MAX_TOKENS", "4096", "pass"),
        ("PWD", "/app", "pass"),
        ("KMS_KEY", "arn:aws:kms:sa-east-1:111122223333:key/1a2b3c4d-0000-4000-8000-1a2b3c4d5e6f", "pass"),
        ("COMPASS", "north", "pass"),
        ("AWS", "AKIAIOSFODNN7EXAMPLE", "fail"),
        ("DSN", "postgres://app:hunter2@db/app", "fail"),
        ("DSN", "postgres://db/app", "pass"),
        ("PEM", "-----BEGIN RSA PRIVATE KEY-----", "fail"),
        ("GREETING", "a perfectly ordinary sentence about nothing", "pass"),
        ("PARTNER", "3f9cQ7zLx0Pw8RtY2uVbN6mK1sD4", "fail"),
        ("PARTNER_ID", "3f9cQ7zLx0Pw8RtY2uVbN6mK1sD4", "pass"),
        ("PATH_LIST", "/usr/local/bin:/usr/bin:/bin/aaaaaaaaaaaa", "pass"),
    ],
)
def test_a_secret_is_known_by_its_name_or_its_look(name: str, value: str, result: str) -> None:
    """Names of credentials, known token forms, passwords in addresses, and long random text."""
    (found,) = seen("AAC-ECS-009", _with(SERVICE, environment={name: value}))
    assert found.result == result
    if result == "fail":
        assert found.path == ("components", "it", "environment", name)
        assert value not in found.message or value == "x"


def test_each_exposed_secret_is_a_finding() -> None:
    """One for each variable, and none besides."""
    found = seen("AAC-ECS-009", _with(SERVICE, environment={"A_TOKEN": "x", "B": "y", "C_SECRET": "z"}))
    assert [item.path[-1] for item in found] == ["A_TOKEN", "C_SECRET"]


@pytest.mark.parametrize(
    ("image", "result", "message"),
    [
        ({"tag": "1.4.2"}, "pass", None),
        ({"digest": f"sha256:{'a' * 64}"}, "pass", None),
        ({"tag": "latest"}, "fail", "it runs the image tagged latest, which can be another one tomorrow"),
        (
            {"tag": {"parameter": "image_tag"}},
            "unknown",
            "the image of it is chosen at deployment, by the parameter image_tag",
        ),
    ],
)
def test_an_image_is_pinned(image: dict[str, Any], result: str, message: str | None) -> None:
    """A version or a digest passes, `latest` fails, and a parameter is not known before deployment."""
    (found,) = seen("AAC-ECS-011", _with(SERVICE, image={"repository": "api", **image}))
    assert found.result == result
    assert found.path == ("components", "it", "image", "tag")
    if message:
        assert found.message == message


@pytest.mark.parametrize(
    ("version", "day", "result", "message"),
    [
        ("17.9", date(2030, 2, 28), "pass", None),
        ("17.9", date(2030, 3, 1), "fail", "it runs PostgreSQL 17.9, whose standard support ended on 2030-02-28"),
        ("17.8", date(2026, 11, 24), "fail", "it runs PostgreSQL 17.8, which RDS has deprecated"),
        (
            "17.99",
            date(2026, 11, 24),
            "unknown",
            "it runs PostgreSQL 17.99, which is not among the versions known on 2026-11-24",
        ),
        (
            "19.1",
            date(2026, 11, 24),
            "unknown",
            "it runs PostgreSQL 19.1, which is not among the versions known on 2026-11-24",
        ),
    ],
)
def test_a_version_ends(version: str, day: date, result: str, message: str | None) -> None:
    """The last day of support counts; what the data file does not know is unknown, not passed."""
    (found,) = seen("AAC-DB-012", _with(DATABASE, engine_version=version), day)
    assert found.result == result
    assert found.path == ("components", "it", "engine_version")
    if message:
        assert found.message == message


@pytest.mark.parametrize(
    ("purpose", "days", "result"),
    [(["sessions"], 0, "fail"), (["sessions"], 1, "pass"), (["permissions"], 0, "pass"), ([], 0, "pass")],
)
def test_snapshots_matter_for_sessions(purpose: list[str], days: int, result: str) -> None:
    """What can be computed again needs no snapshot."""
    assert _result("AAC-CACHE-004", _with(CACHE, purpose=purpose, snapshot_retention_days=days)) == result


def test_both_kinds_of_encryption_may_be_missing() -> None:
    """The message names both."""
    subject = _with(CACHE, at_rest_encryption=False, transit_encryption="disabled", authentication="none")
    (found,) = seen("AAC-CACHE-001", subject)
    assert found.message == "it does not insist on encryption at rest or in transit"


@pytest.mark.parametrize(
    ("replicas", "multi_az", "result"), [(1, True, "pass"), (1, False, "fail"), (0, False, "fail")]
)
def test_a_cache_has_something_to_fail_over_to(replicas: int, *, multi_az: bool, result: str) -> None:
    """A replica, in another zone."""
    assert _result("AAC-CACHE-003", _with(CACHE, replicas=replicas, multi_az=multi_az)) == result


_ARROWS = [
    ([], "internet"),
    (["0.0.0.0/0"], "internet"),
    (["0.0.0.0/1", "128.0.0.0/1"], "internet"),
    (["203.0.112.0/22"], "internet"),
    (["::/0"], "internet"),
    (["2600::/12"], "internet"),
    (["10.0.0.0/8", "8.8.8.0/24"], "internet"),
    (["8.0.0.0/7"], "internet"),
    (["10.0.0.0/8"], "private"),
    (["192.168.0.0/16", "172.16.0.0/12"], "private"),
    (["fd00::/8"], "private"),
    (["100.64.0.0/10"], "private"),
    (["100.0.0.0/8"], "internet"),
    (["169.254.0.0/16"], "private"),
]


@pytest.mark.parametrize(
    ("cidrs", "origin"), _ARROWS, ids=lambda value: ",".join(value) if isinstance(value, list) else ""
)
def test_an_actor_comes_from_the_internet_or_from_inside(cidrs: list[str], origin: str) -> None:
    """Any routable address makes it the internet, however the range is written; else it is a finding of its own."""
    subject = architecture({"user": ACTOR, "it": DATABASE}, connections={"user -> it": {"ingress_cidrs": cidrs}})
    assert results("AAC-NET-001", subject) == {
        "user -> it" if origin == "internet" else "it": ("fail" if origin == "internet" else "pass")
    }
    assert results("AAC-NET-004", subject) == ({} if origin == "internet" else {"user -> it": "fail"})


def test_a_store_behind_a_service_is_not_exposed() -> None:
    """The internet reaches the service, and the service the store."""
    subject = architecture(
        {"user": ACTOR, "entry": BALANCER, "api": SERVICE, "it": DATABASE, "fast": CACHE},
        connections={"user -> entry": {}, "entry -> api": {}, "api -> it": {}, "api -> fast": {}},
    )
    assert results("AAC-NET-001", subject) == {"it": "pass", "fast": "pass"}
    assert results("AAC-NET-004", subject) == {"api -> it": "pass", "api -> fast": "pass"}


def test_messages_about_exposed_data() -> None:
    """The arrow is named, and pointed at."""
    subject = architecture({"user": ACTOR, "it": CACHE}, connections={"user -> it": {}})
    assert seen("AAC-NET-001", subject) == _seen_at(
        ("connections", "user -> it"),
        "user -> it lets the internet reach it past the services that should stand before it",
        "user -> it",
    )
    inside = architecture({"user": ACTOR, "it": CACHE}, connections={"user -> it": {"ingress_cidrs": ["10.0.0.0/8"]}})
    assert seen("AAC-NET-004", inside) == _seen_at(
        ("connections", "user -> it", "ingress_cidrs"),
        "user -> it admits 10.0.0.0/8 to it, whoever holds an address there",
        "user -> it",
    )


@pytest.mark.parametrize(("cidrs", "result"), [([], "fail"), (["10.0.0.0/8"], "pass"), (["0.0.0.0/1"], "fail")])
def test_a_service_is_open_to_the_internet(cidrs: list[str], result: str) -> None:
    """An actor's arrow to a service opens its port, to the internet unless it names private ranges."""
    subject = architecture({"user": ACTOR, "it": SERVICE}, connections={"user -> it": {"ingress_cidrs": cidrs}})
    (found,) = seen("AAC-NET-005", subject)
    assert (found.path, found.result) == (("connections", "user -> it"), result)
    if result == "fail":
        assert found.message == "user -> it opens port 80 of it to the internet"


@pytest.mark.parametrize(("zones", "result"), [(1, "fail"), (2, "pass"), (3, "pass")])
def test_a_network_spans_zones(zones: int, result: str) -> None:
    """One zone fails, where anything runs in the VPC."""
    subject = architecture({"it": SERVICE}, network={"availability_zones": zones})
    (found,) = seen("AAC-NET-013", subject)
    assert (found.path, found.result, found.subject) == (("network", "availability_zones"), result, "network")
    assert seen("AAC-NET-013", architecture({"it": BUCKET}, network={"availability_zones": 1})) == []


@pytest.mark.parametrize(
    ("gateways", "zones", "placement", "expected"),
    [
        ("per_zone", 2, "private", ["pass"]),
        ("single", 2, "private", ["fail"]),
        ("single", 1, "private", []),
        ("single", 2, "public", []),
        ("single", 2, "isolated", []),
    ],
)
def test_a_nat_gateway_is_shared(gateways: str, zones: int, placement: str, expected: list[str]) -> None:
    """It matters where private services span zones."""
    subject = architecture(
        {"it": {**SERVICE, "placement": placement}}, network={"nat_gateways": gateways, "availability_zones": zones}
    )
    assert [found.result for found in seen("AAC-NET-014", subject)] == expected


@pytest.mark.parametrize(("internet_facing", "expected"), [(True, {"it": "fail"}), (False, {})])
def test_a_firewall_stands_before_public_load_balancers(*, internet_facing: bool, expected: dict[str, str]) -> None:
    """An internal load balancer needs none."""
    connections: dict[str, object] = {"user -> it": {}} if internet_facing else {}
    subject = architecture({"user": ACTOR, "it": {**BALANCER, "web_acl": False}}, connections=connections)
    assert results("AAC-EDGE-005", subject) == expected


@pytest.mark.parametrize("kind", [BALANCER, CDN], ids=["load balancer", "distribution"])
@pytest.mark.parametrize(
    ("hostnames", "enabled", "expected"), [(["www"], True, "pass"), (["www"], False, "fail"), ([], False, None)]
)
def test_a_named_endpoint_is_watched(
    kind: dict[str, Any], hostnames: list[str], *, enabled: bool, expected: str | None
) -> None:
    """Whatever has a host name has a health check."""
    subject = architecture(
        {"it": {**kind, "hostnames": hostnames, "health_check": {"enabled": enabled}}, "dns": ZONE, "site": BUCKET},
        domain="example.com",
        connections={"it -> site": {}} if kind is CDN else {},
    )
    found = seen("AAC-EDGE-012", subject)
    assert [item.result for item in found] == ([expected] if expected else [])
    if expected == "fail":
        assert found[0].message == "it answers for www and has no health check"
        assert found[0].path == ("components", "it", "health_check", "enabled")


def test_an_arrow_from_an_actor_publishes_a_bucket() -> None:
    """The arrow is the finding, beside the switch where that is off too."""
    subject = architecture({"user": ACTOR, "it": BUCKET}, connections={"user -> it": {}})
    assert seen("AAC-S3-001", subject) == _seen_at(
        ("connections", "user -> it"), "user -> it lets anybody read it", "user -> it"
    )
    both = architecture({"user": ACTOR, "it": {**BUCKET, "block_public_access": False}}, connections={"user -> it": {}})
    assert [found.path for found in seen("AAC-S3-001", both)] == [
        ("connections", "user -> it"),
        ("components", "it", "block_public_access"),
    ]


def test_people_and_zones_need_no_reason() -> None:
    """Everything else says why it is there."""
    subject = architecture(
        {"user": ACTOR, "dns": {**ZONE, "domain": "example.com"}, "it": BUCKET, "api": {**SERVICE, "why": "x"}}
    )
    assert results("AAC-GOV-001", subject) == {"it": "fail", "api": "pass"}
    (found,) = [item for item in seen("AAC-GOV-001", subject) if item.result == "fail"]
    assert found.path == ("components", "it", "why")
    assert found.message == "nothing says why it is part of the architecture"
