"""Templates: how the parts of a page are put together."""

import re
from functools import cache

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from renderers.docs.links import heading
from renderers.docs.markdown import show, strong


def render_template(name: str, **values: object) -> str:
    """Return a template filled in; whatever it prints is escaped, unless it is Markdown already."""
    text = _environment().get_template(f"{name}.md.jinja").render(values)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=PackageLoader("renderers.docs"),
        # `show` escapes for Markdown, and HTML with it; what it has not seen would be escaped for HTML.
        autoescape=True,
        finalize=show,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(heading=heading, strong=strong)
    return environment
