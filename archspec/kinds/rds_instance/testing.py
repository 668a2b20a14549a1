"""Databases of RDS in tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from archspec.components.base import facts_file
from archspec.kinds.rds_instance.model import RdsInstance
from archspec.parts.testing import (
    LEAST_BACKUP_DAYS,
    Needs,
    Part,
    Parts,
    Surroundings,
    Testing,
    bound_by_nothing,
    choices,
    field,
    mends_nothing,
    takes_every_request,
)


def _parts(compliant_on: date | None) -> Parts:
    classes = facts_file("postgres", __package__)["instance_classes"]
    sizes = [*classes["current"], *classes["previous_generation"]]
    names = st.from_regex("[a-z][a-z0-9_]{0,5}", fullmatch=True)
    return choices(
        RdsInstance,
        compliant_on,
        {
            "engine": (),
            "multi_az": {False},
            "auto_minor_version_upgrade": {False},
            "deletion_protection": {False},
            "deletion_policy": (),
            "storage_encrypted": {False},
            "transit_encryption": {"optional"},
            "master_credentials": {"static_secret"},
            "placement": {"public"},
            "publicly_accessible": {True},
        },
    ) | {
        "version": _versions(compliant_on),
        "instance_class": field("instance_class", st.sampled_from(sizes)),
        "storage_gib": field("storage_gib", st.integers(20, 65536)),
        "database_name": field("database_name", names),
        "port": field("port", st.integers(1150, 65535)),
        "backups": _backups(LEAST_BACKUP_DAYS if compliant_on else 0),
    }


def _versions(compliant_on: date | None) -> Part:
    """Draw a version with extensions it offers."""
    versions = [
        (minor, sorted(major["extensions"]))
        for major in facts_file("postgres", __package__)["majors"].values()
        for minor in (*major["minors"], *(() if compliant_on else major["deprecated_minors"]))
        if compliant_on is None or _supported(major, minor, compliant_on)
    ]
    return st.sampled_from(versions).flatmap(
        lambda version: st.fixed_dictionaries(
            {
                "engine_version": st.just(version[0]),
                "extensions": st.lists(st.sampled_from(version[1]), unique=True, max_size=2),
            }
        )
    )


def _supported(major: Mapping[str, Any], minor: str, day: date) -> bool:
    ended = major["end_of_standard_support"]
    return minor not in major["deprecated_minors"] and (ended is None or date.fromisoformat(ended) >= day)


def _backups(least: int) -> Part:
    return field("backup_retention_days", st.integers(least, 35))


def _bound(around: Surroundings) -> Parts:
    return {"backups": _backups(around.floors.backup_days)} if around.floors else bound_by_nothing(around)


TESTING: Final[Testing[RdsInstance]] = Testing(
    model=RdsInstance,
    smallest={"engine": "postgres", "engine_version": "17.9", "instance_class": "db.m7g.large"},
    parts=_parts,
    required=frozenset({"engine", "instance_class", "version"}),
    held=frozenset({"port"}),
    removable=frozenset(),
    bound=_bound,
    routes=takes_every_request,
    needs=Needs(zones=2, target=False, host_names=False),
    mended=mends_nothing,
)
