"""Rules about distributions."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Rules, Severity, observed
from archspec.checks.capabilities import is_storage
from archspec.components.base import facts_file
from archspec.kinds.cloudfront_distribution.model import CloudfrontDistribution

_KIND: Final = "cloudfront_distribution"


def _viewer_protocol(inspection: Inspection) -> Iterator[Observation]:
    for name, cdn in inspection.of_kind(CloudfrontDistribution):
        yield observed(name, "viewer_protocol", passed=cdn.viewer_protocol != "allow_all")


plaintext_viewers: Final = Check(
    id="AAC-EDGE-001",
    slug="plaintext_viewers",
    severity=Severity.HIGH,
    title=Text(en="Viewers may use plain HTTP", pt="Visitantes podem usar HTTP sem TLS"),
    message=Text(
        en="{component} serves viewers over plain HTTP",
        pt="{component} atende visitantes por HTTP sem TLS",
    ),
    why=Text(
        en="Anyone between the viewer and the edge can read the pages and change the scripts in them.",
        pt="Quem estiver entre o visitante e a borda lê as páginas e pode alterar os scripts delas.",
    ),
    fix=Text(
        en="Set `viewer_protocol: redirect_to_https`.",
        pt="Use `viewer_protocol: redirect_to_https`.",
    ),
    references=("CloudFront.3", "SEC09-BP02", "CKV_AWS_34"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"viewer_protocol": "allow_all"}}},
        repair={"components": {f"${_KIND}": {"viewer_protocol": "redirect_to_https"}}},
        findings=(("AAC-EDGE-001", _KIND),),
    ),
    observe=_viewer_protocol,
)


def _viewer_tls(inspection: Inspection) -> Iterator[Observation]:
    recommended = facts_file("tls_policies", __package__)["recommended"]
    for name, cdn in inspection.of_kind(CloudfrontDistribution):
        policy = cdn.minimum_tls
        yield observed(name, "minimum_tls", passed=policy in recommended, policy=policy)


outdated_viewer_tls: Final = Check(
    id="AAC-EDGE-002",
    slug="outdated_viewer_tls",
    severity=Severity.MEDIUM,
    title=Text(en="Viewers may use outdated TLS", pt="Visitantes podem usar TLS ultrapassado"),
    message=Text(
        en="{component} accepts viewers with the security policy {policy}",
        pt="{component} aceita visitantes com a política de segurança {policy}",
    ),
    why=Text(
        en="Older policies allow protocol versions and ciphers with known weaknesses.",
        pt="Políticas antigas permitem versões do protocolo e cifras com fraquezas conhecidas.",
    ),
    fix=Text(
        en="Set `minimum_tls: TLSv1.2_2021` or newer.",
        pt="Use `minimum_tls: TLSv1.2_2021` ou mais nova.",
    ),
    references=("CloudFront.15", "SEC09-BP02", "CKV_AWS_174", "AwsSolutions-CFR4"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"minimum_tls": "TLSv1.1_2016"}}},
        repair={"components": {f"${_KIND}": {"minimum_tls": "TLSv1.2_2021"}}},
        findings=(("AAC-EDGE-002", _KIND),),
    ),
    observe=_viewer_tls,
)


def _origin_access(inspection: Inspection) -> Iterator[Observation]:
    with_bucket = {link.arrow.source for link in inspection.links if is_storage(link.target)}
    for name, cdn in inspection.of_kind(CloudfrontDistribution):
        if name in with_bucket:
            yield observed(name, "origin_access", passed=cdn.origin_access == "origin_access_control")


public_origin_bucket: Final = Check(
    id="AAC-EDGE-004",
    slug="public_origin_bucket",
    severity=Severity.HIGH,
    title=Text(en="Origin bucket can be read past the CDN", pt="Bucket de origem pode ser lido por fora da CDN"),
    message=Text(
        en="{component} reads a bucket that has to be public for it",
        pt="{component} lê um bucket que precisa ser público para isso",
    ),
    why=Text(
        en="Visitors can then go to the bucket directly, past TLS, the web firewall and the access log.",
        pt="Os visitantes podem então ir direto ao bucket, por fora do TLS, do firewall e do log de acesso.",
    ),
    fix=Text(
        en="Remove `origin_access: public`; requests to the bucket are signed by default.",
        pt="Remova `origin_access: public`; por padrão, as requisições ao bucket são assinadas.",
    ),
    references=("CloudFront.13", "CloudFront.12", "SEC03-BP02", "AwsSolutions-CFR7"),
    fault=Fault(
        edit={
            "components": {f"${_KIND}": {"origin_access": "public"}, "$storage": {}},
            "connections": {f"${_KIND} -> $storage #files": {"paths": ["/files/*"]}},
        },
        repair={"components": {f"${_KIND}": {"origin_access": "origin_access_control"}}},
        findings=(("AAC-EDGE-004", _KIND),),
    ),
    observe=_origin_access,
)


def _root_object(inspection: Inspection) -> Iterator[Observation]:
    for name, cdn in inspection.of_kind(CloudfrontDistribution):
        yield observed(name, "default_root_object", passed=bool(cdn.default_root_object))


missing_root_object: Final = Check(
    id="AAC-EDGE-007",
    slug="missing_root_object",
    severity=Severity.MEDIUM,
    title=Text(en="Distribution without a default root object", pt="Distribuição sem objeto raiz padrão"),
    message=Text(
        en="{component} passes requests for / on to its origin as they are",
        pt="{component} repassa as requisições de / à origem como estão",
    ),
    why=Text(
        en="The origin then answers for its root, which for a bucket can be the list of everything in it.",
        pt="A origem responde então pela própria raiz, que em um bucket pode ser a lista de tudo o que há nele.",
    ),
    fix=Text(
        en="Set `default_root_object: index.html`.",
        pt="Use `default_root_object: index.html`.",
    ),
    references=("CloudFront.1", "SEC05-BP01"),
    fault=Fault(
        edit={"components": {f"${_KIND}": {"default_root_object": ""}}},
        repair={"components": {f"${_KIND}": {"default_root_object": "index.html"}}},
        findings=(("AAC-EDGE-007", _KIND),),
    ),
    observe=_root_object,
)


RULES: Final[Rules] = Rules(
    (
        plaintext_viewers,
        outdated_viewer_tls,
        public_origin_bucket,
        missing_root_object,
    ),
    example_id="cdn",
)
