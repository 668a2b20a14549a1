"""The kind `rds_instance`."""

from collections.abc import Mapping, Sequence
from typing import Final

from archspec.components.base import facts_file
from archspec.components.kind import Kind
from archspec.kinds.rds_instance.model import RdsInstance


def _known_values() -> Mapping[str, Sequence[object]]:
    classes = facts_file("postgres", __package__)["instance_classes"]
    return {"instance_class": [*classes["current"], *classes["previous_generation"]]}


KIND: Final = Kind(
    RdsInstance,
    words=(
        "rds",
        "postgres",
        "postgresql",
        "postgis",
        "database",
        "db",
        "db_instance",
        "rds_postgres",
        "banco",
        "AWS::RDS::DBInstance",
        "aws_db_instance",
    ),
    examples={
        "engine": "postgres",
        "engine_version": '"17.9"',
        "instance_class": "db.m7g.large",
    },
    known_values=_known_values,
)

__all__ = ["KIND", "RdsInstance"]
