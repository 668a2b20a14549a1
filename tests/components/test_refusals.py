"""What a kind refuses because AWS would: the exact place and message."""

import re
from typing import Any

import pytest
from pydantic import ValidationError

from archspec.components import (
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    S3Bucket,
)
from archspec.components.base import facts_file
from archspec.errors import Mistakes, Path
from tests.checks.examples import CACHE, DATABASE, SERVICE


def refusals(kind: type[AnyComponent], values: dict[str, Any]) -> list[tuple[Path, str]]:
    """Return what is wrong with a component: the places and the messages."""
    try:
        kind.model_validate(values)
    except ValidationError as error:
        found: list[tuple[Path, str]] = []
        for details in error.errors():
            cause = details["ctx"]["error"]
            causes = cause.mistakes if isinstance(cause, Mistakes) else ()
            found.extend(((*details["loc"], *mistake.path), mistake.message) for mistake in causes)
            if not causes:
                found.append((details["loc"], str(cause)))
        return found
    return []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"replicas": 0, "multi_az": False}, []),
        (
            {"replicas": 0},
            [
                (
                    ("replicas",),
                    "0 leaves nothing to fail over to, which Multi-AZ needs; write 1 or more, or multi_az: false",
                )
            ],
        ),
        ({"transit_encryption": "disabled", "authentication": "none"}, []),
        (
            {"transit_encryption": "disabled", "authentication": "auth_token"},
            [
                (
                    ("transit_encryption",),
                    (
                        "'disabled' leaves auth_token without TLS, which ElastiCache refuses;"
                        " remove the field, or write authentication: none"
                    ),
                )
            ],
        ),
        (
            {"engine_version": "7.2"},
            [
                (
                    ("engine_version",),
                    "'7.2' does not exist: Redis OSS ends at 7.1 here; write 7.1, or engine: valkey",
                )
            ],
        ),
        ({"engine": "valkey", "engine_version": "7.2"}, []),
        (
            {"engine": "valkey", "engine_version": "7.1"},
            [
                (
                    ("engine_version",),
                    "'7.1' does not exist: Valkey starts at 7.2; write 7.2 or newer, or engine: redis",
                )
            ],
        ),
    ],
)
def test_caches(fields: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """Failover needs a replica, names need TLS, and versions belong to an engine."""
    assert refusals(ElasticacheReplicationGroup, {**CACHE, **fields}) == expected


def test_every_mistake_of_a_cache_is_reported() -> None:
    """One run, all of them."""
    fields = {"replicas": 0, "transit_encryption": "disabled", "engine_version": "8.0"}
    found = refusals(ElasticacheReplicationGroup, {**CACHE, **fields})
    assert [path for path, _ in found] == [("replicas",), ("transit_encryption",), ("engine_version",)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"extensions": ["postgis"]}, []),
        ({"engine_version": "19.1", "extensions": ["anything"]}, []),
        (
            {"extensions": ["postgis", "postgiss"]},
            [
                (
                    ("extensions", 1),
                    (
                        "'postgiss' is not offered by RDS for PostgreSQL 17;"
                        " check the name or choose another engine_version"
                    ),
                )
            ],
        ),
    ],
)
def test_extensions(fields: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """An extension comes with the major version; of an unknown version nothing is known."""
    assert refusals(RdsInstance, {**DATABASE, **fields}) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cpu": 512, "memory_mib": 4096}, []),
        (
            {"cpu": 512, "memory_mib": 512},
            [
                (
                    ("memory_mib",),
                    "512 is not on offer with cpu 512; Fargate takes 1024, 2048, 3072 and so on up to 4096 MiB",
                )
            ],
        ),
        ({"tasks": {"min": 3, "max": 3}}, []),
        ({"tasks": {"min": 4, "max": 3}}, [(("tasks", "max"), "3 is below min (4); raise max or lower min")]),
        (
            {"environment": {"A": "x", "B": "x"}, "secrets": {"B": "generated"}},
            [(("secrets", "B"), "'B' is in environment too; keep it in one of them")],
        ),
        (
            {"image": {"repository": "api"}},
            [
                (
                    ("image",),
                    "has neither a tag nor a digest; write one of them, as in tag: {parameter: image_tag}",
                )
            ],
        ),
        (
            {"image": {"repository": "api", "tag": "1", "digest": f"sha256:{'a' * 64}"}},
            [(("image",), "has both a tag and a digest; write one of them, as in tag: {parameter: image_tag}")],
        ),
    ],
)
def test_services(fields: dict[str, Any], expected: list[tuple[Path, str]]) -> None:
    """Sizes Fargate has, an order of least and most, one place for a setting, one reference to an image."""
    assert refusals(FargateService, {**SERVICE, **fields}) == expected


def test_every_fargate_size_is_accepted() -> None:
    """And each CPU size refuses what only a larger one has."""
    for cpu, offered in facts_file("sizes", "archspec.kinds.fargate_service")["memory_mib_by_cpu"].items():
        for memory in offered["values"]:
            assert refusals(FargateService, {**SERVICE, "cpu": int(cpu), "memory_mib": memory}) == []
        beyond = refusals(FargateService, {**SERVICE, "cpu": int(cpu), "memory_mib": offered["values"][-1] + 1})
        assert [path for path, _ in beyond] == [("memory_mib",)]


def test_security_policies_are_of_their_service() -> None:
    """A name that is none gets one that is."""
    listeners = facts_file("tls_policies", "archspec.kinds.application_load_balancer")
    viewers = facts_file("tls_policies", "archspec.kinds.cloudfront_distribution")
    (listener,) = refusals(ApplicationLoadBalancer, {"tls_policy": "TLSv1.2_2021"})
    assert listener[0] == ("tls_policy",)
    assert listeners["recommended"][0] in listener[1]
    (viewer,) = refusals(CloudfrontDistribution, {"minimum_tls": "ELBSecurityPolicy-2016-08"})
    assert viewer[0] == ("minimum_tls",)
    assert viewers["recommended"][0] in viewer[1]


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (RdsInstance, {**DATABASE, "instance_class": "db.huge"}, "instance_class"),
        (ElasticacheReplicationGroup, {**CACHE, "node_type": "cache.huge"}, "node_type"),
        (FargateService, {**SERVICE, "cpu": 300}, "cpu"),
    ],
)
def test_sizes_are_those_on_offer(kind: type[AnyComponent], values: dict[str, Any], field: str) -> None:
    """A size that does not exist is refused at its field."""
    ((path, message),) = refusals(kind, values)
    assert path == (field,)
    assert message.startswith("is not a")


BAD_ARN = "is not the ARN of a certificate; copy it from AWS Certificate Manager"
BAD_NAME = (
    "has a name that nothing of the service can have, or something behind the name, such as a key or a version; write"
    " the ARN as AWS shows it"
)
BAD_BUCKET = (
    "is not a bucket name; use 3 to 63 lower-case letters, digits, hyphens, and dots that stand between letters or"
    " digits"
)
GOOD_ARN = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-1111-2222-3333-444455556666"


@pytest.mark.parametrize("kind", [ApplicationLoadBalancer, CloudfrontDistribution])
@pytest.mark.parametrize(
    ("arn", "refusal"),
    [
        (GOOD_ARN, None),
        (
            GOOD_ARN.replace("arn:aws:", "arn:aws-us-gov:"),
            "is in another partition than its region, which is in aws; begin it with arn:aws:",
        ),
        ("0f1e2d3c-1111-2222-3333-444455556666", BAD_ARN),
        (GOOD_ARN.replace(":acm:", ":iam:"), BAD_ARN),
        (GOOD_ARN.replace("111122223333", "1111"), "names no account; write its 12 digits"),
        (GOOD_ARN.replace("certificate/", ""), BAD_NAME),
        (GOOD_ARN + "/x", BAD_NAME),
    ],
)
def test_an_existing_certificate_is_an_arn(kind: type[AnyComponent], arn: str, refusal: str | None) -> None:
    """That of AWS Certificate Manager."""
    expected: list[tuple[Path, str]] = [(("certificate", "existing", "arn"), refusal)] if refusal else []
    assert refusals(kind, {"certificate": {"existing": {"arn": arn}}}) == expected


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("files", False),
        ("abc", False),
        ("files.example.com-1", False),
        ("a" * 63, False),
        ("ab", True),
        ("a" * 64, True),
        ("Files", True),
        ("my_files", True),
        ("-files", True),
        ("files-", True),
        ("a..b", True),
        ("a.-b", True),
        ("a-.b", True),
        ("a--b", False),
        ("xn--files", True),
        ("s3://files", True),
    ],
)
def test_an_existing_bucket_has_a_name(name: str, *, refused: bool) -> None:
    """One that S3 gives."""
    expected: list[tuple[Path, str]] = [(("existing", "name"), BAD_BUCKET)] if refused else []
    assert refusals(S3Bucket, {"existing": {"name": name}}) == expected


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("ab", False),
        ("team/api", False),
        ("a1.b_c-d/9", False),
        ("a" * 256, False),
        ("a", True),
        ("a" * 257, True),
        ("9a", True),
        ("Api", True),
        ("a--b", True),
        ("a_/b", True),
        ("a/", True),
        ("/a", True),
    ],
)
def test_a_repository_has_a_name(name: str, *, refused: bool) -> None:
    """One that Amazon ECR gives."""
    found = refusals(FargateService, {**SERVICE, "image": {"repository": name, "tag": "1"}})
    assert [path for path, _message in found] == ([("image", "repository")] if refused else [])


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ({}, []),
        ({"account": "111122223333", "region": "eu-west-1"}, []),
        ({"region": "eu-west-9"}, [(("region",), "is not a region of AWS, such as sa-east-1")]),
        (
            {"account": "1111"},
            [(("account",), 'is not an AWS account id; write its 12 digits in quotes, as in "111122223333"')],
        ),
    ],
)
def test_an_existing_repository(existing: dict[str, str], expected: list[tuple[Path, str]]) -> None:
    """It may belong to another account, and be in another region."""
    image = {"repository": "api", "tag": "1", "existing": existing}
    found = refusals(FargateService, {**SERVICE, "image": image})
    assert found == [(("image", "existing", *path), message) for path, message in expected]


@pytest.mark.parametrize(("name", "refused"), [("api", False), ("api_1", False), ("Api", True), ("api-1", True)])
def test_an_earlier_id_is_an_id(name: str, *, refused: bool) -> None:
    """As a component has one."""
    rule = "is not an id; use lower-case letters, digits and underscores, starting with a letter, at most 40"
    expected: list[tuple[Path, str]] = [(("renamed_from",), rule)] if refused else []
    assert refusals(S3Bucket, {"renamed_from": name}) == expected


@pytest.mark.parametrize(
    ("kind", "values", "allowed"),
    [
        (RdsInstance, DATABASE, "'snapshot', 'retain' or 'delete'"),
        (ElasticacheReplicationGroup, CACHE, "'snapshot' or 'delete'"),
        (S3Bucket, {}, "'retain' or 'delete'"),
    ],
)
def test_deletion_policies_are_those_of_a_kind(kind: type[AnyComponent], values: dict[str, Any], allowed: str) -> None:
    """A bucket has no snapshots, and a cache cannot outlive its stack."""
    for policy in ("keep", "snapshots"):
        with pytest.raises(ValidationError) as raised:
            kind.model_validate({**values, "deletion_policy": policy})
        (details,) = raised.value.errors()
        assert (details["loc"], details["ctx"]["expected"]) == (("deletion_policy",), allowed)
    for policy in re.findall("[a-z]{3,}", allowed):
        assert refusals(kind, {**values, "deletion_policy": policy}) == []
