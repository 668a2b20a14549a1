"""Settings of Route 53 hosted zones."""

from collections.abc import Iterator

from archspec.architecture import Architecture
from archspec.checks import Text
from archspec.components import Route53Zone
from renderers.docs.markdown import code, fill
from renderers.docs.settings.base import Setting, same


def zone_settings(zone: Route53Zone, architecture: Architecture) -> Iterator[Setting]:
    """Return the domain, and whether the zone is there already."""
    yield Setting(Text(en="Domain", pt="Domínio"), same(code(str(zone.domain or architecture.domain))))
    yield Setting(Text(en="Hosted zone", pt="Zona hospedada"), _zone(zone))


def _zone(zone: Route53Zone) -> Text:
    if zone.existing is None:
        return Text(
            en="created with the architecture, in a stack deployed first",
            pt="criada com a arquitetura, em uma pilha implantada antes das outras",
        )
    return fill(Text(en="existing, {zone}", pt="já existente, {zone}"), zone=code(zone.existing.zone_id))
