"""Identities and permissions: under which role or user something acts, and what it may do."""

from collections.abc import Iterator
from typing import assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.planning.grants import CacheUser, Grant, Principal
from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, code, lines, table
from renderers.docs.words import Words
from renderers.docs.words.vocabulary import ACCESS


def permissions_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return what each connection grants, and the users it has in caches."""
    rows = list(_rows(deployment, words))
    return table([words["identity"], words["may"], words["upon"]], rows) if rows else None


def _rows(deployment: Deployment, words: Words) -> Iterator[tuple[Markdown, Markdown, Markdown]]:
    architecture = deployment.architecture
    for grant in deployment.grants:
        target = component_link(architecture, grant.arrow.target)
        yield _identity(architecture, grant, words), lines(map(code, grant.actions)), _object(grant, target, words)
    for user in deployment.cache_users:
        target = component_link(architecture, user.arrow.target)
        yield _cache_user(architecture, user, words), words(ACCESS[user.access]), target


def _identity(architecture: Architecture, grant: Grant, words: Words) -> Markdown:
    source = component_link(architecture, grant.arrow.source)
    match grant.principal:
        case Principal.TASK_ROLE:
            return words.fill(
                Text(en="IAM role of the tasks of {source}", pt="função do IAM das tarefas de {source}"), source=source
            )
        case Principal.DATABASE_ROLE:
            return words.fill(Text(en="IAM role of {source}", pt="função do IAM de {source}"), source=source)
        case Principal.ANYONE:
            return words(Text(en="anybody, without signing in", pt="qualquer um, sem se identificar"))
        case Principal.DISTRIBUTION:
            text = Text(
                en="CloudFront, for {source} alone, with signed requests",
                pt="CloudFront, só por {source}, com requisições assinadas",
            )
            return words.fill(text, source=source)
        case _ as unreachable:
            assert_never(unreachable)


def _object(grant: Grant, target: Markdown, words: Words) -> Markdown:
    """Return what the actions are allowed on: a component, or the secret that opens it."""
    if any(action.startswith("secretsmanager:") for action in grant.actions):
        return words.fill(Text(en="the secret of {target}", pt="o segredo de {target}"), target=target)
    return target


def _cache_user(architecture: Architecture, user: CacheUser, words: Words) -> Markdown:
    source = component_link(architecture, user.arrow.source)
    return words.fill(Text(en="a user of its own for {source}", pt="um usuário próprio para {source}"), source=source)
