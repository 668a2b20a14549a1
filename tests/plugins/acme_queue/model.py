"""SQS queues."""

from typing import ClassVar, Literal

from pydantic import Field

from archspec.components.base import ComponentBase, Facts, Location, Role, Shape
from archspec.components.fields import Integer


class MessageQueue(ComponentBase):
    """A queue of messages between who sends them and who works on them."""

    facts: ClassVar[Facts] = Facts(
        service="Amazon SQS",
        role=Role.STORAGE,
        location=Location.REGION,
        shape=Shape.BOX,
        docs="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/",
        acts=(),
        holds_data=True,
    )

    kind: Literal["message_queue"] = "message_queue"
    visibility_timeout_seconds: Integer = Field(default=30, ge=0, le=43_200)
    """How long a message is hidden from others while one works on it."""
