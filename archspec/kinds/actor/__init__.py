"""The kind `actor`."""

from typing import Final

from archspec.components.kind import Kind
from archspec.kinds.actor.model import Actor

KIND: Final = Kind(
    Actor,
    words=(
        "user",
        "users",
        "person",
        "people",
        "usuario",
        "pessoa",
        "external",
        "external_system",
    ),
)

__all__ = ["KIND", "Actor"]
