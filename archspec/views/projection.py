"""Every view by its name."""

from typing import Final, Literal, TypeAlias, assert_never, get_args

from archspec.architecture import Architecture
from archspec.bilingual import Language
from archspec.views.context import project_context
from archspec.views.data_flow import project_data_flow
from archspec.views.deployment import project_deployment
from archspec.views.logical import project_logical
from archspec.views.view import View

ProjectedView: TypeAlias = Literal["context", "logical", "deployment", "data_flow"]
"""A view of the spec alone; `reachability` shows what a template allows."""

VIEWS: Final[tuple[ProjectedView, ...]] = get_args(ProjectedView)
"""In the order documents show them: from the whole to its parts."""


def project(name: ProjectedView, architecture: Architecture, language: Language | None = None) -> View:
    """Return a view of an architecture, in one environment, whose texts are in a language (left out, its own).

    Raises:
        RenderError: It would be too large.

    """
    match name:
        case "context":
            return project_context(architecture, language)
        case "logical":
            return project_logical(architecture, language)
        case "deployment":
            return project_deployment(architecture, language)
        case "data_flow":
            return project_data_flow(architecture, language)
        case _ as unreachable:
            assert_never(unreachable)
