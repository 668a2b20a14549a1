"""Views: which boxes and arrows a picture shows, before any renderer draws them."""

from archspec.views.logical import project_logical
from archspec.views.view import Edge, Group, GroupKind, Node, View

__all__ = ["Edge", "Group", "GroupKind", "Node", "View", "project_logical"]
