"""Views as Mermaid flowcharts, which GitHub and most Markdown viewers draw."""

from renderers.mermaid.flowchart import render

__all__ = ["render"]
