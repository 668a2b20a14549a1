"""Generated architectures that can be deployed, and everything a plan of one names."""

from collections.abc import Iterator
from typing import Any, Final, Protocol

from hypothesis.strategies import SearchStrategy

from archspec.architecture import Architecture
from archspec.components import Actor, ApplicationLoadBalancer, CloudfrontDistribution, Route53Zone, S3Bucket
from archspec.errors import PlanError
from archspec.planning import Plan, plan
from archspec.testing import architectures, data_of

_TIERS: Final = ("public_subnets", "private_subnets", "isolated_subnets")


def deployable() -> SearchStrategy[Architecture]:
    """Draw architectures that can be planned; what planning would refuse is mended, not thrown away."""
    return architectures().map(mended).filter(can_be_planned)


def can_be_planned(architecture: Architecture) -> bool:
    """Tell whether planning finds nothing to refuse."""
    try:
        plan(architecture)
    except PlanError:
        return False
    return True


def mended(architecture: Architecture) -> Architecture:
    """Return an architecture with the names, certificates and subnets it lacks, without what only checks read."""
    data = data_of(architecture) | {"environments": {}, "waivers": [], "decisions": {}}
    for name in _unnamed_origins(architecture):
        _give_name(architecture, data, name)
    for name, balancer in architecture.of_kind(ApplicationLoadBalancer).items():
        if not (balancer.certificate or data["components"][name].get("hostnames") or balancer.http == "forward"):
            data["components"][name]["certificate"] = certificate(architecture.region)
    for name in _public_buckets(architecture):
        data["components"][name]["block_public_access"] = False
    if architecture.network.existing is not None:
        zones = architecture.network.availability_zones
        missing = {tier: [f"subnet-{zone:08x}" for zone in range(zones)] for tier in _TIERS}
        data["network"]["existing"] = missing | data["network"]["existing"]
    return Architecture.model_validate(data)


def certificate(region: str) -> dict[str, Any]:
    """Return a certificate that is there already, as a spec writes it."""
    return {"existing": {"arn": f"arn:aws:acm:{region}:111122223333:certificate/1"}}


def _unnamed_origins(architecture: Architecture) -> list[str]:
    """Return the load balancers that CloudFront reaches, and that have no host name."""
    balancers = architecture.of_kind(ApplicationLoadBalancer)
    cdns = architecture.of_kind(CloudfrontDistribution)
    origins = [arrow.target for arrow in architecture.connections if arrow.source in cdns]
    return [name for name, balancer in balancers.items() if name in origins and not balancer.hostnames]


def _give_name(architecture: Architecture, data: dict[str, Any], name: str) -> None:
    domain = data.setdefault("domain", "example.com")
    zones = architecture.of_kind(Route53Zone).values()
    if all((zone.domain or architecture.domain) != domain for zone in zones):
        data["components"]["zone_of_the_domain"] = {"kind": "route53_zone"}
    data["components"][name]["hostnames"] = [f"origin-{name.replace('_', '-')}-x"]


def _public_buckets(architecture: Architecture) -> Iterator[str]:
    """Return the buckets that everybody may read."""
    for arrow in architecture.connections:
        source, target = architecture.ends(arrow)
        public = isinstance(source, CloudfrontDistribution) and source.origin_access == "public"
        if isinstance(target, S3Bucket) and (public or isinstance(source, Actor)):
            yield arrow.target


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def ids(made: Plan) -> set[str]:
    """Return every id of a plan: what CloudFormation would tell resources apart by."""
    named: tuple[_Named, ...] = (
        *made.security_groups,
        *made.rules,
        *made.cache_users,
        *made.certificates,
        *made.records,
        *made.health_checks,
        *made.repositories,
        *made.alarms,
        *made.stacks,
    )
    return {*made.names.bases.values(), *(part.id for part in named)}


def addresses(made: Plan) -> set[tuple[str, str, str]]:
    """Return every subnet of a plan: its tier, its zone and its addresses."""
    return {(subnet.placement, subnet.zone, subnet.cidr) for subnet in made.vpc.subnets} if made.vpc else set()
