"""Which nested stack each workload goes to.

A workload that is recorded stays where it is. Where none is, there are 1, 2, 4, 8 … stacks, as few as hold everything,
and the hash of its id says which a workload goes to: another workload moves it only where it doubles the number. Where
some are recorded, a new one goes to the stack its hash says if that has room, else to the next that has, else to one
more. Stacks are filled to four fifths, so that what is in them can grow.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from archspec.plan.passed import Passed
from archspec.plan.quotas import Quotas

_MOST_STACKS: Final = 256
"""More would leave no room for anything else in the stack that holds them."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What a component has in a nested stack."""

    id: str
    """The id the component was first deployed under."""
    resources: int
    parameters: frozenset[Passed]
    text_bytes: int
    """The length of the texts that only this workload has."""


@dataclass(slots=True)
class _Stack:
    """A nested stack while it is filled."""

    resources: int = 0
    text_bytes: int = 0
    parameters: set[Passed] = field(default_factory=set)

    def takes(self, workload: Workload, room: Quotas) -> bool:
        return (
            self.resources + workload.resources <= room.resources
            and self.text_bytes + workload.text_bytes <= room.template_bytes
            and len(self.parameters | workload.parameters) <= room.parameters
        )

    def add(self, workload: Workload) -> None:
        self.resources += workload.resources
        self.text_bytes += workload.text_bytes
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


def _hash(workload: Workload) -> int:
    return int.from_bytes(hashlib.sha256(workload.id.encode()).digest()[:8])


def _spread(workloads: list[Workload], room: Quotas) -> dict[str, int] | None:
    """Return where hashes alone put workloads; None where that takes too many stacks."""
    stacks = 1
    while stacks <= _MOST_STACKS:
        numbers = {workload.id: _hash(workload) % stacks + 1 for workload in workloads}
        if _fit(workloads, numbers, room):
            return numbers
        stacks *= 2
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
    last = max(stacks, default=1)
    tried = [(_hash(workload) + step) % last + 1 for step in range(last)]
    found = next(number for number in (*tried, last + 1) if _has_room(stacks.get(number), workload, room))
    stacks.setdefault(found, _Stack()).add(workload)
    return found


def _has_room(stack: _Stack | None, workload: Workload, room: Quotas) -> bool:
    return stack is None or stack.takes(workload, room)
