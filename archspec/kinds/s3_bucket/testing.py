"""Buckets in tests."""

from datetime import date
from typing import Final

from hypothesis import strategies as st

from archspec.architecture import Architecture
from archspec.components.base import Acts
from archspec.kinds.s3_bucket.model import S3Bucket
from archspec.parts.testing import (
    NOTHING_AROUND,
    Parts,
    Testing,
    Values,
    bound_by_nothing,
    choices,
    field,
    takes_every_request,
)
from archspec.parts.testing.texts import FOLDERS, LINES, SLUGS, maybe


def _parts(compliant_on: date | None) -> Parts:
    site = st.fixed_dictionaries({"framework": LINES, "build_directory": FOLDERS, "single_page": st.booleans()})
    names = SLUGS.map("data-{}".format)
    return choices(S3Bucket, compliant_on, {"block_public_access": {False}, "versioned": (), "deletion_policy": ()}) | {
        "website": field("website", maybe(site)),
        "existing": field("existing", maybe(st.fixed_dictionaries({"name": names}))),
    }


def _mended(architecture: Architecture, name: str, _bucket: S3Bucket) -> Values:
    """Let everybody in where an arrow says that everybody reads."""
    sources = (architecture.components[arrow.source] for arrow in architecture.connections if arrow.target == name)
    opened = any(
        Acts.OUTSIDE in source.facts.acts or getattr(source, "origin_access", None) == "public" for source in sources
    )
    return {"block_public_access": False} if opened else {}


TESTING: Final[Testing[S3Bucket]] = Testing(
    model=S3Bucket,
    smallest={},
    parts=_parts,
    required=frozenset(),
    held=frozenset(),
    removable=frozenset({"website"}),
    bound=bound_by_nothing,
    routes=takes_every_request,
    needs=NOTHING_AROUND,
    mended=_mended,
)
