"""Growth and upkeep: what takes on load by itself, and who keeps what up to date."""

from archspec.architecture import Architecture
from renderers.docs.connections import component_link
from renderers.docs.markdown import Markdown, table
from renderers.docs.phrases import yes_no
from renderers.docs.traits import traits_of
from renderers.docs.words import Words


def growth_table(architecture: Architecture, words: Words) -> Markdown | None:
    """Return what scales by itself, and what the team has to change."""
    rows = [
        (
            component_link(architecture, name),
            words(yes_no(value=traits.growth.by_itself)),
            words(traits.growth.how),
        )
        for name in architecture.components
        if (traits := traits_of(name, architecture))
    ]
    return table([words["component"], words["by_itself"], words["how"]], rows) if rows else None


def upkeep_table(architecture: Architecture, words: Words) -> Markdown | None:
    """Return what AWS keeps up to date, and what is left to the team."""
    rows = [
        (component_link(architecture, name), words(traits.upkeep.aws), words(traits.upkeep.team))
        for name in architecture.components
        if (traits := traits_of(name, architecture))
    ]
    return table([words["component"], words["by_aws"], words["by_team"]], rows) if rows else None
