"""Documents in Markdown, in each language of a spec."""

from renderers.docs.architecture_page import render_architecture_page

__all__ = ["render_architecture_page"]
