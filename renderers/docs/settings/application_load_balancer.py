"""Settings of Application Load Balancers."""

from collections.abc import Iterator
from typing import assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import ApplicationLoadBalancer
from archspec.planning.endpoints import has_certificate
from renderers.docs.markdown import code, fill
from renderers.docs.phrases import NO, same
from renderers.docs.settings.base import (
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


def load_balancer_settings(
    name: str, load_balancer: ApplicationLoadBalancer, architecture: Architecture
) -> Iterator[Setting]:
    """Return who reaches the load balancer, and how safely."""
    public = name in architecture.internet_facing
    exposure = (
        Text(en="faces the internet", pt="voltado para a internet") if public else Text(en="internal", pt="interno")
    )
    yield Setting(Text(en="Exposure", pt="Exposição"), exposure)
    if load_balancer.hostnames:
        yield Setting(HOST_NAMES, full_names(load_balancer.hostnames, architecture))
    if has_certificate(load_balancer):
        yield Setting(CERTIFICATE, certificate(load_balancer.certificate))
    yield Setting(Text(en="Port 80 (HTTP)", pt="Porta 80 (HTTP)"), _http(load_balancer))
    yield Setting(TLS, _tls(load_balancer))
    if public:
        yield Setting(WAF, WAF_ON if load_balancer.web_acl else NO)
    if load_balancer.hostnames:
        yield Setting(HEALTH_CHECK, health_check(load_balancer.health_check))
    else:
        yield Setting(HEALTH_CHECK, same(code(load_balancer.health_check.path)))


def _tls(load_balancer: ApplicationLoadBalancer) -> Text:
    policy = code(load_balancer.tls_policy)
    if has_certificate(load_balancer):
        return same(policy)
    text = Text(
        en="{policy}, once there is a certificate to serve HTTPS with",
        pt="{policy}, quando houver um certificado para atender por HTTPS",
    )
    return fill(text, policy=policy)


def _http(load_balancer: ApplicationLoadBalancer) -> Text:
    match load_balancer.http:
        case "redirect":
            return Text(en="redirects to HTTPS", pt="redireciona para HTTPS")
        case "forward":
            return Text(en="passes requests on unencrypted", pt="repassa as requisições sem criptografia")
        case "closed":
            return Text(en="closed", pt="fechada")
        case _ as unreachable:
            assert_never(unreachable)
