"""Settings of components, and what those of several kinds have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components.base import HealthCheck, Placement
from archspec.components.certificate import Certificate
from archspec.parts.inline import Code, Inline, fill, listed_code


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a component: its name and its value."""

    name: Text
    value: Inline


def placement(tier: Placement) -> Text:
    """Return where a component runs, and what that means."""
    match tier:
        case "public":
            return Text(en="public, with a route to the internet", pt="públicas, com rota para a internet")
        case "private":
            return Text(en="private, with a way out through a NAT gateway", pt="privadas, com saída por um gateway NAT")
        case "isolated":
            return Text(en="isolated, without a route to the internet", pt="isoladas, sem rota para a internet")
        case _ as unreachable:
            assert_never(unreachable)


def full_names(hostnames: Sequence[str], architecture: Architecture) -> Inline:
    """Return host names with the domain they belong to."""
    names = [str(architecture.domain) if name == "@" else f"{name}.{architecture.domain}" for name in hostnames]
    return listed_code(names)


def certificate(given: Certificate | None) -> Inline:
    """Return where the certificate of an endpoint comes from, and who renews it."""
    if given is not None:
        return fill(Text(en="existing, {arn}", pt="já existente, {arn}"), arn=Code(given.existing.arn))
    return Text(
        en="issued and renewed by AWS Certificate Manager",
        pt="emitido e renovado pelo AWS Certificate Manager",
    )


def health_check(check: HealthCheck) -> Inline:
    """Return what Route 53 asks an endpoint, and when it gives up."""
    if not check.enabled:
        return Text(en="off", pt="desligada")
    if check.failure_threshold == 1:
        return fill(
            Text(
                en="HTTPS on {path}; down at the first failure", pt="HTTPS em {path}; fora do ar já na primeira falha"
            ),
            path=Code(check.path),
        )
    return fill(
        Text(
            en="HTTPS on {path}; down after {number} failures in a row",
            pt="HTTPS em {path}; fora do ar após {number} falhas seguidas",
        ),
        path=Code(check.path),
        number=check.failure_threshold,
    )


def existing_or_created(existing: str | None) -> Inline:
    """Return whether the architecture creates a resource, or uses one that is there under a name."""
    if existing is None:
        return Text(en="created with the architecture", pt="criado com a arquitetura")
    return fill(Text(en="existing, {name}", pt="já existente, {name}"), name=Code(existing))


HOST_NAMES: Final = Text(en="Host names", pt="Nomes de host")
CERTIFICATE: Final = Text(en="Certificate", pt="Certificado")
HEALTH_CHECK: Final = Text(en="Health check", pt="Verificação de saúde")
PLACEMENT: Final = Text(en="Subnets", pt="Sub-redes")
PUBLIC_ADDRESS: Final = Text(en="Public address", pt="Endereço público")
PORT: Final = Text(en="Port", pt="Porta")
AT_REST: Final = Text(en="Encryption at rest", pt="Criptografia em repouso")
IN_TRANSIT: Final = Text(en="Encryption in transit", pt="Criptografia em trânsito")
WAF: Final = Text(en="AWS WAF", pt="AWS WAF")
WAF_ON: Final = Text(en="with AWS's managed rules", pt="com as regras gerenciadas da AWS")
TLS: Final = Text(en="TLS policy", pt="Política de TLS")
ON_DELETION: Final = Text(en="When it is deleted", pt="Quando for excluído")
