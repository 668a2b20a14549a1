"""Secrets: which a container is given, and where each comes from."""

from collections.abc import Iterator

from archspec.architecture import Architecture, connections_of
from archspec.architecture.offers import GENERATED
from archspec.bilingual import Text
from archspec.planning.settings import Container, Secret
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
    if secret.arrow is not None:
        target = architecture.components[secret.arrow.target]
        text = connections_of(target).secrets[secret.kind].text(target)
        return fill(text, target=component_link(architecture, secret.arrow.target))
    if secret.kind == GENERATED:
        return Text(
            en="made at deployment, kept in Secrets Manager", pt="gerado na implantação, guardado no Secrets Manager"
        )
    return fill(Text(en="existing, {arn}", pt="já existente, {arn}"), arn=code(str(secret.arn)))
