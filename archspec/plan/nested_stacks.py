"""Stacks inside Main, for services that would not fit into it; what holds data and the network never leave it.

Each stack of services has another one with their security groups, which is made before anything that names a group, so
that services can call each other across stacks.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from archspec.components import FargateService
from archspec.errors import PlanError
from archspec.plan.passed import Passed
from archspec.plan.placement import Workload, stack_numbers
from archspec.plan.quotas import Quotas
from archspec.plan.stack_sizes import main_bytes, main_resources, size_mistakes, stack_resources
from archspec.plan.workloads import VPC, alarm_workloads, service_workloads

if TYPE_CHECKING:
    from archspec.plan.plan import Plan

MAIN: Final = "Main"


class Contents(StrEnum):
    """What a nested stack is made of."""

    GROUPS = "groups"
    SERVICES = "services"
    ALARMS = "alarms"


_PREFIXES: Final[Mapping[Contents, str]] = {
    Contents.GROUPS: "Groups",
    Contents.SERVICES: "Services",
    Contents.ALARMS: "Alarms",
}


@dataclass(frozen=True, slots=True)
class NestedStack:
    """A stack inside Main."""

    id: str
    contents: Contents
    components: tuple[str, ...]
    """By id: another order in the spec must not change the template, whose hash is in Main's."""
    resources: int
    text_bytes: int
    """At least the length of its template."""
    parameters: tuple[Passed, ...]


def homes_in(nested: Sequence[NestedStack]) -> dict[str, str]:
    """Return the nested stack of each component that has its service, or else its alarms, in one."""
    return {name: stack.id for stack in nested for name in stack.components if stack.contents is not Contents.GROUPS}


def with_nested_stacks(made: "Plan", recorded: Mapping[str, str], quotas: Quotas) -> "Plan":
    """Return a plan with workloads in nested stacks, where Main cannot hold them all or some were there before.

    Raises:
        PlanError: A stack has more of something than AWS takes.

    """
    too_large = main_resources(made) > quotas.resources or main_bytes(made) > quotas.template_bytes
    if too_large or any(home != MAIN for home in _recorded(made, recorded).values()):
        made = replace(made, nested_stacks=tuple(_nested_stacks(made, recorded, quotas)))
    if mistakes := list(size_mistakes(made, quotas)):
        raise PlanError(mistakes)
    inside = {nested.id: nested.resources for nested in made.nested_stacks}
    return replace(made, resources={stack.id: stack_resources(made, stack) for stack in made.stacks} | inside)


def movable(made: "Plan") -> dict[str, str]:
    """Return each component that has a service or alarms in Main, with the id it was first deployed under."""
    main = next((stack.components for stack in made.stacks if stack.id == MAIN), ())
    components = made.architecture.components
    services = made.architecture.of_kind(FargateService)
    return {
        name: components[name].renamed_from or name
        for name in main
        if name in services or name in made.by_component.alarms
    }


def _recorded(made: "Plan", recorded: Mapping[str, str]) -> dict[str, str]:
    """Return where components were, without those that could not have been there."""
    services = made.architecture.of_kind(FargateService)
    found = {}
    for name, first_id in movable(made).items():
        home = recorded.get(first_id, "")
        fitting = _PREFIXES[Contents.SERVICES if name in services else Contents.ALARMS]
        if home == MAIN or home.startswith(fitting):
            found[first_id] = home
    return found


def _nested_stacks(made: "Plan", recorded: Mapping[str, str], quotas: Quotas) -> Iterator[NestedStack]:
    known = _recorded(made, recorded)
    moved = {first_id: name for name, first_id in movable(made).items() if known.get(first_id) != MAIN}
    services = made.architecture.of_kind(FargateService)
    of_services = list(service_workloads(made, sorted(name for name in moved.values() if name in services)))
    of_alarms = list(alarm_workloads(made, sorted(name for name in moved.values() if name not in services)))
    for number, workloads in _by_number(of_services, known, quotas):
        yield _groups(number, [moved[workload.id] for workload in workloads])
    for contents, all_of_it in ((Contents.SERVICES, of_services), (Contents.ALARMS, of_alarms)):
        for number, workloads in _by_number(all_of_it, known, quotas):
            yield _stack(f"{_PREFIXES[contents]}{number}", contents, workloads, moved)


def _by_number(
    workloads: list[Workload], known: Mapping[str, str], quotas: Quotas
) -> Iterator[tuple[int, list[Workload]]]:
    recorded = {
        workload.id: int(known[workload.id].lstrip(string.ascii_letters))
        for workload in workloads
        if workload.id in known
    }
    numbers = stack_numbers(workloads, recorded, quotas)
    for number in sorted(set(numbers.values())):
        yield number, [workload for workload in workloads if numbers[workload.id] == number]


def _groups(number: int, names: list[str]) -> NestedStack:
    stack_id = f"{_PREFIXES[Contents.GROUPS]}{number}"
    return NestedStack(stack_id, Contents.GROUPS, tuple(sorted(names)), len(names), 0, (VPC,))


def _stack(stack_id: str, contents: Contents, workloads: list[Workload], names: Mapping[str, str]) -> NestedStack:
    return NestedStack(
        stack_id,
        contents,
        tuple(sorted(names[workload.id] for workload in workloads)),
        sum(workload.resources for workload in workloads),
        sum(workload.text_bytes for workload in workloads),
        tuple(sorted(frozenset[Passed]().union(*(workload.parameters for workload in workloads)))),
    )


def placement(made: "Plan") -> dict[str, str]:
    """Return where each component has its service, or else its alarms, by the id it was first deployed under."""
    return {first_id: made.homes.get(name, MAIN) for name, first_id in movable(made).items()}
