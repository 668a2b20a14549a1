"""The last step of every projection: what a view says of itself, and how large it may be."""

from collections.abc import Iterable

from archspec.architecture import Architecture, ViewName, ViewOptions
from archspec.bilingual import Language
from archspec.views.size import drawable
from archspec.views.view import Edge, Group, Node, View
from archspec.views.words import DESCRIPTIONS, TITLES


def assemble(  # noqa: PLR0913  the parts of a view, by name
    name: ViewName,
    architecture: Architecture,
    language: Language,
    *,
    groups: Iterable[Group],
    nodes: Iterable[Node],
    edges: Iterable[Edge],
) -> View:
    """Return a view of these parts, with its title and description.

    Raises:
        RenderError: It would be too large.

    """
    options = options_of(name, architecture)
    return View(
        name=name,
        title=options.title or f"{architecture.title}: {TITLES[name].in_language(language)}",
        language=language,
        groups=tuple(groups),
        nodes=drawable(nodes, "boxes", name, architecture),
        edges=drawable(edges, "arrows", name, architecture),
        description=DESCRIPTIONS[name].in_language(language),
        replicas=options.replicas,
    )


def options_of(name: ViewName, architecture: Architecture) -> ViewOptions:
    """Return how the spec wants a view drawn."""
    return architecture.views.get(name, ViewOptions())
