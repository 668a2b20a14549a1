"""Rules about what takes requests from the internet."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Rules, Severity, observed
from archspec.checks.capabilities import health_check_of, hostnames_of, is_outside, web_acl_of
from archspec.components.base import Location


def _web_acl(inspection: Inspection) -> Iterator[Observation]:
    admitted = {link.arrow.target for link in inspection.links if is_outside(link.source)}
    for name, entry in inspection.components:
        web_acl = web_acl_of(entry)
        # In the VPC, only an arrow from outside opens the way.
        if web_acl is not None and (entry.facts.location is not Location.VPC or name in admitted):
            yield observed(name, "web_acl", passed=web_acl)


entry_without_web_acl: Final = Check(
    id="AAC-EDGE-005",
    slug="entry_without_web_acl",
    severity=Severity.MEDIUM,
    title=Text(en="Public entry without a web firewall", pt="Entrada pública sem firewall de aplicação"),
    message=Text(
        en="{component} takes requests from outside the VPC without a web ACL",
        pt="{component} recebe requisições de fora da VPC sem uma web ACL",
    ),
    why=Text(
        en="Common attacks, from SQL injection to known bad inputs, reach the application unfiltered.",
        pt="Ataques comuns, de injeção de SQL a entradas sabidamente maliciosas, chegam à aplicação sem filtro.",
    ),
    fix=Text(
        en="Remove `web_acl: false`; the managed rule groups of AWS WAF are on by default.",
        pt="Remova `web_acl: false`; por padrão, os grupos de regras gerenciadas do AWS WAF ficam ligados.",
    ),
    references=("CloudFront.6", "WAF.10", "ELB.16", "SEC05-BP03", "CKV_AWS_68", "AwsSolutions-CFR2"),
    fault=Fault(
        edit={"components": {"$front": {"web_acl": False}}},
        repair={"components": {"$front": {"web_acl": True}}},
        findings=(("AAC-EDGE-005", "front"),),
    ),
    observe=_web_acl,
)


def _health_checks(inspection: Inspection) -> Iterator[Observation]:
    for name, entry in inspection.components:
        health_check, hostnames = health_check_of(entry), hostnames_of(entry)
        if health_check and hostnames:
            yield observed(name, "health_check.enabled", passed=health_check.enabled, host=hostnames[0])


unwatched_endpoint: Final = Check(
    id="AAC-EDGE-012",
    slug="unwatched_endpoint",
    severity=Severity.MEDIUM,
    title=Text(en="Nobody watches a public endpoint", pt="Endereço público sem verificação de saúde"),
    message=Text(
        en="{component} answers for {host} and has no health check",
        pt="{component} responde por {host} e não tem verificação de saúde",
    ),
    why=Text(
        en="Without a probe from outside, the first to notice an outage are the customers.",
        pt="Sem uma sonda de fora, os primeiros a notar uma queda são os clientes.",
    ),
    fix=Text(
        en="Remove `enabled: false` from `health_check`; endpoints are probed by default.",
        pt="Remova `enabled: false` de `health_check`; por padrão, os endereços são verificados.",
    ),
    references=("REL11-BP01", "REL11-BP02"),
    fault=Fault(
        edit={
            "domain": "example.com",
            "components": {
                "$front": {"hostnames": ["cdn-probe"], "health_check": {"enabled": False}},
                "$resolver": {"domain": "example.com"},
            },
        },
        repair={"components": {"$front": {"health_check": {"enabled": True}}}},
        findings=(("AAC-EDGE-012", "front"),),
    ),
    observe=_health_checks,
)


EDGE_RULES: Final[Rules] = Rules((entry_without_web_acl, unwatched_endpoint))
