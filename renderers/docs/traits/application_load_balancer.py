"""Traits of Application Load Balancers."""

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import ApplicationLoadBalancer
from archspec.planning.endpoints import has_certificate
from renderers.docs.markdown import code, fill
from renderers.docs.phrases import counted
from renderers.docs.traits.base import BY_AWS, Growth, Traits, Upkeep
from renderers.docs.words.nouns import ZONES


def load_balancer_traits(balancer: ApplicationLoadBalancer, architecture: Architecture) -> Traits:
    """Return how requests are spread."""
    zones = counted(architecture.network.availability_zones, *ZONES)
    return Traits(
        copies=fill(Text(en="nodes in {zones}", pt="nós em {zones}"), zones=zones),
        failure=Text(en="the nodes in the other zones go on", pt="os nós das outras zonas continuam"),
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=_upkeep(balancer),
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


def _in_transit(balancer: ApplicationLoadBalancer) -> Text:
    if not has_certificate(balancer):
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
    return fill(behind, front=fill(front, policy=code(balancer.tls_policy)))
