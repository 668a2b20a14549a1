"""What arrows to buckets open."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from archspec.architecture.access import READ_OR_WRITE, chosen
from archspec.architecture.connection import ConnectionClass
from archspec.architecture.kind import Connections
from archspec.architecture.link import Link
from archspec.architecture.offers import (
    Offer,
    Permission,
    Scope,
    TargetOutput,
    Variable,
    never,
    nothing,
)
from archspec.components.base import Acts
from archspec.kinds.s3_bucket.model import S3Bucket

OBJECT_ACTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "read": ("s3:GetObject", "s3:ListBucket"),
        "write": ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"),
    }
)
"""The actions on a bucket and its objects (Service Authorization Reference, Amazon S3)."""


def _objects(link: Link[S3Bucket]) -> tuple[Permission, ...]:
    allowed = chosen(READ_OR_WRITE, link.connection.access).allows
    actions = sorted(action for operation in allowed for action in OBJECT_ACTIONS[operation])
    return (Permission(tuple(actions), Scope.CONTENTS),)


def _reading(_: Link[S3Bucket]) -> tuple[Permission, ...]:
    return (Permission(("s3:GetObject",), Scope.CONTENTS),)


def _name(_: Link[S3Bucket]) -> tuple[Variable, ...]:
    return (Variable("BUCKET", TargetOutput("bucket_name")),)


CONNECTIONS: Final[Connections[S3Bucket]] = Connections(
    offers={
        Acts.OUTSIDE: Offer(
            opens=ConnectionClass.GRANT,
            conditions=frozenset(),
            access=(),
            ports=nothing,
            permissions=_reading,
            variables=nothing,
            has_user=never,
        ),
        Acts.FRONTS: Offer(
            opens=ConnectionClass.ORIGIN,
            conditions=frozenset({"paths"}),
            access=(),
            # A bucket is an origin too, but stands outside the VPC.
            ports=nothing,
            permissions=_reading,
            variables=nothing,
            has_user=never,
        ),
        Acts.RUNS_CODE: Offer(
            opens=ConnectionClass.GRANT,
            conditions=frozenset(),
            access=READ_OR_WRITE,
            ports=nothing,
            permissions=_objects,
            variables=_name,
            has_user=never,
        ),
        Acts.MOVES_DATA: Offer(
            opens=ConnectionClass.GRANT,
            conditions=frozenset(),
            access=READ_OR_WRITE,
            ports=nothing,
            permissions=_objects,
            variables=nothing,
            has_user=never,
        ),
    },
    outputs={"bucket_name": "name of {target}"},
    secrets={},
    identity=None,
    variables=None,
    entry=None,
    hosted_zone=None,
    flows=nothing,
    mistakes=nothing,
)
