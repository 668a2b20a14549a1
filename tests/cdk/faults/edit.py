"""Faults, and how to plant them in the templates of the reference."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.cdk.deployment import Deployment, deployment_of

Bodies: TypeAlias = dict[str, Any]
"""The bodies of templates, by the id of each stack."""
Part: TypeAlias = Any
"""A part of a template, which an edit changes in place."""


@dataclass(frozen=True)
class Fault:
    """An edit of templates, and what promises say is broken by it."""

    edit: Callable[[Bodies], None]
    broken: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the edit does."""
        return self.edit.__name__.removeprefix("_")


def planted(deployment: Deployment, fault: Fault) -> Deployment:
    """Return a deployment whose templates have the fault."""
    bodies = {stack: copy.deepcopy(dict(template.body)) for stack, template in deployment.templates.items()}
    fault.edit(bodies)
    return deployment_of(deployment.architecture, bodies)


def find(bodies: Bodies, beginning: str, resource_type: str, stack: str = "Main") -> tuple[str, Part]:
    """Return the one resource of a type whose logical id begins in some way, and the id."""
    [found] = [
        (name, resource)
        for name, resource in bodies[stack]["Resources"].items()
        if name.startswith(beginning) and resource["Type"] == f"AWS::{resource_type}"
    ]
    return found


def properties(bodies: Bodies, beginning: str, resource_type: str, stack: str = "Main") -> Part:
    """Return the properties of the one resource of a type whose logical id begins in some way."""
    return find(bodies, beginning, resource_type, stack)[1]["Properties"]


def logical_id(bodies: Bodies, beginning: str, resource_type: str, stack: str = "Main") -> str:
    """Return the logical id that the one resource of a type has, of those that begin in some way."""
    return find(bodies, beginning, resource_type, stack)[0]


def add(bodies: Bodies, name: str, resource_type: str, **values: object) -> None:
    """Put a resource into the main stack."""
    bodies["Main"]["Resources"][name] = {"Type": f"AWS::{resource_type}", "Properties": values}
