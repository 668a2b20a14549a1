"""Secrets: which a container is given, and where each comes from."""

from collections.abc import Iterator
from typing import assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import RdsInstance
from archspec.kinds.rds_instance.pages import master_password
from archspec.planning.settings import Container, Secret, SecretKind
from renderers.docs.connections import component_link
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import Markdown, code, fill, table
from renderers.docs.phrases import listed_code
from renderers.docs.words import Words


def secrets_table(deployment: Deployment, words: Words) -> Markdown | None:
    """Return the secrets of each container, those from one place together."""
    rows = [row for container in deployment.containers for row in _rows(deployment.architecture, container, words)]
    return table([words["component"], words["secrets"], words["origin"]], rows) if rows else None


def _rows(architecture: Architecture, container: Container, words: Words) -> Iterator[tuple[Markdown, ...]]:
    origins: dict[Text, list[str]] = {}
    for secret in container.secrets:
        origins.setdefault(_origin(architecture, secret), []).append(secret.name)
    for origin, names in origins.items():
        yield component_link(architecture, container.component), words(listed_code(names)), words(origin)


def _origin(architecture: Architecture, secret: Secret) -> Text:
    match secret.kind:
        case SecretKind.GENERATED:
            return Text(
                en="made at deployment, kept in Secrets Manager",
                pt="gerado na implantação, guardado no Secrets Manager",
            )
        case SecretKind.EXISTING:
            return fill(Text(en="existing, {arn}", pt="já existente, {arn}"), arn=code(str(secret.arn)))
        case SecretKind.DATABASE:
            return _database(architecture, secret)
        case SecretKind.CACHE_USER:
            text = Text(en="its own user in {cache}", pt="usuário próprio em {cache}")
            return fill(text, cache=_target(architecture, secret))
        case SecretKind.CACHE_TOKEN:
            text = Text(en="the token all clients of {cache} share", pt="o token que os clientes de {cache} dividem")
            return fill(text, cache=_target(architecture, secret))
        case _ as unreachable:
            assert_never(unreachable)


def _database(architecture: Architecture, secret: Secret) -> Text:
    text = Text(
        en="the master user of {database}; its password: {kept}",
        pt="o usuário principal de {database}; a senha: {kept}",
    )
    database = architecture.components[secret.arrow.target] if secret.arrow else None
    kept = master_password(database) if isinstance(database, RdsInstance) else Text(en="", pt="")
    return fill(text, database=_target(architecture, secret), kept=kept)


def _target(architecture: Architecture, secret: Secret) -> Markdown:
    """Return the component at the end of the connection that asks for a secret."""
    return component_link(architecture, secret.arrow.target) if secret.arrow else Markdown()
