"""ECS clusters."""

from archspec.components.fields import Label, Model


class Cluster(Model):
    """A group of ECS services."""

    label: Label | None = None
    """The name shown in pictures and documents; left out, the cluster's key."""
