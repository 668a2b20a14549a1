"""The kind `sqs_queue`, as a distribution of its own gives it to archspec."""

from typing import Final

from archspec.components.kind import Kind

from .model import SqsQueue

KIND: Final = Kind(SqsQueue, words=("sqs", "queue", "AWS::SQS::Queue", "aws_sqs_queue"))

__all__ = ["KIND", "SqsQueue"]
