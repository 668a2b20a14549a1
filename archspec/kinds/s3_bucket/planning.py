"""How buckets are deployed."""

from collections.abc import Iterator
from typing import Final

from archspec.architecture import Grantee
from archspec.errors import Mistake
from archspec.kinds.s3_bucket.model import S3Bucket
from archspec.planning.answers import count, no, no_guards, none, nothing
from archspec.planning.grants import Grant
from archspec.planning.kind import Nesting, Planning, Refusals, Size, Spot, StackId
from archspec.planning.passed import Passed
from archspec.planning.stacks import physical_name

_NAME: Final = "bucket_name"
_ARN: Final = "bucket_arn"
_BUCKET: Final = 2
"""A bucket and its policy."""
_LONGEST_NAME: Final = 63
_ACCOUNT_LENGTH: Final = 12


def _stack(spot: Spot[S3Bucket]) -> StackId | None:
    if spot.component.existing:
        return None
    # In the stack of the distribution that serves it: each names the other.
    return "Edge" if spot.name in spot.architecture.cloudfront_origins else "Main"


def _known_name(spot: Spot[S3Bucket], environment: str | None) -> str | None:
    """Return the name of an origin's bucket up to the account id, which makes it unique in the world."""
    if _stack(spot) != "Edge":
        return None
    parts = tuple(filter(None, (spot.architecture.name, environment, spot.first_id)))
    return physical_name(parts, _LONGEST_NAME - _ACCOUNT_LENGTH - 1)


def _pages(bucket: S3Bucket) -> int:
    """Return 1 where a function sends the paths of a single page to the root object."""
    return int(bucket.website is not None and bucket.website.single_page)


def _attribute(spot: Spot[S3Bucket], attribute: str) -> Iterator[Passed]:
    if attribute == _NAME:
        # Whoever imports a bucket has to know both.
        yield Passed(f"{spot.base}BucketName", _NAME, spot.name)
        yield Passed(f"{spot.base}BucketArn", _ARN, spot.name)


def _refused_grant(spot: Spot[S3Bucket], grant: Grant) -> Iterator[Mistake]:
    if grant.to is Grantee.ANYONE and spot.component.block_public_access:
        message = (
            f"opens {spot.name!r} to everybody, which its block_public_access refuses;"
            " remove the arrow, or serve the bucket through a distribution with origin access control"
        )
        yield Mistake(("connections", str(grant.arrow)), message)


PLANNING: Final[Planning[S3Bucket]] = Planning(
    stack=_stack,
    protected=no,
    copies=none,
    container=none,
    entry=none,
    domain=none,
    known_name=_known_name,
    parts=(),
    alarms=nothing,
    size=Size(resources=count(_BUCKET), outputs=0, access_logs=True, as_origin=_pages),
    nesting=Nesting(
        moves="nothing", guards=no_guards, attribute=_attribute, granted=(_NAME,), secret=nothing, targets=nothing
    ),
    refusals=Refusals(itself=nothing, outgoing=nothing, grant=_refused_grant),
)
