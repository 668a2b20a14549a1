"""The kind `s3_bucket`."""

from typing import Final

from archspec.components.kind import Kind
from archspec.kinds.s3_bucket.model import ExistingBucket, S3Bucket, Website

KIND: Final = Kind(
    S3Bucket,
    words=(
        "s3",
        "bucket",
        "storage",
        "AWS::S3::Bucket",
        "aws_s3_bucket",
    ),
    examples={
        "framework": "vite-react",
        "name": "my-bucket",
    },
)

__all__ = ["KIND", "ExistingBucket", "S3Bucket", "Website"]
