"""Identities and permissions: under which role or user something acts, and what it may do."""

from collections.abc import Iterator

from archspec.architecture import Architecture, Scope, chosen, link_of, offer_of
from archspec.bilingual import Text
from archspec.planning.grants import ClientUser, Grant, identity_of
from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, code, lines, table
from renderers.docs.words import Words


def permissions_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return what each connection grants, and the users it has in what it leads to."""
    rows = list(_rows(deployment, words))
    return table([words["identity"], words["may"], words["upon"]], rows) if rows else None


def _rows(deployment: Deployment, words: Words) -> Iterator[tuple[Markdown, Markdown, Markdown]]:
    architecture = deployment.architecture
    for grant in deployment.grants:
        target = component_link(architecture, grant.arrow.target)
        yield _identity(architecture, grant, words), lines(map(code, grant.actions)), _object(grant, target, words)
    for user in deployment.cache_users:
        target = component_link(architecture, user.arrow.target)
        yield _client_user(architecture, user, words), words(_access(architecture, user)), target


def _identity(architecture: Architecture, grant: Grant, words: Words) -> Markdown:
    source = grant.arrow.source
    text = identity_of(architecture.components[source]).text
    return words.fill(text, source=component_link(architecture, source))


def _object(grant: Grant, target: Markdown, words: Words) -> Markdown:
    """Return what the actions are allowed on: a component, or the secret that opens it."""
    if grant.on is Scope.SECRET:
        return words.fill(Text(en="the secret of {target}", pt="o segredo de {target}"), target=target)
    return target


def _client_user(architecture: Architecture, user: ClientUser, words: Words) -> Markdown:
    source = component_link(architecture, user.arrow.source)
    return words.fill(Text(en="a user of its own for {source}", pt="um usuário próprio para {source}"), source=source)


def _access(architecture: Architecture, user: ClientUser) -> Text:
    return chosen(offer_of(link_of(architecture, user.arrow)).access, user.access).text
