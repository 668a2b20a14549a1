"""Rules about who can reach what."""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Final

from archspec.architecture import Arrow, Connection, ConnectionClass
from archspec.bilingual import Text
from archspec.checks.base import (
    Check,
    Fault,
    Inspection,
    Link,
    Observation,
    Result,
    Rules,
    Severity,
    at,
    observed,
    verdict,
)
from archspec.checks.capabilities import (
    PUBLIC_ADDRESS,
    is_data_store,
    is_outside,
    is_service,
    placement_of,
    port_of,
)
from archspec.components.base import Acts, ComponentBase


def _from_internet(connection: Connection) -> bool:
    """Tell whether a connection from outside comes from addresses that are routed on the internet (RFC 6890)."""
    return not connection.ingress_cidrs or any(
        _is_routable(ipaddress.ip_network(cidr)) for cidr in connection.ingress_cidrs
    )


def _is_routable(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    return network.is_global and not network.is_multicast


def _opens_network(link: Link) -> bool:
    return link.opens is ConnectionClass.NETWORK


def _open_links(inspection: Inspection) -> dict[str, list[Link]]:
    """Return, by source, the network connections a client outside may follow without passing a service."""
    links: dict[str, list[Link]] = {}
    for link in inspection.links:
        outside = is_outside(link.source) and _from_internet(link.connection)
        inside = not is_outside(link.source) and Acts.RUNS_CODE not in link.source.facts.acts
        if _opens_network(link) and (outside or inside):
            links.setdefault(link.arrow.source, []).append(link)
    return links


def _reached_from_internet(inspection: Inspection) -> dict[str, list[Arrow]]:
    """Return the data stores the internet reaches past their clients, with the arrows that let it in: one walk."""
    links = _open_links(inspection)
    waiting = [name for name, component in inspection.components if is_outside(component)]
    seen = set(waiting)
    reached: dict[str, list[Arrow]] = {}
    while waiting:
        for link in links.get(waiting.pop(), []):
            target = link.arrow.target
            if is_data_store(link.target):
                reached.setdefault(target, []).append(link.arrow)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return reached


def _internet_to_data(inspection: Inspection) -> Iterator[Observation]:
    reached = _reached_from_internet(inspection)
    for name, component in inspection.components:
        if not is_data_store(component):
            continue
        for arrow in reached.get(name, []):
            values = {"component": name, "arrow": arrow}
            yield Observation(("connections", str(arrow)), Result.FAIL, name, arrow, values)
        if name not in reached:
            yield Observation(at(name), Result.PASS, name, values={"component": name, "arrow": ""})


internet_reaches_data: Final = Check(
    id="AAC-NET-001",
    slug="internet_reaches_data",
    severity=Severity.CRITICAL,
    title=Text(en="The internet reaches a data store", pt="A internet alcança um repositório de dados"),
    message=Text(
        en="{arrow} lets the internet reach {component} past the services that should stand before it",
        pt="{arrow} deixa a internet alcançar {component} sem passar pelos serviços que deveriam ficar à frente",
    ),
    why=Text(
        en="A data store the internet can reach is one stolen password, or one unpatched hole, away from being copied.",
        pt="Um repositório de dados exposto à internet está a uma senha roubada, ou a uma falha não corrigida, de ser"
        " copiado.",
    ),
    fix=Text(
        en="Remove the arrow `{arrow}`, and let the actor go through a service that is connected to `{component}`.",
        pt="Remova a seta `{arrow}` e faça o ator passar por um serviço conectado a `{component}`.",
    ),
    references=("RDS.46", "RDS.2", "SEC05-BP01", "CKV_AWS_17"),
    fault=Fault(
        edit={"connections": {"$outside -> $data_store": {}}},
        repair={"connections": {"$outside -> $data_store": None}},
        findings=(("AAC-NET-001", "data_store"),),
    ),
    observe=_internet_to_data,
    waivable=False,
)


_Judged = Callable[[ComponentBase], bool]
_Observe = Callable[[Inspection], Iterator[Observation]]


def _placements(judged: _Judged) -> _Observe:
    """Return what looks at the subnet tier of each component that a rule is about."""

    def observe(inspection: Inspection) -> Iterator[Observation]:
        for name, component in inspection.components:
            placement = placement_of(component)
            if judged(component) and placement is not None:
                yield observed(name, "placement", passed=placement != "public")

    return observe


def _public_addresses(judged: _Judged) -> _Observe:
    """Return what looks at the field that gives each component that a rule is about a public address."""

    def observe(inspection: Inspection) -> Iterator[Observation]:
        for name, component in inspection.components:
            field = component.facts.public_address
            if judged(component) and field is not None:
                yield observed(name, field, passed=not getattr(component, field))

    return observe


data_in_public_subnet: Final = Check(
    id="AAC-NET-002",
    slug="data_in_public_subnet",
    severity=Severity.CRITICAL,
    title=Text(en="Data store in a public subnet", pt="Repositório de dados em sub-rede pública"),
    message=Text(
        en="{component} is placed in public subnets, which have a route to the internet",
        pt="{component} fica em sub-redes públicas, que têm rota para a internet",
    ),
    why=Text(
        en="With a route to an internet gateway, one wrong security-group rule exposes the data.",
        pt="Com uma rota para um internet gateway, basta uma regra errada no grupo de segurança para expor os dados.",
    ),
    fix=Text(
        en="Remove `placement: public`; data stores are isolated by default.",
        pt="Remova `placement: public`; por padrão, repositórios de dados ficam isolados.",
    ),
    references=("RDS.46", "EFS.6", "SEC05-BP01"),
    fault=Fault(
        edit={"components": {"$data_store": {"placement": "public"}}},
        repair={"components": {"$data_store": {"placement": "isolated"}}},
        findings=(("AAC-NET-002", "data_store"),),
    ),
    observe=_placements(is_data_store),
    waivable=False,
)


publicly_accessible_database: Final = Check(
    id="AAC-NET-003",
    slug="publicly_accessible_database",
    severity=Severity.CRITICAL,
    title=Text(en="Database has a public address", pt="Banco de dados com endereço público"),
    message=Text(
        en="{component} gets an address that resolves on the internet",
        pt="{component} recebe um endereço que se resolve na internet",
    ),
    why=Text(
        en="A public address invites scans and password guessing, and leaves one rule between the data and everybody.",
        pt="Um endereço público atrai varreduras e tentativas de senha e deixa uma única regra entre os dados"
        " e o mundo.",
    ),
    fix=Text(
        en="Remove `publicly_accessible: true`; databases have private addresses by default.",
        pt="Remova `publicly_accessible: true`; por padrão, bancos só têm endereço privado.",
    ),
    references=("RDS.2", "SEC05-BP01", "CKV_AWS_17"),
    fault=Fault(
        edit={"components": {"$data_store": {PUBLIC_ADDRESS: True}}},
        repair={"components": {"$data_store": {PUBLIC_ADDRESS: False}}},
        findings=(("AAC-NET-003", "data_store"),),
    ),
    observe=_public_addresses(is_data_store),
    waivable=False,
)


def _addresses_to_data(inspection: Inspection) -> Iterator[Observation]:
    for link in inspection.links:
        if not is_data_store(link.target):
            continue
        by_address = is_outside(link.source) and not _from_internet(link.connection)
        if is_outside(link.source) and not by_address:
            continue
        name, ranges = link.arrow.target, ", ".join(link.connection.ingress_cidrs)
        values = {"component": name, "arrow": link.arrow, "ranges": ranges}
        path = ("connections", str(link.arrow), "ingress_cidrs")
        yield Observation(path, verdict(passed=not by_address), name, link.arrow, values)


data_open_to_addresses: Final = Check(
    id="AAC-NET-004",
    slug="data_open_to_addresses",
    severity=Severity.HIGH,
    title=Text(
        en="Data store admits addresses, not services", pt="Repositório de dados aceita endereços, não serviços"
    ),
    message=Text(
        en="{arrow} admits {ranges} to {component}, whoever holds an address there",
        pt="{arrow} deixa {ranges} entrar em {component}, seja quem for que tenha um endereço ali",
    ),
    why=Text(
        en="An address range lets in every machine that is or will be in it; a security group lets in one service.",
        pt="Uma faixa de endereços deixa entrar toda máquina que está ou estará nela; um grupo de segurança,"
        " só um serviço.",
    ),
    fix=Text(
        en="Remove the arrow `{arrow}`, and reach `{component}` through a service that is connected to it.",
        pt="Remova a seta `{arrow}` e chegue a `{component}` por um serviço conectado a ele.",
    ),
    references=("EC2.18", "SEC05-BP02"),
    fault=Fault(
        edit={"connections": {"$outside -> $data_store": {"ingress_cidrs": ["192.168.0.0/16"]}}},
        repair={"connections": {"$outside -> $data_store": None}},
        findings=(("AAC-NET-004", "data_store"),),
    ),
    observe=_addresses_to_data,
)


def _open_services(inspection: Inspection) -> Iterator[Observation]:
    for link in inspection.links:
        if not is_service(link.target) or not _opens_network(link):
            continue
        is_open = is_outside(link.source) and _from_internet(link.connection)
        name = link.arrow.target
        values = {"component": name, "arrow": link.arrow, "port": port_of(link.target)}
        yield Observation(("connections", str(link.arrow)), verdict(passed=not is_open), name, link.arrow, values)


service_open_to_internet: Final = Check(
    id="AAC-NET-005",
    slug="service_open_to_internet",
    severity=Severity.HIGH,
    title=Text(en="Service is open to the internet", pt="Serviço aberto à internet"),
    message=Text(
        en="{arrow} opens port {port} of {component} to the internet",
        pt="{arrow} abre a porta {port} de {component} à internet",
    ),
    why=Text(
        en="Traffic that does not come through a load balancer or a CDN has no TLS certificate, no WAF and no"
        " access log.",
        pt="Tráfego que não passa por um balanceador ou por uma CDN não tem certificado TLS, WAF nem log de acesso.",
    ),
    fix=Text(
        en="Remove the arrow `{arrow}`, and put a load balancer between the two.",
        pt="Remova a seta `{arrow}` e coloque um balanceador de carga entre os dois.",
    ),
    references=("EC2.18", "EC2.19", "SEC05-BP02", "AwsSolutions-EC23"),
    fault=Fault(
        edit={
            "components": {"$service": {"port": 3000}},
            "connections": {"$outside -> $service": {"ingress_cidrs": []}},
        },
        repair={"connections": {"$outside -> $service": None}},
        findings=(("AAC-NET-005", "service"),),
    ),
    observe=_open_services,
)


public_address_on_service: Final = Check(
    id="AAC-NET-006",
    slug="public_address_on_service",
    severity=Severity.HIGH,
    title=Text(en="Service tasks have public addresses", pt="Tarefas do serviço com endereço público"),
    message=Text(
        en="every task of {component} gets a public address",
        pt="cada tarefa de {component} recebe um endereço público",
    ),
    why=Text(
        en="A public address makes the task a target by itself; outgoing traffic needs only the NAT gateway.",
        pt="Um endereço público faz da tarefa um alvo; para sair à internet, basta o NAT gateway.",
    ),
    fix=Text(
        en="Remove `assign_public_ip: true`; tasks have private addresses by default.",
        pt="Remova `assign_public_ip: true`; por padrão, tarefas só têm endereço privado.",
    ),
    references=("ECS.2", "ECS.16", "SEC05-BP01"),
    fault=Fault(
        edit={"components": {"$service": {PUBLIC_ADDRESS: True}}},
        repair={"components": {"$service": {PUBLIC_ADDRESS: False}}},
        findings=(("AAC-NET-006", "service"),),
    ),
    observe=_public_addresses(is_service),
)


service_in_public_subnet: Final = Check(
    id="AAC-NET-007",
    slug="service_in_public_subnet",
    severity=Severity.HIGH,
    title=Text(en="Service in a public subnet", pt="Serviço em sub-rede pública"),
    message=Text(
        en="{component} runs in public subnets, which have a route to the internet",
        pt="{component} roda em sub-redes públicas, que têm rota para a internet",
    ),
    why=Text(
        en="In a public subnet a public address, or one wrong rule, is all that separates the containers from anybody.",
        pt="Em uma sub-rede pública, só um endereço público ou uma regra errada separa os contêineres do resto"
        " do mundo.",
    ),
    fix=Text(
        en="Remove `placement: public`; services run in private subnets by default.",
        pt="Remova `placement: public`; por padrão, serviços rodam em sub-redes privadas.",
    ),
    references=("SEC05-BP01",),
    fault=Fault(
        edit={"components": {"$service": {"placement": "public"}}},
        repair={"components": {"$service": {"placement": "private"}}},
        findings=(("AAC-NET-007", "service"),),
    ),
    observe=_placements(is_service),
)


NETWORK_RULES: Final[Rules] = Rules(
    (
        internet_reaches_data,
        data_in_public_subnet,
        publicly_accessible_database,
        data_open_to_addresses,
        service_open_to_internet,
        public_address_on_service,
        service_in_public_subnet,
    )
)
