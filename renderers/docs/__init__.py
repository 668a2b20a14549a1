"""Documents in Markdown, in each language of a spec."""

from renderers.docs.inputs import PageInputs
from renderers.docs.pages import render_pages

__all__ = ["PageInputs", "render_pages"]
