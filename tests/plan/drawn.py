"""Generated architectures that can be deployed, and everything a plan of one names."""

from typing import Any, Protocol

from archspec.planning import Plan
from archspec.testing.deployable import can_be_planned
from archspec.testing.deployable import deployable_architectures as deployable


def certificate(region: str) -> dict[str, Any]:
    """Return a certificate that is there already, as a spec writes it."""
    return {"existing": {"arn": f"arn:aws:acm:{region}:111122223333:certificate/1"}}


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


__all__ = ["addresses", "can_be_planned", "certificate", "deployable", "ids"]
