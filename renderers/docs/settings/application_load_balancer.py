"""Settings of Application Load Balancers."""

from collections.abc import Iterator
from typing import assert_never

from archspec.architecture import Architecture
from archspec.checks import Text
from archspec.components import Actor, ApplicationLoadBalancer
from renderers.docs.markdown import code
from renderers.docs.settings.base import (
    HEALTH_CHECK,
    HOST_NAMES,
    NO,
    TLS,
    WAF,
    WAF_ON,
    Setting,
    full_names,
    health_check,
    same,
)


def load_balancer_settings(
    name: str, load_balancer: ApplicationLoadBalancer, architecture: Architecture
) -> Iterator[Setting]:
    """Return who reaches the load balancer, and how safely."""
    actors = architecture.of_kind(Actor)
    public = any(arrow.target == name and arrow.source in actors for arrow in architecture.connections)
    exposure = (
        Text(en="faces the internet", pt="voltado para a internet") if public else Text(en="internal", pt="interno")
    )
    yield Setting(Text(en="Exposure", pt="Exposição"), exposure)
    if load_balancer.hostnames:
        yield Setting(HOST_NAMES, full_names(load_balancer.hostnames, architecture))
    yield Setting(Text(en="Port 80 (HTTP)", pt="Porta 80 (HTTP)"), _http(load_balancer))
    yield Setting(TLS, same(code(load_balancer.tls_policy)))
    if public:
        yield Setting(WAF, WAF_ON if load_balancer.web_acl else NO)
    if load_balancer.hostnames:
        yield Setting(HEALTH_CHECK, health_check(load_balancer.health_check))
    else:
        yield Setting(HEALTH_CHECK, same(code(load_balancer.health_check.path)))


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
