"""Settings of CloudFront distributions."""

from collections.abc import Iterator
from typing import assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import CloudfrontDistribution, S3Bucket
from archspec.planning.endpoints import has_certificate
from renderers.docs.markdown import code, fill
from renderers.docs.phrases import NO, NONE, same
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


def distribution_settings(
    name: str, distribution: CloudfrontDistribution, architecture: Architecture
) -> Iterator[Setting]:
    """Return who is served, from where, and how safely."""
    if distribution.hostnames:
        yield Setting(HOST_NAMES, full_names(distribution.hostnames, architecture))
    if has_certificate(distribution):
        yield Setting(CERTIFICATE, certificate(distribution.certificate))
    yield Setting(Text(en="Plain HTTP", pt="HTTP sem criptografia"), _http(distribution))
    yield Setting(TLS, _tls(distribution))
    if any(
        arrow.source == name and arrow.target in architecture.of_kind(S3Bucket) for arrow in architecture.connections
    ):
        yield Setting(Text(en="Reading from S3", pt="Leitura do S3"), _origin_access(distribution))
    yield Setting(WAF, WAF_ON if distribution.web_acl else NO)
    root = same(code(distribution.default_root_object)) if distribution.default_root_object else NONE
    yield Setting(Text(en="Root object", pt="Objeto raiz"), root)
    yield Setting(Text(en="Edge locations", pt="Pontos de presença"), _edges(distribution))
    if distribution.hostnames:
        yield Setting(HEALTH_CHECK, health_check(distribution.health_check))


def _tls(distribution: CloudfrontDistribution) -> Text:
    """Return the oldest TLS a viewer may use; CloudFront's own certificate comes with a policy nobody can change."""
    policy = code(distribution.minimum_tls)
    if has_certificate(distribution):
        return same(policy)
    text = Text(
        en="that of CloudFront's own certificate; {policy}, once there are host names",
        pt="a do certificado do próprio CloudFront; {policy}, quando houver nomes de host",
    )
    return fill(text, policy=policy)


def _http(distribution: CloudfrontDistribution) -> Text:
    match distribution.viewer_protocol:
        case "redirect_to_https":
            return Text(en="redirected to HTTPS", pt="redirecionado para HTTPS")
        case "https_only":
            return Text(en="refused", pt="recusado")
        case "allow_all":
            return Text(en="served", pt="atendido")
        case _ as unreachable:
            assert_never(unreachable)


def _origin_access(distribution: CloudfrontDistribution) -> Text:
    match distribution.origin_access:
        case "origin_access_control":
            return Text(
                en="signed requests (Origin Access Control)", pt="requisições assinadas (Origin Access Control)"
            )
        case "public":
            return Text(en="from a bucket anybody can read", pt="de um bucket que qualquer um pode ler")
        case _ as unreachable:
            assert_never(unreachable)


def _edges(distribution: CloudfrontDistribution) -> Text:
    match distribution.price_class:
        case "PriceClass_All":
            return Text(en="all", pt="todos")
        case "PriceClass_200":
            return Text(
                en="all but South America, Australia and New Zealand (`PriceClass_200`)",
                pt="todos, menos América do Sul, Austrália e Nova Zelândia (`PriceClass_200`)",
            )
        case "PriceClass_100":
            return Text(
                en="North America, Europe and Israel (`PriceClass_100`)",
                pt="América do Norte, Europa e Israel (`PriceClass_100`)",
            )
        case _ as unreachable:
            assert_never(unreachable)
