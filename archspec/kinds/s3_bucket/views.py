"""How pictures show buckets."""

from typing import Final

from archspec.kinds.s3_bucket.model import S3Bucket
from archspec.views.kind import Views, one_box

VIEWS: Final[Views[S3Bucket]] = one_box()
