"""Settings of Route 53 hosted zones."""

from collections.abc import Iterator

from archspec.architecture import Architecture
from archspec.bilingual import Text
from archspec.components import Route53Zone
from renderers.docs.deployment import Deployment
from renderers.docs.markdown import code, fill
from renderers.docs.phrases import listed_code, same
from renderers.docs.settings.base import Setting


def zone_settings(name: str, zone: Route53Zone, architecture: Architecture) -> Iterator[Setting]:
    """Return the domain, whether the zone is there already, and what answers in it."""
    deployment = Deployment(architecture)
    domain = zone.domain or architecture.domain
    yield Setting(Text(en="Domain", pt="Domínio"), same(code(str(domain))))
    yield Setting(Text(en="Hosted zone", pt="Zona hospedada"), _zone(zone))
    names = [record.name for record in deployment.records if record.zone == name]
    if names:
        yield Setting(Text(en="Names it answers for", pt="Nomes pelos quais responde"), listed_code(names))
    probes = [f"https://{check.name}{check.path}" for check in deployment.health_checks if check.name in names]
    if probes:
        yield Setting(Text(en="Health checks", pt="Verificações de saúde"), listed_code(probes))


def _zone(zone: Route53Zone) -> Text:
    if zone.existing is None:
        return Text(
            en="created with the architecture, in a stack deployed first",
            pt="criada com a arquitetura, em uma pilha implantada antes das outras",
        )
    return fill(Text(en="existing, {zone}", pt="já existente, {zone}"), zone=code(zone.existing.zone_id))
