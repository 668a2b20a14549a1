"""What a picture shows, as frozen values; every renderer draws the same ones."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from archspec.architecture import Arrow, ConnectionClass, ViewName
from archspec.components import Role, Shape
from archspec.components.fields import Language


class GroupKind(StrEnum):
    """What a frame around boxes stands for."""

    CLOUD = "cloud"
    VPC = "vpc"
    CLUSTER = "cluster"


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
    """A box: a component, or one copy of it."""

    id: str
    component: str
    replica: int | None
    """Which copy it is, from 1; None where one box stands for all."""
    label: str
    detail: str | None
    """A second line under the label."""
    role: Role
    shape: Shape
    parent: str | None
    """The frame it stands in; None for the page itself."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two boxes."""

    id: str
    source: str
    target: str
    label: str | None
    arrow: Arrow
    """The connection it shows."""
    opens: ConnectionClass


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

    def inside(self, group: str | None) -> tuple[Item, ...]:
        """Return what stands directly in a frame, or on the page: boxes in order, frames where their first box is."""
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
        for group in self.groups:
            if group.id not in placed:
                members[group.parent].append(group)
        return members
