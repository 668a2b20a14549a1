"""How database instances are deployed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from archspec.architecture import Grantee
from archspec.kinds.rds_instance.model import RdsInstance
from archspec.planning.alarms import Alarm, Watched
from archspec.planning.answers import all_possible, count, in_main, none, nothing
from archspec.planning.copies import Copies, Copy
from archspec.planning.kind import Guards, Nesting, Planning, Size, Spot
from archspec.planning.passed import Passed, address

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

_INSTANCE: Final = "database"
_SECRET: Final = "database_secret"  # noqa: S105  no secret
_ADDRESS: Final = "address"
_SECRET_ARN: Final = "secret_arn"  # noqa: S105  no secret

_GIB: Final = 2**30
_FREE_STORAGE: Final = 0.1
"""The share of the storage that must stay free."""
_BUSY_PERCENT: Final = 80
_LATENCY_SECONDS: Final = 0.05

_DATABASE: Final = 5
"""An instance, its subnet, parameter and log groups, and the role that monitors it."""
_OWN_SECRET: Final = 2
"""A secret, and what tells it of the instance."""
_ROTATION: Final = 3
"""A schedule, the application with the function, and the policy that keeps the secret from being deleted."""
_EXTENSIONS: Final = 5
"""A custom resource, a function, its log group, role and policy."""
_ROLE: Final = 2
"""A role and its policy."""


def _protected(database: RdsInstance) -> bool:
    return database.deletion_protection


def _copies(spot: Spot[RdsInstance]) -> Copies:
    database = spot.component
    has_function = bool(database.extensions) or database.master_credentials == "rotated_secret"
    return Copies(
        database.placement,
        fixed=(Copy(0, "primary"), Copy(1, "standby")) if database.multi_az else (Copy(0),),
        helper_tiers=("private",) if has_function else (),
    )


def _alarms(spot: Spot[RdsInstance]) -> Iterator[Alarm]:
    base, free = spot.base, int(spot.component.storage_gib * _GIB * _FREE_STORAGE)
    instance = Watched(spot.name, _INSTANCE, "AWS/RDS")
    yield instance.above(f"{base}CpuAlarm", "CPUUtilization", "Average", _BUSY_PERCENT)
    yield instance.below(f"{base}StorageAlarm", "FreeStorageSpace", "Minimum", free, missing="ignore")
    yield instance.above(f"{base}ReadLatencyAlarm", "ReadLatency", "p95", _LATENCY_SECONDS)
    yield instance.above(f"{base}WriteLatencyAlarm", "WriteLatency", "p95", _LATENCY_SECONDS)


def _resources(plan: "Plan", spot: Spot[RdsInstance]) -> int:
    database = spot.component
    grants = [g for g in plan.by_component.grants.get(spot.name, ()) if g.to is Grantee.ROLE]
    imports = any("s3:GetObject" in grant.actions for grant in grants)
    exports = any("s3:PutObject" in grant.actions for grant in grants)
    own_secret = _OWN_SECRET if database.master_credentials != "managed_by_rds" else 0
    rotated = _ROTATION if database.master_credentials == "rotated_secret" else 0
    extended = _EXTENSIONS if database.extensions else 0
    return _DATABASE + _ROLE * (imports + exports) + own_secret + rotated + extended


def _guards(_: "Plan", spot: Spot[RdsInstance]) -> Guards:
    return Guards(0, (Passed(f"{spot.base}Instance", _INSTANCE, spot.name),))


def _attribute(spot: Spot[RdsInstance], attribute: str) -> Iterator[Passed]:
    if attribute == _ADDRESS:
        yield address(spot.base, spot.name)
    if attribute == _SECRET_ARN:
        yield from _secret(spot)


def _secret(spot: Spot[RdsInstance], _client: str = "") -> Iterator[Passed]:
    yield Passed(f"{spot.base}MasterSecretArn", _SECRET, spot.name)


PLANNING: Final[Planning[RdsInstance]] = Planning(
    stack=in_main,
    protected=_protected,
    copies=_copies,
    container=none,
    entry=none,
    domain=none,
    known_name=none,
    parts=(
        "Logs",
        "Secret",
        "Parameters",
        "Extensions",
        "ExtensionsFunction",
        "ExtensionsLogs",
        "ExtensionsRole",
        "S3ImportRole",
        "S3ExportRole",
    ),
    alarms=_alarms,
    size=Size(resources=_resources, outputs=0, access_logs=False, as_origin=count(0)),
    nesting=Nesting(
        moves="guards",
        guards=_guards,
        attribute=_attribute,
        granted=(_SECRET_ARN,),
        secret=_secret,
        targets=nothing,
    ),
    refusals=all_possible(),
)
