"""What every kind of component has: fields shared by all, and the facts that describe the kind."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, cast

from pydantic import Field

from archspec.components.fields import (
    Boolean,
    ComponentId,
    Integer,
    Label,
    Model,
    Prose,
    Tags,
    UrlPath,
    frozen_mapping,
)


class Role(StrEnum):
    """What a component does in an architecture, whichever service does it."""

    ACTOR = "actor"
    DNS = "dns"
    CDN = "cdn"
    STORAGE = "storage"
    LOAD_BALANCER = "load_balancer"
    COMPUTE = "compute"
    DATABASE = "database"
    CACHE = "cache"


class Location(StrEnum):
    """Where AWS runs a component, from the outside in."""

    OUTSIDE = "outside"
    GLOBAL = "global"
    REGION = "region"
    VPC = "vpc"


class Acts(StrEnum):
    """What a component does towards those its arrows lead to, which says what it may ask of them."""

    OUTSIDE = "outside"
    """It comes from outside AWS."""
    RESOLVES = "resolves"
    """It answers for the names of others."""
    FRONTS = "fronts"
    """It serves what it fetches from its origins."""
    BALANCES = "balances"
    """It spreads requests over its targets."""
    RUNS_CODE = "runs_code"
    """It runs the code of whoever wrote the spec, which calls others."""
    MOVES_DATA = "moves_data"
    """It reads from others, and writes to them, by itself."""


class Shape(StrEnum):
    """The outline a text diagram gives a component."""

    CIRCLE = "circle"
    BOX = "box"
    CYLINDER = "cylinder"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a kind before any spec is read."""

    service: str
    """The name AWS gives the service."""
    role: Role
    location: Location
    shape: Shape
    docs: str
    """The user guide's address."""
    acts: tuple[Acts, ...]
    """What it does towards others, the most telling first."""
    holds_data: bool
    """Whether it keeps what others write to it."""
    public_address: str | None = None
    """The field that gives it an address on the internet, where it has one."""


class ComponentBase(Model):
    """The fields of every component."""

    facts: ClassVar[Facts]
    if TYPE_CHECKING:
        # Each kind declares it, after the fields of all kinds.
        kind: str

    label: Label | None = None
    """The name shown in pictures and documents; left out, the name of the AWS service."""
    why: Prose | None = None
    """Why the architecture has this component."""
    tags: Tags = Field(default_factory=frozen_mapping)
    """Tags for the AWS resources of this component, added to the architecture's own."""
    renamed_from: ComponentId | None = None
    """The id the component was first deployed under, which its resources keep when the component is renamed."""

    @property
    def least_zones(self) -> int:
        """The Availability Zones AWS asks for, at least."""
        return 1

    @property
    def title(self) -> str:
        """The name to show."""
        return self.label or self.facts.service


Placement: TypeAlias = Literal["public", "private", "isolated"]
"""A subnet tier: `public` has a route to an internet gateway, `private` one to a NAT gateway, `isolated` neither."""


class HealthCheck(Model):
    """A Route 53 health check of the first host name of a public endpoint."""

    enabled: Boolean = True
    """Whether Route 53 probes the endpoint and raises an alarm when it fails."""
    path: UrlPath = "/"
    """The path requested over HTTPS."""
    failure_threshold: Integer = Field(default=3, ge=1, le=10)
    """Failed probes in a row before the endpoint counts as down."""


def known_region(value: str) -> str:
    """Return a region's name.

    Raises:
        ValueError: AWS has no such region.

    """
    if value not in facts_file("regions")["regions"]:
        raise ValueError("is not a region of AWS, such as sa-east-1")
    return value


@cache
def facts_file(name: str, package: str = "archspec.components") -> dict[str, Any]:
    """Return a data file of outside facts, which states its own source and date."""
    text = resources.files(package).joinpath("data", f"{name}.json").read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))
