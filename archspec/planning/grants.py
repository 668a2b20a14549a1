"""Permissions: what the connections grant to the roles of services and databases, and to readers of buckets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from archspec.architecture import Architecture, Arrow, Connection
from archspec.components import (
    Actor,
    AnyComponent,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    S3Bucket,
)
from archspec.planning.names import Names

Access: TypeAlias = Literal["read_only", "write_only", "read_write"]


class Principal(StrEnum):
    """Who is granted something."""

    TASK_ROLE = "task_role"
    """The role the containers of a service act under."""
    DATABASE_ROLE = "database_role"
    """The role a database imports or exports data under."""
    ANYONE = "anyone"
    """Everybody, without signing in."""
    DISTRIBUTION = "distribution"
    """CloudFront, on behalf of one distribution."""


_READ_OBJECTS: Final = ("s3:GetObject", "s3:ListBucket")
_WRITE_OBJECTS: Final = ("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject")

BUCKET_ACTIONS: Final[Mapping[Access, tuple[str, ...]]] = MappingProxyType(
    {
        "read_only": _READ_OBJECTS,
        "write_only": _WRITE_OBJECTS,
        "read_write": tuple(sorted((*_READ_OBJECTS, *_WRITE_OBJECTS))),
    }
)
"""The actions on a bucket and its objects (Service Authorization Reference, Amazon S3)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Actions that one connection allows its source on its target."""

    arrow: Arrow
    principal: Principal
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CacheUser:
    """The user a connection has in a cache with role-based access control."""

    id: str
    arrow: Arrow
    access: Access


def plan_grants(architecture: Architecture) -> tuple[Grant, ...]:
    """Return what each connection grants, by arrow: the order of the spec must not change a policy."""
    return tuple(
        grant
        for arrow, connection in architecture.sorted_connections.items()
        for grant in _grants(
            arrow, connection, architecture.components[arrow.source], architecture.components[arrow.target]
        )
    )


def access_of(connection: Connection) -> Access:
    """Return what the source may do with the target's data."""
    return connection.access or "read_only"


def _grants(arrow: Arrow, connection: Connection, source: AnyComponent, target: AnyComponent) -> Iterator[Grant]:
    match source, target:
        case FargateService(), S3Bucket():
            yield Grant(arrow, Principal.TASK_ROLE, BUCKET_ACTIONS[access_of(connection)])
        case FargateService(), CloudfrontDistribution():
            yield Grant(arrow, Principal.TASK_ROLE, ("cloudfront:CreateInvalidation",))
        case FargateService(), RdsInstance():
            # Rotation changes the password under a running task, which then has to read it again.
            yield Grant(arrow, Principal.TASK_ROLE, ("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"))
        case RdsInstance(), S3Bucket():
            yield Grant(arrow, Principal.DATABASE_ROLE, BUCKET_ACTIONS[access_of(connection)])
        case Actor(), S3Bucket():
            yield Grant(arrow, Principal.ANYONE, ("s3:GetObject",))
        case CloudfrontDistribution() as cdn, S3Bucket():
            signed = cdn.origin_access == "origin_access_control"
            yield Grant(arrow, Principal.DISTRIBUTION if signed else Principal.ANYONE, ("s3:GetObject",))
        case _:
            return


def plan_cache_users(architecture: Architecture, names: Names) -> tuple[CacheUser, ...]:
    """Return a user for each connection to a cache that tells its clients apart, by arrow."""
    users: dict[tuple[str, str], CacheUser] = {}
    for arrow, connection in architecture.sorted_connections.items():
        source, target = architecture.components[arrow.source], architecture.components[arrow.target]
        if (
            isinstance(source, FargateService)
            and isinstance(target, ElasticacheReplicationGroup)
            and target.authentication == "rbac"
        ):
            ends = (arrow.source, arrow.target)
            known = users.get(ends)
            access = access_of(connection) if known is None else _wider(known.access, access_of(connection))
            first = arrow if known is None else known.arrow
            users[ends] = CacheUser(f"{names.base(arrow.source)}To{names.base(arrow.target)}User", first, access)
    return tuple(users.values())


def _wider(one: Access, other: Access) -> Access:
    return one if one == other else "read_write"
