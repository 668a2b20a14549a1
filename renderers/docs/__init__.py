"""Documents in Markdown, in each language of a spec."""

from collections.abc import Mapping

from archspec.architecture import Architecture, Overlay
from archspec.checks import Report
from renderers.docs.frame import ARCHITECTURE
from renderers.docs.inputs import PageInputs
from renderers.docs.pages import render_pages


def render_architecture_page(
    architecture: Architecture, picture: str, report: Report, _environments: Mapping[str, Overlay]
) -> str:
    """Return the page of an architecture alone, without its environments; `render_pages` takes its place."""
    inputs = PageInputs(architecture=architecture, environments={}, report=report, pictures={"logical": picture})
    return render_pages(inputs)[ARCHITECTURE]


__all__ = ["PageInputs", "render_architecture_page", "render_pages"]
