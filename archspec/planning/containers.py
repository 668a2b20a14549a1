"""What components that run containers share: clusters, repositories of images, and parameters with their tags."""

from collections.abc import Mapping
from dataclasses import dataclass

from archspec.architecture import Architecture
from archspec.planning.kind import planning_of, spots


@dataclass(frozen=True, slots=True)
class ContainerNeeds:
    """What a component that runs a container shares with others like it."""

    cluster: str
    """The cluster, by the name the spec gives it."""
    repository: str | None
    """The repository its image is pulled from, where the deployment creates it."""
    tag_parameter: str | None
    """The parameter that carries the tag of its image, where it is chosen at each deployment."""


def container_needs(architecture: Architecture) -> Mapping[str, ContainerNeeds]:
    """Return what each component that runs a container needs, in the spec's order."""
    return {
        spot.name: needs
        for spot in spots(architecture)
        if (needs := planning_of(spot.component).container(spot.component)) is not None
    }
