"""What a picture shows, as frozen values; every renderer draws the same ones."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal, TypeAlias

from archspec.architecture import Arrow, ConnectionClass, ViewName
from archspec.architecture.view import Replicas
from archspec.bilingual import Language
from archspec.components import Role, Shape


class GroupKind(StrEnum):
    """What a frame around boxes stands for, outer ones first."""

    CLOUD = "cloud"
    REGION = "region"
    VPC = "vpc"
    AVAILABILITY_ZONE = "availability_zone"
    SUBNET_PUBLIC = "subnet_public"
    SUBNET_PRIVATE = "subnet_private"
    SUBNET_ISOLATED = "subnet_isolated"
    CLUSTER = "cluster"
    SYSTEM = "system"
    """The architecture as one whole."""


class EdgeKind(StrEnum):
    """What an arrow tells."""

    CONNECTION = "connection"
    """A connection of the spec, which opens something."""
    DOCUMENTARY = "documentary"
    """Something that opens nothing and informs the reader."""
    INFRASTRUCTURE = "infrastructure"
    """A path the deployment needs without a connection."""
    REPLICATION = "replication"
    """Data copied from one box of a component to another."""


CopyRole: TypeAlias = Literal["primary", "standby", "replica"]
"""What a copy is to the others of its component."""

InfrastructureKind: TypeAlias = Literal["system", "web_acl", "internet_gateway", "nat_gateway", "function", "aws_apis"]
"""What a box stands for that no component does: the architecture as a whole, or what AWS adds to run it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A frame around boxes and other frames."""

    id: str
    label: str
    kind: GroupKind
    parent: str | None
    """The frame it stands in; None for the page itself."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box: a component, one copy of it, or what no component stands for."""

    id: str
    component: str | None
    """The component it shows; None for what the spec does not name."""
    kind: str
    """The kind of that component; else an `InfrastructureKind`."""
    replica: int | None
    """Which copy it is, from 1; None where one box stands for all."""
    label: str
    detail: str | None
    """A second line under the label."""
    role: Role | None
    """What the component does; None where the box is none."""
    shape: Shape
    parent: str | None
    """The frame it stands in; None for the page itself."""
    copy: CopyRole | None = None
    """What it is to the other copies; None where it is the only one, or none differs from the others."""

    @property
    def standby(self) -> bool:
        """Whether it only waits to take over."""
        return self.copy == "standby"

    @property
    def serves(self) -> bool:
        """Whether clients are given its address."""
        return self.copy in {None, "primary"}


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two boxes."""

    id: str
    source: str
    target: str
    label: str | None
    kind: EdgeKind
    step: int | None
    """Its place in a sequence, from 1; None where the view has none."""
    arrow: Arrow | None
    """The connection it shows; None where it shows several, or what the spec does not name."""
    opens: ConnectionClass | None
    """What that connection opens."""


Item: TypeAlias = Group | Node


@dataclass(frozen=True)
class View:
    """A picture of an architecture: frames, boxes and arrows, each in the spec's order."""

    name: ViewName
    title: str
    language: Language
    groups: tuple[Group, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    description: str = ""
    """What the picture shows, in a sentence."""
    replicas: Replicas = "count"
    """How it shows copies of a service."""

    def inside(self, group: str | None) -> tuple[Item, ...]:
        """Return what stands directly in a frame, or on the page.

        Boxes are in order, frames where their first box is; one without boxes comes before the next frame that has one.
        """
        return tuple(self._members.get(group, ()))

    @cached_property
    def _members(self) -> Mapping[str | None, list[Item]]:
        members: dict[str | None, list[Item]] = defaultdict(list)
        groups = {group.id: group for group in self.groups}
        placed: set[str] = set()
        for node in self.nodes:
            item: Item = node
            while True:
                members[item.parent].append(item)
                if item.parent is None or item.parent in placed:
                    break
                placed.add(item.parent)
                item = groups[item.parent]
        for place, group in enumerate(self.groups):
            if group.id not in placed:
                later = {other.id for other in self.groups[place:]}
                siblings = members[group.parent]
                siblings.insert(_first_frame(siblings, later), group)
        return members


def _first_frame(items: Sequence[Item], among: Collection[str]) -> int:
    """Return where the first of some frames is, or the end."""
    places = (place for place, item in enumerate(items) if isinstance(item, Group) and item.id in among)
    return next(places, len(items))
