"""ECS clusters."""

from typing import Annotated

from pydantic import Strict

from archspec.components.fields import Label, Matching, Model


class ExistingCluster(Model):
    """An ECS cluster that is already there."""

    name: Annotated[
        str,
        Strict(),
        Matching("[A-Za-z0-9_-]{1,255}", "is not a cluster name; use letters, digits, hyphens and underscores"),
    ]
    """The name of the cluster, in the account and region deployed to."""


class Cluster(Model):
    """A group of ECS services."""

    label: Label | None = None
    """The name shown in pictures and documents; left out, the cluster's key."""
    existing: ExistingCluster | None = None
    """The cluster to use; left out, the cluster is created."""
