"""Buckets: open to those alone whom the spec lets in, over TLS, and kept as long as it says."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from archspec.architecture import Connection
from archspec.components.base import Acts
from archspec.kinds.s3_bucket.model import S3Bucket
from tests.cdk.deployment import COMPONENT_TAG, Deployment
from tests.cdk.oracle import (
    Oracle,
    Policy,
    Promise,
    Variables,
    in_no_subnet,
    never_public,
    no_helper,
    no_ports,
)
from tests.cdk.permissions import resource_statements
from tests.cdk.template import Resource, reference
from tests.components.refusing import refusals, refused_words

_BUCKET: Final = "AWS::S3::Bucket"


def buckets_are_open_only_as_specified(deployment: Deployment) -> Iterator[str]:
    """Buckets are read by everybody where an arrow says so, and block public access unless the spec says not to."""
    opened = set(_opened(deployment))
    for template in deployment.templates.values():
        for statement in resource_statements(template):
            bucket = template.resources[statement.owner]
            public = statement.effect == "Allow" and statement.principals == ("AWS:*",)
            name = bucket.tags.get(COMPONENT_TAG)
            if public and (bucket.type != _BUCKET or name not in opened or statement.actions != ("s3:GetObject",)):
                yield f"{bucket.id} is open to everybody for {', '.join(statement.actions)}"
    for bucket in deployment.resources(_BUCKET):
        component = deployment.architecture.components.get(bucket.tags.get(COMPONENT_TAG, ""))
        blocks = set(bucket.properties.get("PublicAccessBlockConfiguration", {}).values()) == {True}
        if blocks != (component.block_public_access if isinstance(component, S3Bucket) else True):
            yield f"{bucket.id} {'blocks' if blocks else 'does not block'} public access"


def _opened(deployment: Deployment) -> Iterator[str]:
    components = deployment.architecture.components
    for arrow in deployment.architecture.connections:
        source = components[arrow.source]
        unsigned = getattr(source, "origin_access", None) == "public"
        if isinstance(components[arrow.target], S3Bucket) and (unsigned or Acts.OUTSIDE in source.facts.acts):
            yield arrow.target


def buckets_answer_over_tls_alone(deployment: Deployment) -> Iterator[str]:
    """Every bucket refuses whatever comes without TLS."""
    policies = {
        reference(policy.properties["Bucket"]): policy for policy in deployment.resources("AWS::S3::BucketPolicy")
    }
    for bucket in deployment.resources(_BUCKET):
        policy = policies.get(bucket.id)
        statements: list[dict[str, Any]] = (
            policy.properties["PolicyDocument"]["Statement"] if policy is not None else []
        )
        if not any(_refuses_plain_text(statement) for statement in statements):
            yield f"{bucket.id} answers without TLS"


def _refuses_plain_text(statement: Mapping[str, Any]) -> bool:
    plain = {"Bool": {"aws:SecureTransport": "false"}}
    return statement["Effect"] == "Deny" and statement.get("Condition") == plain and statement["Action"] == "s3:*"


def _is_encrypted(bucket: Resource) -> bool:
    return bool(bucket.properties.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration"))


def buckets_log_who_asks(deployment: Deployment) -> Iterator[str]:
    """Each bucket of a component logs its requests to a bucket that the templates create."""
    for bucket in deployment.resources(_BUCKET):
        target = bucket.properties.get("LoggingConfiguration", {}).get("DestinationBucketName")
        if COMPONENT_TAG in bucket.tags and not deployment.refers(target, _BUCKET):
            yield f"{bucket.id} logs elsewhere"


def _outlives(bucket: S3Bucket) -> Policy:
    return "Retain" if bucket.deletion_policy == "retain" else "Delete"


_READ: Final = frozenset({"s3:GetObject", "s3:ListBucket"})
_WRITE: Final = frozenset({"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"})
_OBJECTS: Final = {"read_only": _READ, "write_only": _WRITE, "read_write": _READ | _WRITE}


def _actions(_bucket: S3Bucket, connection: Connection) -> frozenset[str]:
    return _OBJECTS[connection.access or "read_only"]


def _variables(_bucket: S3Bucket) -> Variables:
    return Variables(frozenset({"BUCKET"}), frozenset())


ORACLE: Final[Oracle[S3Bucket]] = Oracle(
    resource_type=_BUCKET,
    promises=(buckets_are_open_only_as_specified, buckets_answer_over_tls_alone, buckets_log_who_asks),
    tier=in_no_subnet,
    public=never_public,
    outlives=_outlives,
    records=(),
    ports=no_ports,
    actions=_actions,
    variables=_variables,
    helper=no_helper,
    is_encrypted={_BUCKET: _is_encrypted},
    stores_nothing=frozenset(),
)


@pytest.mark.parametrize("promise", ORACLE.promises, ids=lambda promise: promise.__name__)
def test_specs_of_the_repository_keep_each_promise(deployment: Deployment, promise: Promise) -> None:
    """Every spec that is shipped keeps every promise in every environment."""
    assert list(promise(deployment)) == []


BAD_BUCKET = (
    "is not a bucket name; use 3 to 63 lower-case letters, digits, hyphens, and dots that stand between letters or"
    " digits"
)


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
    expected = [(("existing", "name"), BAD_BUCKET)] if refused else []
    assert refusals(S3Bucket, {"existing": {"name": name}}) == expected


def test_a_bucket_has_no_snapshots() -> None:
    """It is kept, or deleted once it is empty."""
    words = ("retain", "delete", "snapshot", "keep", "snapshots")
    assert refused_words(S3Bucket, {}, "deletion_policy", words) == ["snapshot", "keep", "snapshots"]
