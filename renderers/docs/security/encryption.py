"""Encryption: where data lies, and on its way."""

from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, table
from renderers.docs.words import Words


def encryption_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return how each component encrypts, where it keeps or carries data."""
    rows = []
    for name, traits in deployment.traits.items():
        if traits.at_rest or traits.in_transit:
            at_rest = words.inline(traits.at_rest) if traits.at_rest else ""
            in_transit = words.inline(traits.in_transit) if traits.in_transit else ""
            rows.append([component_link(deployment.architecture, name), at_rest, in_transit])
    return table([words["component"], words["at_rest"], words["in_transit"]], rows) if rows else None
