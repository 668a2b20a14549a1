"""ElastiCache replication groups."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, Strict, model_validator

from archspec.components import limits
from archspec.components.base import ComponentBase, Facts, Location, Placement, Role, Shape, facts_file
from archspec.components.fields import Boolean, Integer, Matching, Port
from archspec.errors import Mistake, Mistakes


def _node_type(value: str) -> str:
    types = facts_file("node_types", __package__)["node_types"]
    if value not in types["current"] and value not in types["previous_generation"]:
        raise ValueError("is not a node type of ElastiCache, such as cache.m7g.large")
    return value


class ElasticacheReplicationGroup(ComponentBase):
    """An in-memory store: one primary node and its replicas."""

    facts: ClassVar[Facts] = Facts(
        service="Amazon ElastiCache",
        role=Role.CACHE,
        location=Location.VPC,
        shape=Shape.CYLINDER,
        docs="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/",
        acts=(),
        holds_data=True,
    )

    kind: Literal["elasticache_replication_group"] = "elasticache_replication_group"
    engine: Literal["redis", "valkey"]
    """The engine."""
    engine_version: Annotated[
        str, Strict(), Matching("[0-9]{1,2}[.][0-9]{1,2}(?:[.][0-9]{1,2})?", 'is not an engine version, such as "7.1"')
    ]
    """The engine's version."""
    node_type: Annotated[str, Strict(), AfterValidator(_node_type)]
    """The size of each node."""
    replicas: Integer = Field(default=1, ge=0, le=5)
    """Nodes that copy the primary and can replace it."""
    purpose: Annotated[tuple[Literal["sessions", "permissions", "objects", "queues"], ...], limits.PURPOSES] = ()
    """What the application keeps here."""
    latency_target_ms: Integer | None = Field(default=None, ge=1, le=1000)
    """The latency a read must stay below, in milliseconds; an alarm watches it."""
    port: Port = Field(default=6379, ge=1024)
    """The port the nodes listen on."""
    multi_az: Boolean = True
    """Whether nodes stand in different Availability Zones and a replica takes over when the primary fails."""
    snapshot_retention_days: Integer = Field(default=1, ge=0, le=35)
    """Days that daily snapshots are kept; 0 turns them off."""
    deletion_policy: Literal["snapshot", "delete"] = "snapshot"
    """What becomes of the data when the stack or the component is deleted: a last snapshot, or nothing."""
    at_rest_encryption: Boolean = True
    """Whether data on disk and in snapshots is encrypted."""
    transit_encryption: Literal["required", "preferred", "disabled"] = "required"
    """Whether clients must use TLS, may use it, or cannot."""
    authentication: Literal["rbac", "auth_token", "none"] = "rbac"
    """How clients identify themselves: as users of a user group, with one shared token, or not at all."""
    placement: Placement = "isolated"
    """The subnet tier the nodes run in."""

    @property
    def least_zones(self) -> int:
        """Nodes stand in different zones where one is to outlive another."""
        return 2 if self.multi_az else 1

    @model_validator(mode="after")
    def _possible(self) -> Self:
        mistakes = []
        if self.multi_az and self.replicas == 0:
            message = "0 leaves nothing to fail over to, which Multi-AZ needs; write 1 or more, or multi_az: false"
            mistakes.append(Mistake(("replicas",), message))
        if self.authentication != "none" and self.transit_encryption == "disabled":
            message = (
                f"'disabled' leaves {self.authentication} without TLS, which ElastiCache refuses;"
                " remove the field, or write authentication: none"
            )
            mistakes.append(Mistake(("transit_encryption",), message))
        if refusal := self._refused_version():
            mistakes.append(Mistake(("engine_version",), refusal))
        if mistakes:
            raise Mistakes(mistakes)
        return self

    def _refused_version(self) -> str | None:
        version = tuple(map(int, self.engine_version.split(".")))
        if self.engine == "redis" and version[:2] > (7, 1):
            return f"{self.engine_version!r} does not exist: Redis OSS ends at 7.1 here; write 7.1, or engine: valkey"
        if self.engine == "valkey" and version[:2] < (7, 2):
            return f"{self.engine_version!r} does not exist: Valkey starts at 7.2; write 7.2 or newer, or engine: redis"
        return None
