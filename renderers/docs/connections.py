"""What a connection is for and what it opens, in words."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.architecture import Architecture, Arrow, Connection, ConnectionClass, chosen, link_of
from archspec.bilingual import Text
from renderers.docs.deployment import Deployment
from renderers.docs.links import to_heading
from renderers.docs.markdown import Markdown, fill, lines, table
from renderers.docs.phrases import listed, listed_code, same
from renderers.docs.words import Words

_NOTHING_LISTENS: Final = Text(en="nothing, as nothing listens there", pt="nada, porque nada escuta ali")


def component_link(architecture: Architecture, name: str) -> Markdown:
    """Return a component's title, which leads to its section."""
    return to_heading(architecture.components[name].title, f"component:{name}")


def connections_table(deployment: Deployment, words: Words) -> Markdown:
    """Return every connection, with its purpose and what it opens."""
    architecture = deployment.architecture
    rows = [
        (
            component_link(architecture, arrow.source),
            component_link(architecture, arrow.target),
            lines(text for text in (connection.label, connection.why) if text),
            words(opened(deployment, arrow)),
        )
        for arrow, connection in architecture.connections.items()
    ]
    return table([words["from"], words["to"], words["purpose"], words["opens"]], rows)


def opened(deployment: Deployment, arrow: Arrow) -> Text:
    """Return what a connection opens, then what narrows it."""
    parts = list(_opened(deployment, arrow))
    return Text(en="; ".join(part.en for part in parts), pt="; ".join(part.pt for part in parts))


def tcp(ports: tuple[int, ...]) -> Text:
    """Return ports as a sentence lists them."""
    return fill(
        Text(en="TCP\N{NO-BREAK SPACE}{ports}", pt="TCP\N{NO-BREAK SPACE}{ports}"),
        ports=listed([same(Markdown(port)) for port in ports]),
    )


def _opened(deployment: Deployment, arrow: Arrow) -> Iterator[Text]:
    link = link_of(deployment.architecture, arrow)
    rule = deployment.rule_of(arrow)
    yield _opening(rule.opens, deployment.ports(arrow), is_granted=bool(rule.permissions(link)))
    if rule.access:
        yield chosen(rule.access, link.connection.access).text
    yield from _conditions(link.connection)


def _opening(opens: ConnectionClass, ports: tuple[int, ...], *, is_granted: bool) -> Text:
    match opens:
        case ConnectionClass.NETWORK:
            return tcp(ports) if ports else _NOTHING_LISTENS
        case ConnectionClass.GRANT:
            return Text(en="a permission", pt="uma permissão")
        case ConnectionClass.ORIGIN:
            return _origin(ports, is_granted=is_granted)
        case ConnectionClass.DOCUMENTARY:
            return Text(en="nothing; it only informs", pt="nada; só informa")
        case _ as unreachable:
            assert_never(unreachable)


def _origin(ports: tuple[int, ...], *, is_granted: bool) -> Text:
    if is_granted:
        return Text(en="an origin, with permission to read it", pt="uma origem, com permissão de leitura")
    return fill(
        Text(en="an origin; {ports}", pt="uma origem; {ports}"), ports=tcp(ports) if ports else _NOTHING_LISTENS
    )


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
