"""What Main hands to the stacks inside it: the parameters of nested stacks.

Nothing goes the other way but the ids of security groups, from a stack that holds nothing else: so Main never waits for
a service, and no two stacks wait for each other.
"""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a value is of, where it is of no kind's own; a kind gives what it hands on names of its own."""

    VPC = "vpc"
    SUBNET = "subnet"
    """A subnet by its tier and number, as in `private 1`."""
    CLUSTER = "cluster"
    """The name of a cluster, by the name the spec gives it."""
    NAMESPACE = "namespace"
    SECURITY_GROUP = "security_group"
    """The group of a component, or of a function that works for one."""
    ADDRESS = "address"
    OWN_SECRET = "own_secret"  # noqa: S105  no secret
    """A secret that is made for a service, as in `api SESSION_KEY`."""
    IMAGE_TAG = "image_tag"
    ALARM_TOPIC = "alarm_topic"


@dataclass(frozen=True, slots=True, order=True)
class Passed:
    """A value of Main that a nested stack has as a parameter."""

    id: str
    """The id of the parameter."""
    subject: str
    """What it is of."""
    of: str = ""
    """Which, where there are several."""


def security_group(base: str, owner: str) -> Passed:
    """Return the group of a component, or of a function that works for one, whose ids begin with `base`."""
    return Passed(f"{base}SecurityGroup", Subject.SECURITY_GROUP, owner)


def address(base: str, component: str) -> Passed:
    """Return the address of a component whose ids begin with `base`."""
    return Passed(f"{base}Address", Subject.ADDRESS, component)
