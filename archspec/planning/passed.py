"""What Main hands to the stacks inside it: the parameters of nested stacks.

Nothing goes the other way but the ids of security groups, from a stack that holds nothing else: so Main never waits for
a service, and no two stacks wait for each other.
"""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a value is of."""

    VPC = "vpc"
    SUBNET = "subnet"
    """A subnet by its tier and number, as in `private 1`."""
    CLUSTER = "cluster"
    """The name of a cluster, by the name the spec gives it."""
    NAMESPACE = "namespace"
    SECURITY_GROUP = "security_group"
    """The group of a component, or of a function that works for one."""
    ADDRESS = "address"
    BUCKET_NAME = "bucket_name"
    BUCKET_ARN = "bucket_arn"
    DATABASE = "database"
    """The identifier of an instance."""
    DATABASE_SECRET = "database_secret"  # noqa: S105  no secret
    CACHE_SECRET = "cache_secret"  # noqa: S105  no secret
    """The secret of a connection to a cache, as in `api -> cache`; of a cache whose clients share one, by the cache."""
    OWN_SECRET = "own_secret"  # noqa: S105  no secret
    """A secret that is made for a service, as in `api SESSION_KEY`."""
    IMAGE_TAG = "image_tag"
    LISTENER = "listener"
    """A listener, as in `load_balancer Https`."""
    LOAD_BALANCER = "load_balancer"
    """The name of a load balancer in metrics."""
    LOAD_BALANCER_ARN = "load_balancer_arn"
    ALARM_TOPIC = "alarm_topic"


@dataclass(frozen=True, slots=True, order=True)
class Passed:
    """A value of Main that a nested stack has as a parameter."""

    id: str
    """The id of the parameter."""
    subject: Subject
    of: str = ""
    """Which, where there are several."""
