"""Stacks inside Main, for services that would not fit into it; what holds data and the network never leave it.

Four stacks of services have another one with their security groups, which is made before anything that names a group,
so that services can call each other across stacks.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from archspec.errors import PlanError
from archspec.planning.kind import planning_of
from archspec.planning.passed import Passed
from archspec.planning.placement import Workload, stack_numbers
from archspec.planning.quotas import Quotas
from archspec.planning.stack_sizes import least_main_bytes, main_resources, size_mistakes, size_notes, stack_resources
from archspec.planning.workloads import VPC, guard_workloads, moved_workloads

if TYPE_CHECKING:
    from archspec.planning.plan import Plan

MAIN: Final = "Main"
_SHARING: Final = 4
"""How many stacks of services share one for their groups, whose ids are its outputs: 200 is the most of them, and more
than 50 services fit into no stack."""


class Contents(StrEnum):
    """What a nested stack is made of."""

    GROUPS = "groups"
    SERVICES = "services"
    GUARDS = "guards"
    """Alarms, and the web ACLs of load balancers."""


_PREFIXES: Final[Mapping[Contents, str]] = {
    Contents.GROUPS: "Groups",
    Contents.SERVICES: "Services",
    Contents.GUARDS: "Guards",
}


@dataclass(frozen=True, slots=True)
class NestedStack:
    """A stack inside Main."""

    id: str
    contents: Contents
    components: tuple[str, ...]
    """By id: another order in the spec must not change the template, whose hash is in Main's."""
    resources: int
    parameters: tuple[Passed, ...]


def homes_in(nested: Sequence[NestedStack]) -> dict[str, str]:
    """Return the nested stack of each component that has its service, or else its guards, in one."""
    return {name: stack.id for stack in nested for name in stack.components if stack.contents is not Contents.GROUPS}


def with_nested_stacks(made: "Plan", recorded: Mapping[str, str], quotas: Quotas) -> "Plan":
    """Return a plan with workloads in nested stacks, where Main cannot hold them all or some were there before.

    Raises:
        PlanError: A stack has more of something than AWS takes.

    """
    too_large = main_resources(made) > quotas.resources or least_main_bytes(made) > quotas.template_bytes
    if too_large or any(home != MAIN for home in _recorded(made, recorded).values()):
        made = replace(made, nested_stacks=tuple(_nested_stacks(made, recorded, quotas)))
    if mistakes := list(size_mistakes(made, quotas)):
        raise PlanError(mistakes)
    inside = {nested.id: nested.resources for nested in made.nested_stacks}
    resources = {stack.id: stack_resources(made, stack) for stack in made.stacks} | inside
    return replace(made, resources=MappingProxyType(resources), notes=size_notes(made, quotas))


def movable(made: "Plan") -> dict[str, str]:
    """Return each component that has a service or guards in Main, with the id it was first deployed under."""
    main = next((stack.components for stack in made.stacks if stack.id == MAIN), ())
    components = made.architecture.components
    return {name: components[name].renamed_from or name for name in main if _has_something_to_move(made, name)}


def _has_something_to_move(made: "Plan", name: str) -> bool:
    match planning_of(made.architecture.components[name]).nesting.moves:
        case "itself":
            return True
        case "guards":
            return name in made.by_component.alarms
        case "nothing":
            return False


def _recorded(made: "Plan", recorded: Mapping[str, str]) -> dict[str, str]:
    """Return where components were, without those that could not have been there."""
    movers = made.by_component.movers
    found = {}
    for name, first_id in movable(made).items():
        home = recorded.get(first_id, "")
        fitting = _PREFIXES[Contents.SERVICES if name in movers else Contents.GUARDS]
        if home == MAIN or home.startswith(fitting):
            found[first_id] = home
    return found


def _nested_stacks(made: "Plan", recorded: Mapping[str, str], quotas: Quotas) -> Iterator[NestedStack]:
    known = _recorded(made, recorded)
    moved = {name: first_id for name, first_id in movable(made).items() if known.get(first_id) != MAIN}
    movers = made.by_component.movers
    of_services = moved_workloads(made, sorted(moved.keys() & movers.keys()))
    guards = guard_workloads(made, sorted(moved.keys() - movers.keys()))
    names = {first_id: name for name, first_id in moved.items()}
    made_of = {
        contents: {
            number: [(names[workload.id], workload) for workload in workloads]
            for number, workloads in _by_number(list(all_of_it), known, quotas).items()
        }
        for contents, all_of_it in ((Contents.SERVICES, of_services), (Contents.GUARDS, guards))
    }
    yield from _groups(made_of[Contents.SERVICES])
    for contents, stacks in made_of.items():
        for number, workloads in sorted(stacks.items()):
            yield _stack(f"{_PREFIXES[contents]}{number}", contents, dict(workloads))


def _by_number(workloads: list[Workload], known: Mapping[str, str], quotas: Quotas) -> Mapping[int, list[Workload]]:
    recorded = {
        workload.id: int(known[workload.id].lstrip(string.ascii_letters))
        for workload in workloads
        if workload.id in known
    }
    numbers = stack_numbers(workloads, recorded, quotas)
    found: dict[int, list[Workload]] = {}
    for workload in workloads:
        found.setdefault(numbers[workload.id], []).append(workload)
    return found


def _groups(stacks: Mapping[int, list[tuple[str, Workload]]]) -> Iterator[NestedStack]:
    names: dict[int, list[str]] = {}
    for number, workloads in sorted(stacks.items()):
        names.setdefault((number - 1) // _SHARING + 1, []).extend(name for name, _ in workloads)
    for number, owners in names.items():
        stack_id = f"{_PREFIXES[Contents.GROUPS]}{number}"
        yield NestedStack(stack_id, Contents.GROUPS, tuple(sorted(owners)), len(owners), (VPC,))


def _stack(stack_id: str, contents: Contents, workloads: Mapping[str, Workload]) -> NestedStack:
    return NestedStack(
        stack_id,
        contents,
        tuple(sorted(workloads)),
        sum(workload.resources for workload in workloads.values()),
        tuple(sorted(frozenset[Passed]().union(*(workload.parameters for workload in workloads.values())))),
    )


def placement(made: "Plan") -> dict[str, str]:
    """Return where each component has its service, or else its guards, by the id it was first deployed under."""
    return {first_id: made.homes.get(name, MAIN) for name, first_id in movable(made).items()}
