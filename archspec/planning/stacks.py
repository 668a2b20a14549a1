"""Stacks: which there are, where each is deployed, and what is in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from archspec.architecture import Architecture
from archspec.components import (
    Actor,
    AnyComponent,
    CloudfrontDistribution,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.planning.alarms import Alarm, Subject
from archspec.planning.endpoints import HealthCheck

EDGE_REGION: Final = "us-east-1"
"""The region of CloudFront's certificates, web ACLs and metrics, and of Route 53's metrics."""

StackId: TypeAlias = Literal["Zone", "Registry", "Edge", "Main"]
STACK_ORDER: Final[tuple[StackId, ...]] = ("Zone", "Registry", "Edge", "Main")
"""The order stacks are deployed in: names first, then images, since a service cannot start without one."""

MOST_IN_BUCKET_NAME: Final = 63
_ACCOUNT_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Stack:
    """A CloudFormation stack; none refers to another."""

    id: StackId
    name: str
    """What CloudFormation calls it: architecture, environment and id."""
    region: str
    account: str | None
    components: tuple[str, ...]
    termination_protection: bool


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository for images, created in the Registry stack."""

    id: str
    name: str


def plan_stacks(
    architecture: Architecture,
    environment: str | None,
    repositories: tuple[Repository, ...],
    health_checks: tuple[HealthCheck, ...],
) -> tuple[Stack, ...]:
    """Return the stacks that have something in them, in the order they are deployed."""
    placed: dict[StackId, list[str]] = {stack: [] for stack in STACK_ORDER}
    for component_id, component in architecture.components.items():
        if (stack := stack_of(architecture, component_id, component)) is not None:
            placed[stack].append(component_id)
    kept = {stack for stack in STACK_ORDER if placed[stack]}
    kept |= {"Registry"} if repositories else set()
    kept |= {"Edge"} if health_checks else set()
    return tuple(
        Stack(
            stack,
            "-".join(filter(None, (architecture.name, environment, stack))),
            EDGE_REGION if stack == "Edge" else architecture.region,
            architecture.account,
            tuple(placed[stack]),
            termination_protection=any(_is_protected(architecture.components[name]) for name in placed[stack]),
        )
        for stack in STACK_ORDER
        if stack in kept
    )


def stack_of(architecture: Architecture, component_id: str, component: AnyComponent) -> StackId | None:
    """Return the stack a component is created in; None where it is outside AWS or there already."""
    match component:
        case Actor():
            return None
        case Route53Zone():
            return None if component.existing else "Zone"
        case CloudfrontDistribution():
            return "Edge"
        case S3Bucket():
            if component.existing:
                return None
            # In the stack of the distribution that serves it: each names the other.
            return "Edge" if component_id in architecture.cloudfront_origins else "Main"
        case _:
            return "Main"


def alarm_stack(architecture: Architecture, alarm: Alarm) -> StackId | None:
    """Return the stack of an alarm; one on a health check is where Route 53 reports, whatever it watches."""
    if alarm.subject is Subject.HEALTH_CHECK:
        return "Edge"
    return stack_of(architecture, alarm.component, architecture.components[alarm.component])


def _is_protected(component: AnyComponent) -> bool:
    return isinstance(component, Route53Zone) or (isinstance(component, RdsInstance) and component.deletion_protection)


def plan_repositories(architecture: Architecture) -> tuple[Repository, ...]:
    """Return each repository that is created, once, however many services pull from it."""
    return tuple(_repositories(architecture))


def _repositories(architecture: Architecture) -> Iterator[Repository]:
    seen: set[str] = set()
    for service in architecture.of_kind(FargateService).values():
        name = service.image.repository
        if service.image.existing is None and name not in seen:
            seen.add(name)
            yield Repository(f"{_words(name)}Repository", name)


def _words(name: str) -> str:
    """Return a repository's name as a part of an id, told apart from names that differ in punctuation alone."""
    words = "".join(part.capitalize() for part in "".join(c if c.isalnum() else " " for c in name).split())
    # A digit has no capital to show where its word begins.
    plain = all(word.isalnum() and word[0].isalpha() for word in name.split("-"))
    return words if plain else words + hashlib.sha256(name.encode()).hexdigest()[:6].upper()


def physical_name(parts: tuple[str, ...], most: int) -> str:
    """Return a name that other stacks can know, shortened to fit with a hash of the whole."""
    whole = "-".join(word for part in parts for word in part.replace("_", "-").split("-") if word)
    if len(whole) <= most:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{whole[: most - len(digest) - 1].rstrip('-')}-{digest}"


def origin_bucket_prefix(architecture: Architecture, environment: str | None, bucket: str) -> str:
    """Return the name of an origin's bucket up to the account id, which makes it unique in the world."""
    parts = tuple(filter(None, (architecture.name, environment, bucket)))
    return physical_name(parts, MOST_IN_BUCKET_NAME - _ACCOUNT_LENGTH - 1)
