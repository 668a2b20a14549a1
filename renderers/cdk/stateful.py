"""Stateful resources: what they were when they were last synthesized, and which changes would replace them.

A lock file beside the spec holds, for each environment, every stateful resource with the properties that a change of
replaces it. It is committed like the lock of a package manager, so that a review sees what a change does to data.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from archspec.architecture import Architecture
from archspec.loading.lock_file import Resources, StatefulResource
from renderers.cdk.builder import builders_of, stateful_types

Template: TypeAlias = Mapping[str, Any]
_LONGEST_VALUE: Final = 200
"""Characters of a value in a message."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A change that would delete a stateful resource, or put a new one in its place."""

    name: str
    type: str
    reason: str

    def __str__(self) -> str:
        """Say what would be lost, and why."""
        return f"{self.name} ({self.type}): {self.reason}"


def stateful_resources(templates: Mapping[str, Template], architecture: Architecture) -> Resources:
    """Return the stateful resources of the templates of an architecture, which are given by stack id."""
    types = dict(stateful_types("renderers.cdk"))
    for builder in builders_of(architecture.components.values()):
        types.update(builder.stateful())
    return {
        f"{stack}/{name}": StatefulResource(resource["Type"], _kept(resource, types[resource["Type"]]))
        for stack, template in templates.items()
        for name, resource in template["Resources"].items()
        if resource["Type"] in types
    }


def _kept(resource: Mapping[str, Any], names: Sequence[str]) -> dict[str, object]:
    properties = resource.get("Properties", {})
    return {name: properties[name] for name in names if name in properties}


def replacements(before: Resources, after: Resources) -> Iterator[Replacement]:
    """Return what a deployment would delete or replace of what is there."""
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            yield Replacement(name, old.type, "is no longer in the template")
        elif new.type != old.type:
            yield Replacement(name, old.type, f"becomes {new.type}")
        else:
            changed = [key for key in {**old.properties, **new.properties} if _differs(old, new, key)]
            if changed:
                yield Replacement(name, old.type, ", ".join(_change(old, new, key) for key in changed))


def _differs(old: StatefulResource, new: StatefulResource, key: str) -> bool:
    return old.properties.get(key) != new.properties.get(key)


def _change(old: StatefulResource, new: StatefulResource, key: str) -> str:
    was, becomes = (_shown(resource.properties.get(key)) for resource in (old, new))
    return f"{key} changes from {was} to {becomes}"


def _shown(value: object) -> str:
    # JSON writes whatever no terminal should see as an escape.
    text = json.dumps(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
