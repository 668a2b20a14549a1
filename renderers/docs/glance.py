"""The architecture in a few lines: where it runs, under which name, in which network."""

from collections.abc import Iterator, Mapping

from archspec.architecture import Architecture, Network, Policy
from archspec.checks import Text
from archspec.components import Location
from archspec.components.fields import Language
from renderers.docs.markdown import Markdown, code, fill
from renderers.docs.settings.base import days, listed, listed_code, tags
from renderers.docs.words import LEGEND, counted


def at_a_glance(architecture: Architecture, language: Language, words: Mapping[str, str]) -> tuple[Markdown, ...]:
    """Return the lines, each a name and a value."""
    return tuple(Markdown(f"**{words[name]}:** {value.in_language(language)}") for name, value in _facts(architecture))


def _facts(architecture: Architecture) -> Iterator[tuple[str, Text]]:
    yield "region", listed_code([architecture.region])
    if architecture.account is not None:
        yield "account", listed_code([architecture.account])
    if architecture.domain is not None:
        yield "domain", listed_code([architecture.domain])
    if any(component.facts.location is Location.VPC for component in architecture.components.values()):
        yield "network", _network(architecture.network)
    if architecture.policy.model_fields_set:
        yield "policy", _policy(architecture.policy)
    if architecture.tags:
        yield "tags", tags(architecture.tags.items())


def legend(architecture: Architecture, language: Language) -> Markdown:
    """Return what the colours of the picture say, as far as it has them."""
    present = {component.facts.role for component in architecture.components.values()}
    meanings = dict.fromkeys(text for role, text in LEGEND.items() if role in present)
    return Markdown(" ".join(text.in_language(language) for text in meanings))


def _policy(policy: Policy) -> Text:
    """Return what the organisation asks for itself; the rules' own thresholds go without saying."""
    asked = []
    if policy.min_tasks is not None:
        tasks = counted(policy.min_tasks, Text(en="task", pt="tarefa"), Text(en="tasks", pt="tarefas"))
        asked.append(
            fill(Text(en="at least {tasks} in each service", pt="ao menos {tasks} em cada serviço"), tasks=tasks)
        )
    if "min_backup_retention_days" in policy.model_fields_set:
        kept = days(policy.min_backup_retention_days)
        asked.append(fill(Text(en="backups kept for {kept}", pt="backups guardados por {kept}"), kept=kept))
    return listed(asked)


def _network(network: Network) -> Text:
    gateways = (
        Text(en="a NAT gateway in each", pt="um gateway NAT em cada uma")
        if network.nat_gateways == "per_zone"
        else Text(en="one NAT gateway for all", pt="um só gateway NAT")
    )
    zone = Text(en="Availability Zone", pt="zona de disponibilidade")
    zones = Text(en="Availability Zones", pt="zonas de disponibilidade")
    text = fill(
        Text(en="{cidr} in {zones}, {gateways}", pt="{cidr} em {zones}, {gateways}"),
        cidr=code(network.cidr),
        zones=counted(network.availability_zones, zone, zones),
        gateways=gateways,
    )
    if not network.reserved_cidrs:
        return text
    kept = Text(en="{text}; kept apart from {ranges}", pt="{text}; sem sobreposição com {ranges}")
    return fill(kept, text=text, ranges=listed_code(network.reserved_cidrs))
