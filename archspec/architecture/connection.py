"""Connections: what a spec says about an arrow."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import WithJsonSchema

from archspec.components import limits
from archspec.components.fields import Cidr, HostPattern, Label, Line, Model, PathPattern, Port, Prose, UrlPath


class ConnectionClass(StrEnum):
    """What a connection opens."""

    NETWORK = "network"
    """A security-group rule."""
    GRANT = "grant"
    """A statement in a policy."""
    ORIGIN = "origin"
    """An origin of a distribution, with the permission to read it."""
    DOCUMENTARY = "documentary"
    """Nothing: the arrow informs the reader."""


Word: TypeAlias = Annotated[Line, WithJsonSchema({"enum": [], "type": "string"})]
"""One of the words that the target's offer knows; the schema of specs lists those of all offers."""


class Connection(Model):
    """What one component may do with another; the pair of kinds decides which fields apply."""

    label: Label | None = None
    """The text on the arrow."""
    why: Prose | None = None
    """Why the connection exists."""
    access: Word | None = None
    """What the source may do with the target's data; left out, read_only."""
    hosts: Annotated[tuple[HostPattern, ...], limits.PATTERNS] = ()
    """Host names whose requests take this connection."""
    paths: Annotated[tuple[PathPattern, ...], limits.PATTERNS] = ()
    """Path patterns whose requests take this connection."""
    health_check_path: UrlPath | None = None
    """The path that tells whether a task is healthy; left out, the load balancer's own."""
    ingress_cidrs: Annotated[tuple[Cidr, ...], limits.INGRESS_RANGES] = ()
    """Address ranges the actor comes from; left out, anywhere."""
    port: Port | None = None
    """The port of a system outside AWS; left out, 443."""
