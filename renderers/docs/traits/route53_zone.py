"""Traits of Route 53 hosted zones."""

from archspec.bilingual import Text
from archspec.components import Route53Zone
from renderers.docs.traits.base import BY_AWS, Growth, Traits, Upkeep


def zone_traits(zone: Route53Zone) -> Traits:
    """Return how DNS answers."""
    return Traits(
        copies=Text(en="four name servers, spread over the world", pt="quatro servidores de nomes pelo mundo"),
        failure=Text(en="another name server answers", pt="outro servidor de nomes responde"),
        growth=Growth(by_itself=True, how=BY_AWS),
        upkeep=Upkeep(aws=Text(en="name servers", pt="servidores de nomes"), team=_team(zone)),
    )


def _team(zone: Route53Zone) -> Text:
    if zone.existing is None:
        return Text(en="the domain's registration", pt="o registro do domínio")
    return Text(
        en="the domain's registration, and the zone itself, which is older than the architecture",
        pt="o registro do domínio e a própria zona, que já existia antes da arquitetura",
    )
