"""What a spec may say about its pictures."""

from typing import Literal, TypeAlias

from archspec.components.fields import Label, Model

ViewName: TypeAlias = Literal["context", "logical", "deployment", "data_flow", "reachability"]
Replicas: TypeAlias = Literal["count", "boxes"]


class ViewOptions(Model):
    """How one view is drawn."""

    title: Label | None = None
    """The picture's title; left out, the architecture's, with what the view shows."""
    replicas: Replicas = "count"
    """Copies of a service: one box that counts them (one a zone, in the deployment view), or a box for each."""
