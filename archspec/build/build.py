"""Building specs, and telling whether that would change anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from archspec.build.outputs import Changes, Difference, compare_outputs, update_outputs
from archspec.build.prepared import prepare
from archspec.build.products import Product
from archspec.build.selection import select
from archspec.build.subject import Subject
from archspec.checks import Report, check
from archspec.errors import SpecError, UsageError
from archspec.loading import Spec, repeated_names

ResultT = TypeVar("ResultT", Changes, Difference)
Refused: TypeAlias = Mapping[str, str]
"""The files that cannot hold what they were to show, with the reason; the others are there."""
Progress: TypeAlias = Callable[[str], None]
"""Told of what is made, written and removed, one short line each."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[ResultT]):
    """What became of one spec."""

    spec: Spec
    report: Report
    result: ResultT | UsageError
    """What changed, or why nothing could."""
    refused: Refused


@dataclass(frozen=True, slots=True)
class Outcomes(Generic[ResultT]):
    """What became of each spec, in their order, and the products left out for want of a library."""

    specs: tuple[Outcome[ResultT], ...]
    skipped: tuple[Product, ...]


def _silent(_message: str) -> None:
    pass


def build(
    specs: Sequence[Spec], out: Path, *, as_of: date, only: Sequence[str] = (), progress: Progress = _silent
) -> Outcomes[Changes]:
    """Write the outputs of each spec to a folder of its name in `out`, judged as of a day.

    `only` names products; the files of others stay as they are. A spec that cannot be built stops no other.

    Raises:
        SpecError: Two specs have one name.
        UsageError: A product does not exist, or was asked for and is not installed.

    """
    selection = select(only)

    def write(subject: Subject, folder: Path) -> tuple[Changes, Refused]:
        prepared = prepare(subject, folder, selection, progress, reuse=True)
        changes = update_outputs(folder, prepared.manifest, prepared.contents, progress)
        return changes.also_unchanged(prepared.reused), prepared.refused

    return Outcomes(_for_each(specs, out, as_of, write), selection.skipped)


def compare(
    specs: Sequence[Spec], out: Path, *, as_of: date, only: Sequence[str] = (), progress: Progress = _silent
) -> Outcomes[Difference]:
    """Tell what `build` would change, and change nothing.

    Raises:
        SpecError: Two specs have one name.
        UsageError: A product does not exist, or was asked for and is not installed.

    """
    selection = select(only)

    def differ(subject: Subject, folder: Path) -> tuple[Difference, Refused]:
        # Outputs that somebody made up come with a manifest that agrees with them.
        prepared = prepare(subject, folder, selection, progress, reuse=False)
        return compare_outputs(folder, prepared.manifest, prepared.contents), prepared.refused

    return Outcomes(_for_each(specs, out, as_of, differ), selection.skipped)


def _for_each(
    specs: Sequence[Spec], out: Path, as_of: date, act: Callable[[Subject, Path], tuple[ResultT, Refused]]
) -> tuple[Outcome[ResultT], ...]:
    if problems := repeated_names(specs):
        raise SpecError(problems)
    outcomes: list[Outcome[ResultT]] = []
    for spec in specs:
        report = check(spec, as_of=as_of)
        try:
            result, refused = act(Subject.of(spec, report), out / spec.architecture.name)
            outcomes.append(Outcome(spec, report, result, refused))
        except UsageError as error:
            outcomes.append(Outcome(spec, report, error, {}))
    return tuple(outcomes)
