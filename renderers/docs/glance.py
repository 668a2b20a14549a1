"""The architecture in a few lines: where it runs, under which name, in which network."""

from collections.abc import Iterator

from archspec.architecture import Architecture, Network, Policy
from archspec.bilingual import Text
from archspec.components import Location
from archspec.parts.phrases import TASKS, ZONES, counted, days
from renderers.docs.markdown import Markdown, code, fill
from renderers.docs.phrases import listed, listed_code
from renderers.docs.settings import tags
from renderers.docs.words import Words


def at_a_glance(architecture: Architecture, words: Words) -> tuple[Markdown, ...]:
    """Return the lines, each a name and a value."""
    return tuple(Markdown(f"**{words[name]}:** {words(value)}") for name, value in facts_of(architecture))


def facts_of(architecture: Architecture) -> Iterator[tuple[str, Text]]:
    """Return what holds for the whole architecture, by the name of its word."""
    yield "region", listed_code([architecture.region])
    if architecture.account is not None:
        yield "account", listed_code([architecture.account])
    if architecture.domain is not None:
        yield "domain", listed_code([architecture.domain])
    if any(component.facts.location is Location.VPC for component in architecture.components.values()):
        yield "network", _network(architecture.network)
    yield (
        "logs",
        fill(Text(en="kept for {days}", pt="guardados por {days}"), days=days(architecture.logs.retention_days)),
    )
    if architecture.policy.model_fields_set:
        yield "policy", _policy(architecture.policy)
    if architecture.tags:
        yield "tags", tags(architecture.tags.items())


def _policy(policy: Policy) -> Text:
    """Return what the organisation asks for itself; the rules' own thresholds go without saying."""
    asked = []
    if policy.min_tasks is not None:
        tasks = counted(policy.min_tasks, *TASKS)
        asked.append(
            fill(Text(en="at least {tasks} in each service", pt="ao menos {tasks} em cada serviço"), tasks=tasks)
        )
    if "min_backup_retention_days" in policy.model_fields_set:
        kept = days(policy.min_backup_retention_days)
        asked.append(fill(Text(en="backups kept for {kept}", pt="backups guardados por {kept}"), kept=kept))
    return listed(asked)


def _network(network: Network) -> Text:
    zones = counted(network.availability_zones, *ZONES)
    if network.existing is not None:
        used = (*network.existing.public_subnets, *network.existing.private_subnets, *network.existing.isolated_subnets)
        text = Text(
            en="existing, {vpc} ({cidr}) in {zones}, with {subnets}",
            pt="já existente, {vpc} ({cidr}) em {zones}, com {subnets}",
        )
        return fill(
            text, vpc=code(network.existing.vpc_id), cidr=code(network.cidr), zones=zones, subnets=_subnets(used)
        )
    text = fill(
        Text(en="{cidr} in {zones}, {gateways}", pt="{cidr} em {zones}, {gateways}"),
        cidr=code(network.cidr),
        zones=zones,
        gateways=_gateways(network),
    )
    if not network.reserved_cidrs:
        return text
    kept = Text(en="{text}; kept apart from {ranges}", pt="{text}; sem sobreposição com {ranges}")
    return fill(kept, text=text, ranges=listed_code(network.reserved_cidrs))


def _subnets(ids: tuple[str, ...]) -> Text:
    return listed_code(ids) if ids else Text(en="no subnets", pt="nenhuma sub-rede")


def _gateways(network: Network) -> Text:
    if network.nat_gateways == "per_zone":
        return Text(en="a NAT gateway in each", pt="um gateway NAT em cada uma")
    return Text(en="one NAT gateway for all", pt="um só gateway NAT")
