"""What AWS would refuse of a plan, and what would open more than the spec says."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archspec.architecture import Architecture
from archspec.errors import Mistake
from archspec.planning.kind import planning_of, spot_of, spots
from archspec.planning.names import repeated
from archspec.planning.parts import component_parts, own_secret_id, shared_ids
from archspec.planning.settings import variable_mistakes

if TYPE_CHECKING:
    from archspec.components import Placement
    from archspec.planning.alarms import Alarm
    from archspec.planning.endpoints import AliasRecord, Certificate, HealthCheck
    from archspec.planning.plan import Plan


def plan_mistakes(made: "Plan") -> list[Mistake]:
    """Return every reason why a plan cannot be deployed, besides the size of its stacks."""
    itself = list(_of_components(made.architecture))
    return [
        *(mistake for mistake in itself if _is_of_whole(mistake)),
        *_of_arrows(made.architecture),
        *_of_grants(made),
        *_missing_subnets(made.architecture),
        *(mistake for mistake in itself if not _is_of_whole(mistake)),
        *variable_mistakes(made.containers),
        *_id_mistakes(made),
    ]


def _is_of_whole(mistake: Mistake) -> bool:
    """Tell whether a mistake is about a component as a whole, which is told before those about its values."""
    return len(mistake.path) == len(("components", "id"))


def _of_components(architecture: Architecture) -> Iterator[Mistake]:
    for spot in spots(architecture):
        yield from planning_of(spot.component).refusals.itself(spot)


def _of_arrows(architecture: Architecture) -> Iterator[Mistake]:
    for arrow in architecture.connections:
        source = spot_of(architecture, arrow.source)
        yield from planning_of(source.component).refusals.outgoing(source, arrow)


def _of_grants(made: "Plan") -> Iterator[Mistake]:
    for grant in made.grants:
        target = spot_of(made.architecture, grant.arrow.target)
        yield from planning_of(target.component).refusals.grant(target, grant)


def _missing_subnets(architecture: Architecture) -> Iterator[Mistake]:
    existing = architecture.network.existing
    if existing is None:
        return
    tiers: dict[Placement, tuple[str, ...]] = {
        "public": existing.public_subnets,
        "private": existing.private_subnets,
        "isolated": existing.isolated_subnets,
    }
    for spot in spots(architecture):
        copies = planning_of(spot.component).copies(spot)
        for placement in copies.tiers if copies is not None else ():
            if not tiers[placement]:
                message = f"has no {placement} subnets, where {spot.name!r} runs; name one for each zone"
                yield Mistake(("network", "existing", f"{placement}_subnets"), message)


def _id_mistakes(made: "Plan") -> Iterator[Mistake]:
    """Return a mistake where ids that are put together from parts come out the same."""
    owners = dict(reversed([(name, owner) for name, owner in _ids(made)]))
    for name in repeated(name for name, _ in _ids(made)):
        owner = owners[name]
        path = ("components", owner.partition("-")[0]) if owner else ()
        yield Mistake(path, f"the resource {name!r} would be there twice; give the component another id")


def _ids(made: "Plan") -> Iterator[tuple[str, str | None]]:
    """Return every id, with the component or function it belongs to."""
    yield from ((base, component) for component, base in made.names.bases.items())
    yield from ((group.id, group.owner) for group in made.security_groups)
    yield from ((rule.id, rule.group) for rule in made.rules)
    yield from ((user.id, user.arrow.source) for user in made.cache_users)
    parts: tuple[Certificate | AliasRecord | HealthCheck | Alarm, ...]
    for parts in (made.certificates, made.records, made.health_checks, made.alarms):
        yield from ((part.id, part.component) for part in parts)
    yield from ((repository.id, None) for repository in made.repositories)
    for container in made.containers:
        base = made.names.base(container.component)
        own = (secret.name for secret in container.secrets if secret.arrow is None)
        yield from ((own_secret_id(base, name), container.component) for name in own)
    yield from ((f"{user.id}Secret", user.arrow.source) for user in made.cache_users)
    for spot in spots(made.architecture):
        yield from ((part, spot.name) for part in component_parts(spot))
    yield from ((shared, None) for shared in shared_ids(made.architecture))
