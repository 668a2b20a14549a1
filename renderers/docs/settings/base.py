"""How settings of any kind are written: a name and a value, both in each language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, assert_never

from archspec.architecture import Architecture
from archspec.checks import Text
from archspec.components import HealthCheck, Placement
from renderers.docs.markdown import Markdown, code, escape, fill


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of a component's table; the value is Markdown."""

    name: Text
    value: Text


YES: Final = Text(en="yes", pt="sim")
NO: Final = Text(en="no", pt="não")
NONE: Final = Text(en="none", pt="nenhum")

_MIB_PER_GIB: Final = 1024


def same(markdown: Markdown) -> Text:
    """Return a value that is the same in every language."""
    return Text(en=markdown, pt=markdown)


def yes_no(*, value: bool) -> Text:
    """Return yes or no."""
    return YES if value else NO


def listed(items: Sequence[Text]) -> Text:
    """Return items as a sentence lists them."""
    if len(items) <= 1:
        return items[0] if items else NONE
    return Text(
        en=f"{', '.join(item.en for item in items[:-1])} and {items[-1].en}",
        pt=f"{', '.join(item.pt for item in items[:-1])} e {items[-1].pt}",
    )


def listed_code(items: Iterable[str]) -> Text:
    """Return names as a sentence lists them."""
    return listed([same(code(item)) for item in items])


def decimal(number: Fraction) -> Text:
    """Return a number with the decimal sign of each language."""
    digits = f"{float(number):.3f}".rstrip("0").rstrip(".")
    return Text(en=digits, pt=digits.replace(".", ","))


def memory(mib: int) -> Text:
    """Return an amount of memory, in GiB from one on."""
    if mib < _MIB_PER_GIB:
        return Text(en=f"{mib} MiB", pt=f"{mib} MiB")
    return fill(Text(en="{gib} GiB", pt="{gib} GiB"), gib=decimal(Fraction(mib, _MIB_PER_GIB)))


def days(number: int) -> Text:
    """Return a number of days."""
    return Text(en="1 day", pt="1 dia") if number == 1 else Text(en=f"{number} days", pt=f"{number} dias")


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


def full_names(hostnames: Sequence[str], architecture: Architecture) -> Text:
    """Return host names with the domain they belong to."""
    names = [str(architecture.domain) if name == "@" else f"{name}.{architecture.domain}" for name in hostnames]
    return listed_code(names)


def health_check(check: HealthCheck) -> Text:
    """Return what Route 53 asks an endpoint, and when it gives up."""
    if not check.enabled:
        return Text(en="off", pt="desligada")
    if check.failure_threshold == 1:
        return fill(
            Text(
                en="HTTPS on {path}; down at the first failure", pt="HTTPS em {path}; fora do ar já na primeira falha"
            ),
            path=code(check.path),
        )
    return fill(
        Text(
            en="HTTPS on {path}; down after {number} failures in a row",
            pt="HTTPS em {path}; fora do ar após {number} falhas seguidas",
        ),
        path=code(check.path),
        number=check.failure_threshold,
    )


def tags(pairs: Iterable[tuple[str, str]]) -> Text:
    """Return tags as AWS lists them."""
    return listed([same(escape(f"{key}={value}")) for key, value in pairs])


HOST_NAMES: Final = Text(en="Host names", pt="Nomes de host")
HEALTH_CHECK: Final = Text(en="Health check", pt="Verificação de saúde")
PLACEMENT: Final = Text(en="Subnets", pt="Sub-redes")
PUBLIC_ADDRESS: Final = Text(en="Public address", pt="Endereço público")
PORT: Final = Text(en="Port", pt="Porta")
AT_REST: Final = Text(en="Encryption at rest", pt="Criptografia em repouso")
IN_TRANSIT: Final = Text(en="Encryption in transit", pt="Criptografia em trânsito")
WAF: Final = Text(en="AWS WAF", pt="AWS WAF")
WAF_ON: Final = Text(en="with AWS's managed rules", pt="com as regras gerenciadas da AWS")
TLS: Final = Text(en="TLS policy", pt="Política de TLS")
