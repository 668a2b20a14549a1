"""What documents say of load balancers."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.kinds.application_load_balancer.model import ApplicationLoadBalancer
from archspec.parts.inline import Code, Inline, fill
from archspec.parts.pages import Described, Pages, Stencil, no_evidence
from archspec.parts.phrases import NO, ZONES, counted
from archspec.parts.resources import Resource, ResourceType, exactly
from archspec.parts.settings import (
    CERTIFICATE,
    HEALTH_CHECK,
    HOST_NAMES,
    TLS,
    WAF,
    WAF_ON,
    Setting,
    certificate,
    full_names,
    health_check,
)
from archspec.parts.traits import BY_AWS, Growth, Traits, Upkeep

_LOAD_BALANCER: Final = ResourceType(
    "load_balancer",
    "Elastic Load Balancing",
    (Text(en="load balancer", pt="balanceador de carga"), Text(en="load balancers", pt="balanceadores de carga")),
    __package__,
)


def _settings(described: Described[ApplicationLoadBalancer]) -> Iterator[Setting]:
    """Return who reaches the load balancer, and how safely."""
    balancer, architecture = described.component, described.architecture
    public = described.name in architecture.internet_facing
    exposure = (
        Text(en="faces the internet", pt="voltado para a internet") if public else Text(en="internal", pt="interno")
    )
    yield Setting(Text(en="Exposure", pt="Exposição"), exposure)
    if balancer.hostnames:
        yield Setting(HOST_NAMES, full_names(balancer.hostnames, architecture))
    if _has_certificate(balancer):
        yield Setting(CERTIFICATE, certificate(balancer.certificate))
    yield Setting(Text(en="Port 80 (HTTP)", pt="Porta 80 (HTTP)"), _http(balancer))
    yield Setting(TLS, _tls(balancer))
    if public:
        yield Setting(WAF, WAF_ON if balancer.web_acl else NO)
    if balancer.hostnames:
        yield Setting(HEALTH_CHECK, health_check(balancer.health_check))
    else:
        yield Setting(HEALTH_CHECK, Code(balancer.health_check.path))


def _has_certificate(balancer: ApplicationLoadBalancer) -> bool:
    """Tell whether there is a certificate: its own, or one for its host names."""
    return bool(balancer.certificate or balancer.hostnames)


def _tls(balancer: ApplicationLoadBalancer) -> Inline:
    policy = Code(balancer.tls_policy)
    if _has_certificate(balancer):
        return policy
    text = Text(
        en="{policy}, once there is a certificate to serve HTTPS with",
        pt="{policy}, quando houver um certificado para atender por HTTPS",
    )
    return fill(text, policy=policy)


def _http(balancer: ApplicationLoadBalancer) -> Inline:
    match balancer.http:
        case "redirect":
            return Text(en="redirects to HTTPS", pt="redireciona para HTTPS")
        case "forward":
            return Text(en="passes requests on unencrypted", pt="repassa as requisições sem criptografia")
        case "closed":
            return Text(en="closed", pt="fechada")
        case _ as unreachable:
            assert_never(unreachable)


def _traits(described: Described[ApplicationLoadBalancer]) -> Traits:
    """Return how requests are spread."""
    balancer = described.component
    zones = counted(described.architecture.network.availability_zones, *ZONES)
    return Traits(
        copies=fill(Text(en="nodes in {zones}", pt="nós em {zones}"), zones=zones),
        failure=Text(en="the nodes in the other zones go on", pt="os nós das outras zonas continuam"),
        single_point=None,
        state=None,
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=_upkeep(balancer),
        at_rest=None,
        in_transit=_in_transit(balancer),
        portable=Text(en="HTTP routing by host and path", pt="roteamento HTTP por host e caminho"),
    )


def _upkeep(balancer: ApplicationLoadBalancer) -> Upkeep:
    machines = Text(en="machines and operating system", pt="máquinas e sistema operacional")
    policy = Text(en="the TLS policy", pt="a política de TLS")
    if balancer.certificate is not None:
        return Upkeep(machines, Text(en="the certificate and the TLS policy", pt="o certificado e a política de TLS"))
    if not balancer.hostnames:
        return Upkeep(machines, policy)
    renewed = Text(
        en="machines, operating system and the certificate", pt="máquinas, sistema operacional e certificado"
    )
    return Upkeep(renewed, policy)


def _in_transit(balancer: ApplicationLoadBalancer) -> Inline:
    if not _has_certificate(balancer):
        front = Text(en="none: there is no certificate", pt="nenhuma: não há certificado")
    elif balancer.http == "forward":
        front = Text(
            en="HTTPS with {policy}, and plain HTTP on port 80", pt="HTTPS com {policy}, e HTTP aberto na porta 80"
        )
    else:
        front = Text(en="HTTPS only, with {policy}", pt="só HTTPS, com {policy}")
    behind = Text(
        en="{front}; plain HTTP to the containers, inside the VPC",
        pt="{front}; HTTP sem criptografia até os contêineres, dentro da VPC",
    )
    return fill(behind, front=fill(front, policy=Code(balancer.tls_policy)))


def _resources(_: Described[ApplicationLoadBalancer]) -> tuple[Resource, ...]:
    return (exactly(1, _LOAD_BALANCER),)


PAGES: Final[Pages[ApplicationLoadBalancer]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=no_evidence,
    visitors=None,
    stencil=Stencil("network.ALB"),
)
