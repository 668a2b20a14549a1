"""S3 buckets."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, Strict

from archspec.components.base import ComponentBase, Facts, Location, Role, Shape
from archspec.components.fields import Boolean, Line, Matching, Model


class Website(Model):
    """A static site: the files a front-end build writes."""

    framework: Line
    """What builds the site, such as vite-react; shown in documents."""
    build_directory: Annotated[
        str,
        Strict(),
        Field(max_length=255),
        Matching(r"(?!.*\.\.)[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*", "is not a relative folder, such as dist"),
    ] = "dist"
    """The folder the build writes, relative to the front end's own."""
    single_page: Boolean = True
    """Whether the site routes in the browser, so that unknown paths get the root object."""


class ExistingBucket(Model):
    """A bucket that is already there."""

    name: Annotated[
        str,
        Strict(),
        Matching(
            # Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html (2026-11-24); the CDK
            # takes no hyphen beside a dot either.
            r"(?!xn--|sthree-|amzn-s3-demo-|(?:[0-9]+[.]){3}[0-9]+$|.*(?:[.][.-]|-[.]))"
            r"(?!.*(?:-s3alias|--ol-s3|[.]mrap|--x-s3|--table-s3)$)"
            r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
            "is not a bucket name; use 3 to 63 lower-case letters, digits, hyphens, and dots that stand between letters"
            " or digits",
        ),
    ]
    """The name of the bucket."""


class S3Bucket(ComponentBase):
    """A bucket of objects, encrypted at rest and closed to the public."""

    facts: ClassVar[Facts] = Facts(
        service="Amazon S3",
        role=Role.STORAGE,
        location=Location.REGION,
        shape=Shape.BOX,
        docs="https://docs.aws.amazon.com/AmazonS3/latest/userguide/",
        acts=(),
        holds_data=True,
    )

    kind: Literal["s3_bucket"] = "s3_bucket"
    website: Website | None = None
    """The static site the bucket holds, when it holds one."""
    block_public_access: Boolean = True
    """Whether S3 refuses every public access list and bucket policy."""
    versioned: Boolean = True
    """Whether overwritten and deleted objects can be restored."""
    deletion_policy: Literal["retain", "delete"] = "retain"
    """What becomes of the bucket when its stack or the component is deleted; S3 deletes empty buckets only."""
    existing: ExistingBucket | None = None
    """The bucket to use; left out, the bucket is created."""
