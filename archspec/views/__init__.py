"""Views: which boxes and arrows a picture shows, before any renderer draws them."""

from archspec.views.context import project_context
from archspec.views.data_flow import project_data_flow
from archspec.views.deployment import project_deployment
from archspec.views.logical import project_logical
from archspec.views.projection import VIEWS, ProjectedView, project
from archspec.views.size import advice
from archspec.views.view import Edge, EdgeKind, Group, GroupKind, InfrastructureKind, Node, View

__all__ = [
    "VIEWS",
    "Edge",
    "EdgeKind",
    "Group",
    "GroupKind",
    "InfrastructureKind",
    "Node",
    "ProjectedView",
    "View",
    "advice",
    "project",
    "project_context",
    "project_data_flow",
    "project_deployment",
    "project_logical",
]
