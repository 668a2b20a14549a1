"""The kind `message_queue`, as a distribution of its own gives it to archspec."""

from typing import Final

from archspec.components.kind import Kind

from .model import MessageQueue

KIND: Final = Kind(MessageQueue, words=("sqs", "queue", "AWS::SQS::Queue", "aws_message_queue"))

__all__ = ["KIND", "MessageQueue"]
