"""Traits of CloudFront distributions."""

from archspec.bilingual import Text
from archspec.components import CloudfrontDistribution
from archspec.planning.endpoints import has_certificate
from renderers.docs.markdown import code, fill
from renderers.docs.traits.base import BY_AWS, Growth, Traits, Upkeep


def distribution_traits(distribution: CloudfrontDistribution) -> Traits:
    """Return how the edge behaves."""
    return Traits(
        copies=Text(en="edge locations on several continents", pt="pontos de presença em vários continentes"),
        failure=Text(en="the next edge location answers", pt="o ponto de presença seguinte responde"),
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=_upkeep(distribution),
        in_transit=_in_transit(distribution),
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


def _in_transit(distribution: CloudfrontDistribution) -> Text:
    optional = distribution.viewer_protocol == "allow_all"
    policy = code(distribution.minimum_tls) if has_certificate(distribution) else None
    if optional:
        return Text(en="HTTPS or plain HTTP, as the viewer likes", pt="HTTPS ou HTTP, como o visitante quiser")
    if policy is None:
        return Text(
            en="HTTPS only, with CloudFront's own certificate", pt="só HTTPS, com o certificado do próprio CloudFront"
        )
    return fill(Text(en="HTTPS only, with {policy} or newer", pt="só HTTPS, com {policy} ou mais nova"), policy=policy)
