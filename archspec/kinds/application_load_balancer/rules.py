"""Rules about load balancers."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Rules, Severity, observed
from archspec.components.base import facts_file
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer

_KIND: Final = "application_load_balancer"


def _plain_http(inspection: Inspection) -> Iterator[Observation]:
    for name, balancer in inspection.of_kind(ApplicationLoadBalancer):
        yield observed(name, "http", passed=balancer.http != "forward")


plaintext_listener: Final = Check(
    id="AAC-LB-001",
    slug="plaintext_listener",
    severity=Severity.HIGH,
    title=Text(en="Load balancer passes on plain HTTP", pt="Balanceador repassa HTTP sem TLS"),
    message=Text(
        en="{component} passes requests on port 80 to its targets instead of sending clients to HTTPS",
        pt="{component} repassa aos alvos o que chega na porta 80, em vez de mandar os clientes para HTTPS",
    ),
    why=Text(
        en="Session cookies and data cross the internet in the clear for whoever types the address without https.",
        pt="Cookies de sessão e dados passam abertos pela internet para quem digita o endereço sem https.",
    ),
    fix=Text(en="Set `http: redirect`, or `closed`.", pt="Use `http: redirect` ou `closed`."),
    references=("ELB.1", "ELB.18", "SEC09-BP02", "CKV_AWS_2"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"http": "forward"}}},
        repair={"components": {f"${_KIND}": {"http": "redirect"}}},
        findings=(("AAC-LB-001", _KIND),),
    ),
    observe=_plain_http,
)


def _tls_policy(inspection: Inspection) -> Iterator[Observation]:
    recommended = facts_file("tls_policies", __package__)["recommended"]
    for name, balancer in inspection.of_kind(ApplicationLoadBalancer):
        yield observed(name, "tls_policy", passed=balancer.tls_policy in recommended, policy=balancer.tls_policy)


outdated_listener_tls: Final = Check(
    id="AAC-LB-002",
    slug="outdated_listener_tls",
    severity=Severity.MEDIUM,
    title=Text(en="Load balancer accepts outdated TLS", pt="Balanceador aceita TLS ultrapassado"),
    message=Text(
        en="{component} uses the security policy {policy}, which is not a recommended one",
        pt="{component} usa a política de segurança {policy}, que não está entre as recomendadas",
    ),
    why=Text(
        en="Older policies allow protocol versions and ciphers with known weaknesses.",
        pt="Políticas antigas permitem versões do protocolo e cifras com fraquezas conhecidas.",
    ),
    fix=Text(
        en="Set `tls_policy: ELBSecurityPolicy-TLS13-1-2-Res-2021-06`, or leave it out.",
        pt="Use `tls_policy: ELBSecurityPolicy-TLS13-1-2-Res-2021-06`, ou não defina nenhuma.",
    ),
    references=("ELB.17", "SEC09-BP02", "CKV_AWS_103"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"tls_policy": "ELBSecurityPolicy-2016-08"}}},
        repair={"components": {f"${_KIND}": {"tls_policy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"}}},
        findings=(("AAC-LB-002", _KIND),),
    ),
    observe=_tls_policy,
)


RULES: Final[Rules] = Rules(
    (
        plaintext_listener,
        outdated_listener_tls,
    ),
    example_id="load_balancer",
)
