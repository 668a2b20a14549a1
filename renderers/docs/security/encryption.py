"""Encryption: where data lies, and on its way."""

from archspec.architecture import Architecture
from renderers.docs.connections import component_link
from renderers.docs.markdown import Markdown, table
from renderers.docs.traits import traits_of
from renderers.docs.words import Words


def encryption_table(architecture: Architecture, words: Words) -> Markdown | None:
    """Return how each component encrypts, where it keeps or carries data."""
    rows = []
    for name in architecture.components:
        traits = traits_of(name, architecture)
        if traits and (traits.at_rest or traits.in_transit):
            at_rest = words(traits.at_rest) if traits.at_rest else ""
            in_transit = words(traits.in_transit) if traits.in_transit else ""
            rows.append([component_link(architecture, name), at_rest, in_transit])
    return table([words["component"], words["at_rest"], words["in_transit"]], rows) if rows else None
