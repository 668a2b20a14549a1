"""Running the rules over a spec."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from archspec.architecture import Architecture, Hints, Waiver, did_you_mean
from archspec.bilingual import Text
from archspec.checks.base import Check, Inspection, Observation, Result
from archspec.checks.catalogue import all_rules
from archspec.checks.findings import Finding, Report
from archspec.checks.waivers import WaiversInForce, WaiverUse, is_near_expiry, waiver_observations
from archspec.errors import UsageError
from archspec.loading import Spec

_NETWORK: Final = Text(en="the network", pt="a rede")
_WITHOUT_DEFECT: Final = Text(en="{subject} is free of {slug}", pt="{subject} está livre de {slug}")


@dataclass(frozen=True, slots=True)
class _Run:
    """One architecture of a spec, with the environment it belongs to."""

    spec: Spec
    environment: str | None
    inspection: Inspection


def evaluate(
    spec: Spec,
    checks: Sequence[Check],
    *,
    as_of: date,
    environments: Sequence[str] | None = None,
    include_passes: bool = False,
) -> Report:
    """Run rules over every environment of a spec, or over the named ones, as of a day.

    Findings come most severe first, then by rule, file position and environment; passes only where asked for.

    Raises:
        UsageError: The spec has no environment of a given name.

    """
    runs = [_Run(spec, name, Inspection(architecture, as_of)) for name, architecture in _chosen(spec, environments)]
    counts: Counter[Result] = Counter()
    findings: list[Finding] = []
    used: set[Waiver] = set()
    for finding, waiver in _architecture_findings(runs, checks, counts, include_passes=include_passes):
        findings.append(finding)
        if waiver is not None:
            used.add(waiver)
    waivable = {check.id: check.waivable for check in (*_waived_elsewhere(runs, checks), *checks)}
    use = WaiverUse(frozenset(used), waivable, Hints(waivable, ""), whole=environments is None)
    for finding in _waiver_findings(runs, checks, use):
        counts[finding.result] += 1
        if include_passes or finding.result is not Result.PASS:
            findings.append(finding)
    return Report(
        spec=spec.architecture.name,
        as_of=as_of,
        findings=tuple(sorted(findings, key=_order)),
        counts=counts,
        checks=tuple(checks),
        components=len(spec.architecture.components),
        environments=len(runs),
        near_expiry=tuple(sorted((waiver for waiver in used if is_near_expiry(waiver, as_of)), key=_waiver_order)),
    )


def _waived_elsewhere(runs: Iterable[_Run], checks: Sequence[Check]) -> Sequence[Check]:
    """Return every rule there is where a waiver names one that does not run, and else none."""
    waived = {waiver.rule for run in runs for waiver in run.inspection.architecture.waivers}
    return () if waived <= {check.id for check in checks} else all_rules()


def _chosen(spec: Spec, environments: Sequence[str] | None) -> Iterable[tuple[str | None, Architecture]]:
    if environments is None:
        return spec.variants().items()
    for name in environments:
        if name not in spec.environments:
            hint = did_you_mean(name, spec.environments)
            raise UsageError(f"{spec.file} has no environment {name!r}; {hint}")
    return [(name, spec.environments[name]) for name in environments]


def _order(finding: Finding) -> tuple[object, ...]:
    ranks = {Result.FAIL: 0, Result.UNKNOWN: 1, Result.WAIVED: 2, Result.PASS: 3}
    place = (finding.position, finding.subject, finding.environment or "", finding.message.en)
    return (ranks[finding.result], finding.severity.rank, finding.check.id, *place)


def _waiver_order(waiver: Waiver) -> tuple[object, ...]:
    subject = str(waiver.connection or waiver.component or "")
    return (waiver.expires, waiver.rule, subject, waiver.environment or "", waiver.reason)


def _architecture_findings(
    runs: Iterable[_Run], checks: Sequence[Check], counts: Counter[Result], *, include_passes: bool
) -> Iterator[tuple[Finding, Waiver | None]]:
    for run in runs:
        waivers = WaiversInForce(run.inspection)
        for check in checks:
            if check.subject != "architecture":
                continue
            for observation in check.observe(run.inspection):
                if observation.result is Result.PASS:
                    counts[Result.PASS] += 1
                    if include_passes:
                        yield _finding(run, check, observation), None
                    continue
                waiver = waivers.of(check.id, observation, run.environment) if check.waivable else None
                finding = _finding(run, check, observation, waiver)
                counts[finding.result] += 1
                yield finding, waiver


def _finding(run: _Run, check: Check, observation: Observation, waiver: Waiver | None = None) -> Finding:
    return Finding(
        check=check,
        result=observation.result if waiver is None else Result.WAIVED,
        spec=run.spec.architecture.name,
        environment=run.environment,
        component=observation.component,
        connection=observation.connection,
        message=_message(check, observation),
        fix=check.fix.format(observation.values),
        position=run.spec.position(observation.path, run.environment),
        waiver=waiver,
        sensitive=observation.sensitive,
    )


def _message(check: Check, observation: Observation) -> Text:
    """Return what is said of an observation: a rule's own message is about its defect, which a pass has not."""
    if observation.message is None and observation.result is Result.PASS:
        subject = observation.connection or observation.component or _NETWORK
        return _WITHOUT_DEFECT.format({"subject": subject, "slug": check.slug})
    return (observation.message or check.message).format(observation.values)


def _waiver_findings(runs: Sequence[_Run], checks: Sequence[Check], use: WaiverUse) -> Iterator[Finding]:
    """Look at each waiver once, whatever the number of environments it is in."""
    for check in checks:
        if check.subject != "waivers":
            continue
        seen: set[Waiver] = set()
        for run in runs:
            for observation in waiver_observations(run.inspection, use, seen):
                yield _finding(run, check, observation)
