"""The parts of a plan by the component they belong to, each found once."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from archspec.planning.alarms import Alarm
from archspec.planning.containers import ContainerNeeds, container_needs
from archspec.planning.endpoints import AliasRecord, Certificate, Listeners, Route
from archspec.planning.grants import ClientUser, Grant
from archspec.planning.kind import planning_of, spots
from archspec.planning.security import Rule
from archspec.planning.settings import Container

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

PartT = TypeVar("PartT")


class ByComponent:
    """What belongs to each component; where a component has nothing of a kind, nothing is there under its id."""

    def __init__(self, plan: "Plan") -> None:
        """Look at nothing yet."""
        self._plan = plan

    @cached_property
    def alarms(self) -> Mapping[str, tuple[Alarm, ...]]:
        """The alarms on a component; those on targets are their load balancer's."""
        return _grouped(self._plan.alarms, lambda alarm: alarm.component)

    @cached_property
    def cache_users(self) -> Mapping[str, tuple[ClientUser, ...]]:
        """The users in a cache."""
        return _grouped(self._plan.cache_users, lambda user: user.arrow.target)

    @cached_property
    def called_services(self) -> frozenset[str]:
        """The services that other services call by name."""
        needs, arrows = self.container_needs, self._plan.architecture.connections
        return frozenset(arrow.target for arrow in arrows if arrow.source in needs and arrow.target in needs)

    @cached_property
    def certificates(self) -> Mapping[str, Certificate]:
        """The certificate of an endpoint."""
        return {part.component: part for part in self._plan.certificates}

    @cached_property
    def container_needs(self) -> Mapping[str, ContainerNeeds]:
        """What a component needs to run a container."""
        return container_needs(self._plan.architecture)

    @cached_property
    def containers(self) -> Mapping[str, Container]:
        """The container of a service."""
        return {part.component: part for part in self._plan.containers}

    @cached_property
    def grants(self) -> Mapping[str, tuple[Grant, ...]]:
        """What a component is granted."""
        return _grouped(self._plan.grants, lambda grant: grant.arrow.source)

    @cached_property
    def listeners(self) -> Mapping[str, Listeners]:
        """What a load balancer listens to."""
        return {part.component: part for part in self._plan.listeners}

    @cached_property
    def records(self) -> Mapping[str, tuple[AliasRecord, ...]]:
        """The names that lead to an endpoint."""
        return _grouped(self._plan.records, lambda record: record.component)

    @cached_property
    def routes(self) -> Mapping[str, tuple[Route, ...]]:
        """What load balancers send to a service, by arrow."""
        routes = [route for planned in self._plan.listeners for route in planned.routes]
        return _grouped(sorted(routes, key=lambda route: str(route.arrow)), lambda route: route.arrow.target)

    @cached_property
    def rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of a security group, by its owner."""
        return _grouped(self._plan.rules, lambda rule: rule.group)

    @cached_property
    def movers(self) -> Mapping[str, str]:
        """What may leave Main as a whole, with the id it was first deployed under."""
        found = spots(self._plan.architecture)
        return {spot.name: spot.first_id for spot in found if planning_of(spot.component).nesting.moves == "itself"}


def _grouped(parts: Iterable[PartT], key: Callable[[PartT], str]) -> Mapping[str, tuple[PartT, ...]]:
    found: dict[str, list[PartT]] = {}
    for part in parts:
        found.setdefault(key(part), []).append(part)
    return {name: tuple(items) for name, items in found.items()}
