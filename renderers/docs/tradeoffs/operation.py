"""Growth and upkeep: what takes on load by itself, and who keeps what up to date."""

from archspec.parts.phrases import yes_no
from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, table
from renderers.docs.words import Words


def growth_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return what scales by itself, and what the team has to change."""
    rows = [
        (
            component_link(deployment.architecture, name),
            words(yes_no(value=traits.growth.by_itself)),
            words.inline(traits.growth.how),
        )
        for name, traits in deployment.traits.items()
    ]
    return table([words["component"], words["by_itself"], words["how"]], rows) if rows else None


def upkeep_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return what AWS keeps up to date, and what is left to the team."""
    rows = [
        (
            component_link(deployment.architecture, name),
            words.inline(traits.upkeep.aws),
            words.inline(traits.upkeep.team),
        )
        for name, traits in deployment.traits.items()
    ]
    return table([words["component"], words["by_aws"], words["by_team"]], rows) if rows else None
