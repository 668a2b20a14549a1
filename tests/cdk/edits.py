"""Architectures with one thing different, and what that changes in the templates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from archspec.architecture import Architecture
from archspec.testing import data_of
from tests.cdk.deployment import Deployment
from tests.cdk.network import Rule
from tests.cdk.synthesis import synthesized

Data: TypeAlias = dict[str, Any]
"""What a spec says, as JSON."""


@dataclass(frozen=True)
class Change:
    """What differs between two deployments, by `Stack/LogicalId`.

    A resource that waits for another one more is the same: CloudFormation does not touch it.
    """

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    opened: frozenset[Rule]
    closed: frozenset[Rule]


def edited(architecture: Architecture, edit: Callable[[Data], object]) -> Architecture:
    """Return an architecture with a change of what its spec says."""
    data = data_of(architecture)
    edit(data)
    return Architecture.model_validate(data)


def change(before: Deployment, edit: Callable[[Data], object], environment: str | None = None) -> Change:
    """Return what a change of the spec changes in the templates."""
    return difference(before, synthesized(edited(before.architecture, edit), environment))


def difference(before: Deployment, after: Deployment) -> Change:
    """Return what differs between two deployments."""
    old, new = bodies(before), bodies(after)
    return Change(
        added=frozenset(new.keys() - old.keys()),
        removed=frozenset(old.keys() - new.keys()),
        changed=frozenset(name for name in old.keys() & new.keys() if _itself(old[name]) != _itself(new[name])),
        opened=after.rules - before.rules,
        closed=before.rules - after.rules,
    )


def _itself(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "DependsOn"}


def bodies(deployment: Deployment) -> Mapping[str, Any]:
    """Return every resource as the templates have it, by `Stack/LogicalId`."""
    return {
        f"{stack}/{name}": body
        for stack, template in deployment.templates.items()
        for name, body in template.body["Resources"].items()
    }
