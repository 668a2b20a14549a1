"""Which nested stack each workload goes to.

A workload that is recorded stays where it is. A new one likes stacks in an order that its id alone decides (rendezvous
hashing, https://en.wikipedia.org/wiki/Rendezvous_hashing). Where none is recorded, there are as few stacks as hold
everything with each workload in the stack it likes best, so that one more workload moves others only where it takes one
more stack. Where some are recorded, a new one goes to the first it likes that has room, or to one more. Stacks are
filled to four fifths, so that what is in them can grow.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from archspec.planning.passed import Passed
from archspec.planning.quotas import Quotas

_MOST_STACKS: Final = 256
"""More would leave no room for anything else in the stack that holds them."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What a component has in a nested stack."""

    id: str
    """The id the component was first deployed under."""
    resources: int
    parameters: frozenset[Passed]
    most_bytes: int
    """At least what it adds to the length of a template."""


@dataclass(slots=True)
class _Stack:
    """A nested stack while it is filled."""

    resources: int = 0
    most_bytes: int = 0
    parameters: set[Passed] = field(default_factory=set)

    def takes(self, workload: Workload, room: Quotas) -> bool:
        return (
            self.resources + workload.resources <= room.resources
            and self.most_bytes + workload.most_bytes <= room.template_bytes
            and len(self.parameters | workload.parameters) <= room.parameters
        )

    def add(self, workload: Workload) -> None:
        self.resources += workload.resources
        self.most_bytes += workload.most_bytes
        self.parameters |= workload.parameters


def stack_numbers(workloads: Iterable[Workload], recorded: Mapping[str, int], quotas: Quotas) -> dict[str, int]:
    """Return the number of the nested stack of each workload, from 1.

    A workload that is too large for any stack has one to itself.
    """
    ordered = sorted(workloads, key=lambda workload: workload.id)
    known = {workload.id: recorded[workload.id] for workload in ordered if workload.id in recorded}
    new = [workload for workload in ordered if workload.id not in known]
    room = _four_fifths(quotas)
    if not known and (spread := _spread(new, room)) is not None:
        return spread
    stacks: dict[int, _Stack] = {}
    for workload in ordered:
        if workload.id in known:
            stacks.setdefault(known[workload.id], _Stack()).add(workload)
    return known | {workload.id: _number(workload, stacks, room) for workload in new}


def _four_fifths(quotas: Quotas) -> Quotas:
    return replace(
        quotas,
        resources=quotas.resources * 4 // 5,
        parameters=quotas.parameters * 4 // 5,
        template_bytes=quotas.template_bytes * 4 // 5,
    )


def _liking(workload: Workload, number: int) -> bytes:
    return hashlib.sha256(f"{workload.id} {number}".encode()).digest()


def _spread(workloads: list[Workload], room: Quotas) -> dict[str, int] | None:
    """Return the stack each workload likes best among as few as will do; None where that takes too many."""
    numbers = {workload.id: 1 for workload in workloads}
    best = {workload.id: _liking(workload, 1) for workload in workloads}
    for added in range(2, _MOST_STACKS + 1):
        if _fit(workloads, numbers, room):
            return numbers
        for workload in workloads:
            liking = _liking(workload, added)
            if liking > best[workload.id]:
                best[workload.id], numbers[workload.id] = liking, added
    return None


def _fit(workloads: list[Workload], numbers: Mapping[str, int], room: Quotas) -> bool:
    stacks: dict[int, _Stack] = {}
    for workload in workloads:
        number = numbers[workload.id]
        if number in stacks and not stacks[number].takes(workload, room):
            return False
        stacks.setdefault(number, _Stack()).add(workload)
    return True


def _number(workload: Workload, stacks: dict[int, _Stack], room: Quotas) -> int:
    """Return where a workload goes beside others, and count it there."""
    liked = sorted(stacks, key=lambda number: _liking(workload, number), reverse=True)
    free = next(number for number in count(1) if number not in stacks)
    found = next((number for number in liked if stacks[number].takes(workload, room)), free)
    stacks.setdefault(found, _Stack()).add(workload)
    return found
