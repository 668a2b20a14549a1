"""RDS database instances."""

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import AfterValidator, Field, Strict, model_validator

from archspec.components import limits
from archspec.components.base import Acts, ComponentBase, Facts, Location, Placement, Role, Shape, facts_file
from archspec.components.fields import Boolean, Integer, Matching, Port
from archspec.errors import Mistake, Mistakes


def _instance_class(value: str) -> str:
    classes = facts_file("postgres", __package__)["instance_classes"]
    if value not in classes["current"] and value not in classes["previous_generation"]:
        raise ValueError("is not an instance class of RDS for PostgreSQL, such as db.m7g.large")
    return value


Extension: TypeAlias = Annotated[
    str, Strict(), Matching("[a-z][a-z0-9_-]{0,62}", "is not the name of a PostgreSQL extension, such as postgis")
]


class RdsInstance(ComponentBase):
    """A managed PostgreSQL database."""

    facts: ClassVar[Facts] = Facts(
        service="Amazon RDS",
        role=Role.DATABASE,
        location=Location.VPC,
        shape=Shape.CYLINDER,
        docs="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/",
        acts=(Acts.MOVES_DATA,),
        holds_data=True,
        public_address="publicly_accessible",
    )

    kind: Literal["rds_instance"] = "rds_instance"
    engine: Literal["postgres"]
    """The database engine."""
    engine_version: Annotated[
        str,
        Strict(),
        Matching("1[0-9][.][0-9]{1,2}", 'is not a PostgreSQL version with its minor part, such as "17.9"'),
    ]
    """The engine's version, with its minor part; RDS then moves it up where minor upgrades are automatic."""
    instance_class: Annotated[str, Strict(), AfterValidator(_instance_class)]
    """The size of the machine."""
    storage_gib: Integer = Field(default=20, ge=20, le=65536)
    """Storage, in GiB (gp3, which starts at 20)."""
    database_name: Annotated[
        str,
        Strict(),
        Matching("[a-z][a-z0-9_]{0,62}", "is not a database name; use lower-case letters, digits and underscores"),
    ] = "app"
    """The database created with the instance."""
    port: Port = Field(default=5432, ge=1150)
    """The port the database listens on (RDS takes 1150 to 65535)."""
    extensions: Annotated[tuple[Extension, ...], limits.EXTENSIONS] = ()
    """Extensions created in the database."""
    multi_az: Boolean = True
    """Whether a standby in another Availability Zone takes over when the instance fails."""
    backup_retention_days: Integer = Field(default=7, ge=0, le=35)
    """Days that automatic backups are kept; 0 turns them off."""
    auto_minor_version_upgrade: Boolean = True
    """Whether RDS installs minor versions in the maintenance window."""
    deletion_protection: Boolean = True
    """Whether RDS refuses to delete the instance."""
    deletion_policy: Literal["snapshot", "retain", "delete"] = "snapshot"
    """What becomes of the data when the stack or the component is deleted: a snapshot, the instance, or nothing."""
    storage_encrypted: Boolean = True
    """Whether storage, backups and snapshots are encrypted."""
    transit_encryption: Literal["required", "optional"] = "required"
    """Whether the server refuses connections without TLS."""
    master_credentials: Literal["managed_by_rds", "rotated_secret", "static_secret"] = "managed_by_rds"
    """Who keeps the master password: RDS, which rotates it; a secret that a function rotates; or one nobody does."""
    placement: Placement = "isolated"
    """The subnet tier the instance runs in."""
    publicly_accessible: Boolean = False
    """Whether the instance gets a public address."""

    @property
    def least_zones(self) -> int:
        """A subnet group spans two zones at least (Amazon RDS User Guide)."""
        return 2

    @property
    def major_version(self) -> str:
        """The part of the version that an upgrade changes only on request."""
        return self.engine_version.partition(".")[0]

    @model_validator(mode="after")
    def _offered(self) -> Self:
        major = facts_file("postgres", __package__)["majors"].get(self.major_version)
        lacking = [i for i, name in enumerate(self.extensions) if major is not None and name not in major["extensions"]]
        if lacking:
            raise Mistakes(
                [
                    Mistake(
                        ("extensions", i),
                        f"{self.extensions[i]!r} is not offered by RDS for PostgreSQL {self.major_version};"
                        " check the name or choose another engine_version",
                    )
                    for i in lacking
                ]
            )
        return self
