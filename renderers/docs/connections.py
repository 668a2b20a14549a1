"""What a connection is for and what it opens, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, assert_never

from archspec.architecture import Architecture, Connection, ConnectionClass, connection_rule
from archspec.checks import Text
from archspec.components import (
    Actor,
    AnyComponent,
    ApplicationLoadBalancer,
    CloudfrontDistribution,
    ElasticacheReplicationGroup,
    FargateService,
    RdsInstance,
    Route53Zone,
    S3Bucket,
)
from archspec.components.fields import Language
from renderers.docs.markdown import Markdown, escape, fill, table
from renderers.docs.settings.base import listed, listed_code

_ACCESS: Final = {
    "read_only": Text(en="reads", pt="leitura"),
    "write_only": Text(en="writes", pt="escrita"),
    "read_write": Text(en="reads and writes", pt="leitura e escrita"),
}
_HTTPS: Final = 443
_HTTP: Final = 80


def connections_table(architecture: Architecture, language: Language, words: Mapping[str, str]) -> Markdown:
    """Return every connection, with its purpose and what it opens."""
    headings = [words["from"], words["to"], words["purpose"], words["opens"]]
    return table(headings, list(_rows(architecture, language)))


def _rows(architecture: Architecture, language: Language) -> Iterator[tuple[str, str, Markdown, Markdown]]:
    for arrow, connection in architecture.connections.items():
        source, target = architecture.components[arrow.source], architecture.components[arrow.target]
        parts = [part.in_language(language) for part in _opened(source, target, connection)]
        yield source.title, target.title, _purpose(connection), Markdown("; ".join(parts))


def _purpose(connection: Connection) -> Markdown:
    return Markdown("<br>".join(escape(text) for text in (connection.label, connection.why) if text))


def _opened(source: AnyComponent, target: AnyComponent, connection: Connection) -> Iterator[Text]:
    """Return what an arrow opens, then what narrows it."""
    rule = connection_rule(source, target)
    assert rule is not None, "an architecture holds only connections AWS can make"  # noqa: S101  narrows the type
    match rule.opens:
        case ConnectionClass.NETWORK:
            yield fill(Text(en="TCP {ports}", pt="TCP {ports}"), ports=_ports(target, connection))
        case ConnectionClass.GRANT:
            yield Text(en="a permission", pt="uma permissão")
        case ConnectionClass.ORIGIN:
            yield _origin(target)
        case ConnectionClass.DOCUMENTARY:
            yield Text(en="nothing; it only informs", pt="nada; só informa")
        case _ as unreachable:
            assert_never(unreachable)
    if "access" in rule.options:
        yield _ACCESS[connection.access or "read_only"]
    yield from _conditions(connection)


def _conditions(connection: Connection) -> Iterator[Text]:
    if connection.hosts:
        yield fill(Text(en="host {hosts}", pt="host {hosts}"), hosts=listed_code(connection.hosts))
    if connection.paths:
        yield fill(Text(en="path {paths}", pt="caminho {paths}"), paths=listed_code(connection.paths))
    if connection.ingress_cidrs:
        yield fill(Text(en="only from {ranges}", pt="só de {ranges}"), ranges=listed_code(connection.ingress_cidrs))
    if connection.health_check_path:
        text = Text(en="health check on {path}", pt="verificação de saúde em {path}")
        yield fill(text, path=listed_code([connection.health_check_path]))


def _origin(target: AnyComponent) -> Text:
    if isinstance(target, S3Bucket):
        return Text(en="an origin, with permission to read it", pt="uma origem, com permissão de leitura")
    return Text(en="an origin", pt="uma origem")


def _ports(target: AnyComponent, connection: Connection) -> Text:
    match target:
        case FargateService() | RdsInstance() | ElasticacheReplicationGroup():
            return _listed_ports([target.port])
        case ApplicationLoadBalancer():
            return _listed_ports([_HTTPS] if target.http == "closed" else [_HTTPS, _HTTP])
        case Actor() | Route53Zone() | CloudfrontDistribution() | S3Bucket():
            return _listed_ports([connection.port or _HTTPS])
        case _ as unreachable:
            assert_never(unreachable)


def _listed_ports(ports: Sequence[int | None]) -> Text:
    return listed([Text(en=str(port), pt=str(port)) for port in ports])
