"""The security of an architecture, as its model has it: who reaches what, under which identity, how it is encrypted."""

from dataclasses import dataclass

from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown
from renderers.docs.security.encryption import encryption_table
from renderers.docs.security.network import flows_table, rules_table
from renderers.docs.security.permissions import permissions_table
from renderers.docs.security.reach import reach_summary, reach_table
from renderers.docs.security.secrets import secrets_table
from renderers.docs.words import Words


@dataclass(frozen=True, slots=True)
class SecuritySection:
    """The parts of the section, each where there is something to say."""

    summary: tuple[Markdown, ...]
    reach: Markdown | None
    rules: Markdown | None
    flows: Markdown | None
    permissions: Markdown | None
    secrets: Markdown | None
    encryption: Markdown | None


def security_section(deployment: Deployment, words: Words) -> SecuritySection:
    """Return what the model says of security."""
    return SecuritySection(
        summary=tuple(reach_summary(deployment, words)),
        reach=reach_table(deployment, words),
        rules=rules_table(deployment, words),
        flows=flows_table(deployment, words),
        permissions=permissions_table(deployment, words),
        secrets=secrets_table(deployment, words),
        encryption=encryption_table(deployment, words),
    )


__all__ = ["SecuritySection", "security_section"]
