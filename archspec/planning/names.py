"""The construct ids of a plan, from component ids alone: never from labels, order or environment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archspec.architecture import Architecture, deployed_id, logical_id


@dataclass(frozen=True, slots=True)
class Names:
    """What the construct ids of each component and function begin with."""

    bases: Mapping[str, str]

    def base(self, owner: str) -> str:
        """Return what the ids of a component, or of a function that works for one, begin with."""
        component, _, function = owner.partition("-")
        return self.bases[component] + (logical_id(function) if function else "")

    def part(self, owner: str, part: str) -> str:
        """Return the id of a part of a component, as in `ApiSecurityGroup`."""
        return self.base(owner) + part


def plan_names(architecture: Architecture) -> Names:
    """Return the names of every component."""
    return Names({name: deployed_id(name, component) for name, component in architecture.components.items()})


def repeated(ids: Iterable[str]) -> list[str]:
    """Return the ids that appear more than once, as CloudFormation compares them."""
    seen: set[str] = set()
    found: list[str] = []
    for name in ids:
        if name in seen and name not in found:
            found.append(name)
        seen.add(name)
    return found
