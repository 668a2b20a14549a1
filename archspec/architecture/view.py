"""What a spec may say about its pictures."""

from typing import Literal, TypeAlias

from archspec.components.fields import Label, Model

ViewName: TypeAlias = Literal["context", "logical", "deployment", "data_flow", "reachability"]


class ViewOptions(Model):
    """How one view is drawn."""

    title: Label | None = None
    """The picture's title; left out, the architecture's."""
    replicas: Literal["count", "boxes"] = "count"
    """Copies of a service: one box that counts them, or a box for each."""
