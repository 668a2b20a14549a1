"""What documents say of distributions."""

from collections.abc import Iterator
from typing import Final, assert_never

from archspec.bilingual import Text
from archspec.components.base import Role
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution
from archspec.parts.inline import Code, Inline, fill
from archspec.parts.pages import Described, Pages, Stencil, no_evidence
from archspec.parts.phrases import NO, NONE
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

_DISTRIBUTION: Final = ResourceType(
    "distribution",
    "Amazon CloudFront",
    (Text(en="distribution", pt="distribuição"), Text(en="distributions", pt="distribuições")),
    __package__,
)


def _settings(described: Described[CloudfrontDistribution]) -> Iterator[Setting]:
    """Return who is served, from where, and how safely."""
    distribution, architecture = described.component, described.architecture
    if distribution.hostnames:
        yield Setting(HOST_NAMES, full_names(distribution.hostnames, architecture))
    if _has_certificate(distribution):
        yield Setting(CERTIFICATE, certificate(distribution.certificate))
    yield Setting(Text(en="Plain HTTP", pt="HTTP sem criptografia"), _http(distribution))
    yield Setting(TLS, _tls(distribution))
    if _reads_storage(described):
        yield Setting(Text(en="Reading from S3", pt="Leitura do S3"), _origin_access(distribution))
    yield Setting(WAF, WAF_ON if distribution.web_acl else NO)
    root = Code(distribution.default_root_object) if distribution.default_root_object else NONE
    yield Setting(Text(en="Root object", pt="Objeto raiz"), root)
    yield Setting(Text(en="Edge locations", pt="Pontos de presença"), _edges(distribution))
    if distribution.hostnames:
        yield Setting(HEALTH_CHECK, health_check(distribution.health_check))


def _reads_storage(described: Described[CloudfrontDistribution]) -> bool:
    architecture = described.architecture
    targets = (architecture.components[arrow.target] for arrow in architecture.arrows_from(described.name))
    return any(target.facts.role is Role.STORAGE for target in targets)


def _has_certificate(distribution: CloudfrontDistribution) -> bool:
    """Tell whether there is a certificate: its own, or one for its host names."""
    return bool(distribution.certificate or distribution.hostnames)


def _tls(distribution: CloudfrontDistribution) -> Inline:
    """Return the oldest TLS a viewer may use; CloudFront's own certificate comes with a policy nobody can change."""
    policy = Code(distribution.minimum_tls)
    if _has_certificate(distribution):
        return policy
    text = Text(
        en="that of CloudFront's own certificate; {policy}, once there are host names",
        pt="a do certificado do próprio CloudFront; {policy}, quando houver nomes de host",
    )
    return fill(text, policy=policy)


def _http(distribution: CloudfrontDistribution) -> Inline:
    match distribution.viewer_protocol:
        case "redirect_to_https":
            return Text(en="redirected to HTTPS", pt="redirecionado para HTTPS")
        case "https_only":
            return Text(en="refused", pt="recusado")
        case "allow_all":
            return Text(en="served", pt="atendido")
        case _ as unreachable:
            assert_never(unreachable)


def _origin_access(distribution: CloudfrontDistribution) -> Inline:
    match distribution.origin_access:
        case "origin_access_control":
            return Text(
                en="signed requests (Origin Access Control)", pt="requisições assinadas (Origin Access Control)"
            )
        case "public":
            return Text(en="from a bucket anybody can read", pt="de um bucket que qualquer um pode ler")
        case _ as unreachable:
            assert_never(unreachable)


def _edges(distribution: CloudfrontDistribution) -> Inline:
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


def _traits(described: Described[CloudfrontDistribution]) -> Traits:
    """Return how the edge behaves."""
    distribution = described.component
    return Traits(
        copies=Text(en="edge locations on several continents", pt="pontos de presença em vários continentes"),
        failure=Text(en="the next edge location answers", pt="o ponto de presença seguinte responde"),
        single_point=None,
        state=None,
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=_upkeep(distribution),
        at_rest=None,
        in_transit=_in_transit(distribution),
        portable=None,
    )


def _upkeep(distribution: CloudfrontDistribution) -> Upkeep:
    if distribution.certificate is not None:
        return Upkeep(
            aws=Text(en="servers and caches", pt="servidores e caches"),
            team=Text(
                en="the existing certificate and the minimum TLS version",
                pt="o certificado já existente e a versão mínima de TLS",
            ),
        )
    return Upkeep(
        aws=Text(en="servers, caches and the certificate", pt="servidores, caches e certificado"),
        team=Text(en="the minimum TLS version", pt="a versão mínima de TLS"),
    )


def _in_transit(distribution: CloudfrontDistribution) -> Inline:
    optional = distribution.viewer_protocol == "allow_all"
    policy = Code(distribution.minimum_tls) if _has_certificate(distribution) else None
    if optional:
        return Text(en="HTTPS or plain HTTP, as the viewer likes", pt="HTTPS ou HTTP, como o visitante quiser")
    if policy is None:
        return Text(
            en="HTTPS only, with CloudFront's own certificate", pt="só HTTPS, com o certificado do próprio CloudFront"
        )
    return fill(Text(en="HTTPS only, with {policy} or newer", pt="só HTTPS, com {policy} ou mais nova"), policy=policy)


def _resources(_: Described[CloudfrontDistribution]) -> tuple[Resource, ...]:
    return (exactly(1, _DISTRIBUTION),)


PAGES: Final[Pages[CloudfrontDistribution]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=no_evidence,
    visitors=Text(en="the internet (HTTPS)", pt="a internet (HTTPS)"),
    stencil=Stencil("network.CloudFront"),
)
