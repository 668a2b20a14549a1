"""Permissions: what each connection allows, and what none does."""

from typing import Any

import pytest
from hypothesis import given

from archspec.architecture import Architecture, ConnectionClass, connection_rule
from archspec.kinds.cloudfront_distribution import CloudfrontDistribution
from archspec.kinds.fargate_service import FargateService
from archspec.kinds.rds_instance import RdsInstance
from archspec.kinds.s3_bucket import S3Bucket
from archspec.planning import plan
from tests.checks.examples import ACTOR, BUCKET, CACHE, CDN, DATABASE, SERVICE, architecture
from tests.plan.drawn import deployable

READ = ("s3:GetObject", "s3:ListBucket")
WRITE = ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject")
OPEN_BUCKET = {**BUCKET, "block_public_access": False}


@pytest.mark.parametrize(
    ("source", "target", "said", "principal", "actions"),
    [
        (SERVICE, BUCKET, {}, "task_role", READ),
        (SERVICE, BUCKET, {"access": "write_only"}, "task_role", WRITE),
        (SERVICE, BUCKET, {"access": "read_write"}, "task_role", tuple(sorted((*READ, *WRITE)))),
        (DATABASE, BUCKET, {}, "database_role", READ),
        (DATABASE, BUCKET, {"access": "write_only"}, "database_role", WRITE),
        (SERVICE, DATABASE, {}, "task_role", ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue")),
        (CDN, BUCKET, {}, "distribution", ("s3:GetObject",)),
        ({**CDN, "origin_access": "public"}, OPEN_BUCKET, {}, "anyone", ("s3:GetObject",)),
        (ACTOR, OPEN_BUCKET, {}, "anyone", ("s3:GetObject",)),
    ],
)
def test_what_a_connection_grants(
    source: dict[str, Any], target: dict[str, Any], said: dict[str, Any], principal: str, actions: tuple[str, ...]
) -> None:
    """The fewest actions its access needs."""
    made = plan(architecture({"one": source, "two": target}, connections={"one -> two": said}))
    assert [(str(grant.arrow), grant.principal, grant.actions) for grant in made.grants] == [
        ("one -> two", principal, actions)
    ]


def test_a_service_may_empty_a_cdn() -> None:
    """It tells CloudFront what is stale, and nothing else."""
    connections: dict[str, object] = {"cdn -> site": {}, "api -> cdn": {}}
    made = plan(architecture({"api": SERVICE, "cdn": CDN, "site": BUCKET}, connections=connections))
    assert [grant.actions for grant in made.grants if str(grant.arrow) == "api -> cdn"] == [
        ("cloudfront:CreateInvalidation",)
    ]


@pytest.mark.parametrize(("authentication", "users"), [("rbac", 1), ("auth_token", 0), ("none", 0)])
def test_users_of_a_cache(authentication: str, users: int) -> None:
    """Only where it tells its clients apart."""
    cache = {**CACHE, "authentication": authentication}
    made = plan(architecture({"api": SERVICE, "cache": cache}, connections={"api -> cache": {}}))
    assert len(made.cache_users) == users


@pytest.mark.slow
@given(deployable())
def test_grants_are_those_of_the_connections(found: Architecture) -> None:
    """One for each connection that grants something or is an origin in S3, and one to read a database's secret."""
    expected = []
    for arrow in sorted(found.connections, key=str):
        source, target = found.ends(arrow)
        assert source is not None
        assert target is not None
        rule = connection_rule(source, target)
        assert rule is not None
        signed_in = isinstance(source, FargateService) and isinstance(target, RdsInstance)
        origin = isinstance(source, CloudfrontDistribution) and isinstance(target, S3Bucket)
        if rule.opens is ConnectionClass.GRANT or origin or signed_in:
            expected.append(arrow)
    assert [grant.arrow for grant in plan(found).grants] == expected
    assert all(grant.actions and "*" not in "".join(grant.actions) for grant in plan(found).grants)
