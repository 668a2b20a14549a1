"""Views as PNG and SVG with AWS's icons: mingrammer/diagrams describes them, Graphviz draws them in this process."""

from importlib.util import find_spec
from typing import Final

from archspec.errors import UsageError
from archspec.views import View

_LIBRARIES: Final = ("diagrams", "font_source_sans_pro", "pygraphviz")
_EXTRA: Final = "pip install 'archspec-aws[diagrams]'"


def available() -> bool:
    """Tell whether the libraries that draw are installed."""
    return not _missing()


def render_png(view: View) -> bytes:
    """Return a view as a PNG picture.

    Raises:
        RenderError: It is too large to be read, or a text has a character that the font of the pictures lacks.
        UsageError: The libraries that draw are not installed.

    """
    _require_libraries()
    from renderers.diagrams.drawing import png  # noqa: PLC0415  imports the libraries of the extra

    return png(view)


def render_svg(view: View) -> str:
    """Return a view as an SVG picture that needs no other file; viewers find ids and names of the view in it.

    Raises:
        RenderError: It is too large to be drawn.
        UsageError: The libraries that draw are not installed.

    """
    _require_libraries()
    from renderers.diagrams.drawing import svg  # noqa: PLC0415  imports the libraries of the extra

    return svg(view)


def _missing() -> list[str]:
    return [library for library in _LIBRARIES if find_spec(library) is None]


def _require_libraries() -> None:
    if missing := _missing():
        raise UsageError(f"pictures need {', '.join(missing)}, not installed here; run {_EXTRA}")


__all__ = ["available", "render_png", "render_svg"]
