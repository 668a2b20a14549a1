"""What documents say of hosted zones."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.kinds.route53_zone.model import Route53Zone
from archspec.parts.inline import Code, Inline, fill, listed_code
from archspec.parts.pages import Described, Pages, Stencil, no_evidence
from archspec.parts.resources import Resource, ResourceType, exactly
from archspec.parts.settings import Setting
from archspec.parts.traits import BY_AWS, Growth, Traits, Upkeep

_ZONE: Final = ResourceType(
    "hosted_zone",
    "Amazon Route 53",
    (Text(en="hosted zone", pt="zona hospedada"), Text(en="hosted zones", pt="zonas hospedadas")),
    __package__,
)


def _settings(described: Described[Route53Zone]) -> Iterator[Setting]:
    """Return the domain, whether the zone is there already, and what answers in it."""
    zone, plan = described.component, described.plan
    domain = zone.domain or described.architecture.domain
    yield Setting(Text(en="Domain", pt="Domínio"), Code(str(domain)))
    yield Setting(Text(en="Hosted zone", pt="Zona hospedada"), _zone(zone))
    names = [record.name for record in plan.records if record.zone == described.name]
    if names:
        yield Setting(Text(en="Names it answers for", pt="Nomes pelos quais responde"), listed_code(names))
    probes = [f"https://{check.name}{check.path}" for check in plan.health_checks if check.name in names]
    if probes:
        yield Setting(Text(en="Health checks", pt="Verificações de saúde"), listed_code(probes))


def _zone(zone: Route53Zone) -> Inline:
    if zone.existing is None:
        return Text(
            en="created with the architecture, in a stack deployed first",
            pt="criada com a arquitetura, em uma pilha implantada antes das outras",
        )
    return fill(Text(en="existing, {zone}", pt="já existente, {zone}"), zone=Code(zone.existing.zone_id))


def _traits(described: Described[Route53Zone]) -> Traits:
    """Return how DNS answers."""
    return Traits(
        copies=Text(en="four name servers, spread over the world", pt="quatro servidores de nomes pelo mundo"),
        failure=Text(en="another name server answers", pt="outro servidor de nomes responde"),
        single_point=None,
        state=None,
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=Upkeep(aws=Text(en="name servers", pt="servidores de nomes"), team=_team(described.component)),
        at_rest=None,
        in_transit=None,
        portable=None,
    )


def _team(zone: Route53Zone) -> Inline:
    if zone.existing is None:
        return Text(en="the domain's registration", pt="o registro do domínio")
    return Text(
        en="the domain's registration, and the zone itself, which is older than the architecture",
        pt="o registro do domínio e a própria zona, que já existia antes da arquitetura",
    )


def _resources(described: Described[Route53Zone]) -> tuple[Resource, ...]:
    return (exactly(0 if described.component.existing else 1, _ZONE),)


PAGES: Final[Pages[Route53Zone]] = Pages(
    outside=None,
    settings=_settings,
    traits=_traits,
    resources=_resources,
    evidence=no_evidence,
    visitors=Text(en="the internet (DNS)", pt="a internet (DNS)"),
    stencil=Stencil("network.Route53"),
)
