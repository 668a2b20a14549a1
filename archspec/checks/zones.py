"""Rules about what the loss of an Availability Zone takes with it."""

from collections.abc import Iterator
from typing import Final

from archspec.bilingual import Text
from archspec.checks.base import Check, Fault, Inspection, Observation, Rules, Severity, verdict
from archspec.checks.capabilities import is_service, placement_of
from archspec.components.base import Location


def _zones(inspection: Inspection) -> Iterator[Observation]:
    zones = inspection.architecture.network.availability_zones
    if any(component.facts.location is Location.VPC for _, component in inspection.components):
        path = ("network", "availability_zones")
        yield Observation(path, verdict(passed=zones > 1), values={"zones": zones})


single_zone_network: Final = Check(
    id="AAC-NET-013",
    slug="single_zone_network",
    severity=Severity.HIGH,
    title=Text(en="Everything stands in one zone", pt="Tudo em uma única zona"),
    message=Text(
        en="the network spans {zones} Availability Zone",
        pt="a rede cobre {zones} zona de disponibilidade",
    ),
    why=Text(
        en="An Availability Zone fails as a whole now and then, and takes everything in it along.",
        pt="De vez em quando uma zona de disponibilidade falha por inteiro e leva junto tudo o que está nela.",
    ),
    fix=Text(
        en="Set `network.availability_zones` to 2 or 3.",
        pt="Use 2 ou 3 em `network.availability_zones`.",
    ),
    references=("ELB.13", "RDS.5", "Lambda.5", "REL10-BP01"),
    fault=Fault(
        edit={"network": {"availability_zones": 1}, "components": {"$service": {}}},
        repair={"network": {"availability_zones": 2}},
        findings=(("AAC-NET-013", None),),
        lacks=frozenset({"zonal"}),
    ),
    observe=_zones,
)


def _nat(inspection: Inspection) -> Iterator[Observation]:
    architecture = inspection.architecture
    uses_nat = any(
        is_service(component) and placement_of(component) == "private" for _, component in inspection.components
    )
    if not uses_nat or architecture.network.availability_zones == 1:
        return
    passed = architecture.network.nat_gateways == "per_zone"
    zones = architecture.network.availability_zones
    yield Observation(("network", "nat_gateways"), verdict(passed=passed), values={"zones": zones})


shared_nat_gateway: Final = Check(
    id="AAC-NET-014",
    slug="shared_nat_gateway",
    severity=Severity.MEDIUM,
    title=Text(en="Zones share one NAT gateway", pt="Zonas dividem um único NAT gateway"),
    message=Text(
        en="{zones} Availability Zones depend on one NAT gateway",
        pt="{zones} zonas de disponibilidade dependem de um único NAT gateway",
    ),
    why=Text(
        en="When its zone fails, tasks in the healthy zones can neither pull images nor reach AWS.",
        pt="Se a zona dele falhar, as tarefas nas zonas sadias não baixam imagens nem alcançam a AWS.",
    ),
    fix=Text(
        en="Set `network.nat_gateways: per_zone`.",
        pt="Use `network.nat_gateways: per_zone`.",
    ),
    references=("REL11-BP05",),
    fault=Fault(
        edit={"network": {"nat_gateways": "single"}, "components": {"$service": {"placement": "private"}}},
        repair={"network": {"nat_gateways": "per_zone"}},
        findings=(("AAC-NET-014", None),),
    ),
    observe=_nat,
)


ZONE_RULES: Final[Rules] = Rules((single_zone_network, shared_nat_gateway))
