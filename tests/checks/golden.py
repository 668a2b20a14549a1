"""Everything the rules say, as text to compare with."""

from collections.abc import Iterator

import archspec
from archspec.architecture import Architecture
from archspec.checks import Check, Inspection, Result, all_rules
from archspec.testing import kinds_excluded, plant
from tests.checks.examples import DAY, MINIMAL, architecture


def complete(check: Check) -> Architecture:
    """Return an architecture with every kind a rule's fault may be planted in, and a reason for each component."""
    kinds = [kind for kind in MINIMAL if kind not in kinds_excluded(check.fault)]
    components = {f"the_{kind}"[:40]: {**MINIMAL[kind], "why": "It has to be."} for kind in kinds}
    components["the_route53_zone"]["domain"] = "example.com"
    origin: dict[str, object] = {"the_cloudfront_distribution -> the_s3_bucket": {}}
    behind: dict[str, object] = {"the_fargate_service -> the_rds_instance": {}} if "rds_instance" in kinds else {}
    return architecture(components, connections=origin | behind, domain="example.com")


def rules_text() -> str:
    """Return what each rule observes in a compliant architecture, and in one with the rule's fault."""
    return "\n".join(line for check in all_rules() for line in _rule(check)) + "\n"


def _rule(check: Check) -> Iterator[str]:
    base = complete(check)
    yield f"{check.id} {check.slug}, {check.severity}"
    for name, subject in (("compliant", base), ("faulty", plant(base, check.fault))):
        for seen in check.observe(Inspection(subject, DAY)):
            place = ".".join(map(str, seen.path))
            about = f"component={seen.component} connection={seen.connection} sensitive={seen.sensitive}"
            yield f"  {name}: {seen.result} at {place} {about}"
            if seen.result is not Result.PASS:
                for text in ((seen.message or check.message), check.fix):
                    yield f"    {text.format(seen.values).en}"
                    yield f"    {text.format(seen.values).pt}"


def report_text(file: str) -> str:
    """Return every finding of a spec, passes included, with everything a finding holds."""
    report = archspec.check(archspec.load(file), as_of=DAY, include_passes=True)
    counts = {result.value: report.counts[result] for result in Result}
    size = f"rules={report.rules} components={report.components} environments={report.environments}"
    lines = [f"{report.spec} {report.as_of} {size} {counts}"]
    for found in report.findings:
        about = f"{found.environment} {found.subject} component={found.component} connection={found.connection}"
        waiver = f" waived until {found.waiver.expires}" if found.waiver else ""
        lines.append(f"{found.result} {found.severity} {found.check.id} {about} {found.position}{waiver}")
        lines.append(f"  {found.fingerprint} sensitive={found.sensitive} {found.message.pt} | {found.fix.en}")
    return "\n".join(lines) + "\n"
