"""Stacks: which there are, where each is deployed, and what is in it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from archspec.architecture import Architecture
from archspec.planning.alarms import HEALTH_CHECK, Alarm
from archspec.planning.containers import container_needs
from archspec.planning.endpoints import HealthCheck
from archspec.planning.kind import StackId, planning_of, spot_of, spots

EDGE_REGION: Final = "us-east-1"
"""The region of CloudFront's certificates, web ACLs and metrics, and of Route 53's metrics."""

STACK_ORDER: Final[tuple[StackId, ...]] = ("Zone", "Registry", "Edge", "Main")
"""The order stacks are deployed in: names first, then images, since a service cannot start without one."""


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
    for spot in spots(architecture):
        if (stack := planning_of(spot.component).stack(spot)) is not None:
            placed[stack].append(spot.name)
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
            termination_protection=any(_is_protected(architecture, name) for name in placed[stack]),
        )
        for stack in STACK_ORDER
        if stack in kept
    )


def stack_of(architecture: Architecture, name: str) -> StackId | None:
    """Return the stack a component is created in; None where it is outside AWS or there already."""
    spot = spot_of(architecture, name)
    return planning_of(spot.component).stack(spot)


def alarm_stack(architecture: Architecture, alarm: Alarm) -> StackId | None:
    """Return the stack of an alarm; one on a health check is where Route 53 reports, whatever it watches."""
    return "Edge" if alarm.subject == HEALTH_CHECK else stack_of(architecture, alarm.component)


def _is_protected(architecture: Architecture, name: str) -> bool:
    component = architecture.components[name]
    return planning_of(component).protected(component)


def plan_repositories(architecture: Architecture) -> tuple[Repository, ...]:
    """Return each repository that is created, once, however many services pull from it."""
    return tuple(_repositories(architecture))


def _repositories(architecture: Architecture) -> Iterator[Repository]:
    seen: set[str] = set()
    for needs in container_needs(architecture).values():
        name = needs.repository
        if name is not None and name not in seen:
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
