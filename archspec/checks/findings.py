"""What a check run reports."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archspec.architecture import Arrow, Waiver
from archspec.bilingual import Text
from archspec.checks.base import Check, Result, Severity
from archspec.errors import Position


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's result for one subject in one environment, at a place in a file."""

    check: Check
    result: Result
    spec: str
    environment: str | None
    component: str | None
    connection: Arrow | None
    message: Text
    fix: Text
    position: Position
    waiver: Waiver | None = None
    sensitive: bool = False

    @property
    def severity(self) -> Severity:
        """How much the finding matters."""
        return self.check.severity

    @property
    def subject(self) -> str:
        """What the finding is about: a connection, a component, or the network."""
        return str(self.connection or self.component or "network")

    @property
    def fingerprint(self) -> str:
        """A name for the finding that survives edits elsewhere in the file: 16 hexadecimal digits of a SHA-256."""
        identity = "\0".join([self.check.id, self.spec, self.environment or "", self.subject, self.message.en])
        return hashlib.sha256(identity.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one spec, and how much was looked at."""

    spec: str
    as_of: date
    findings: tuple[Finding, ...]
    """Everything but passes, most severe first; with passes where they were asked for."""
    counts: Mapping[Result, int]
    checks: tuple[Check, ...]
    """The rules that were run: those that apply to the spec."""
    components: int
    environments: int
    near_expiry: tuple[Waiver, ...] = ()
    """Waivers in use that end within a month."""

    @property
    def rules(self) -> int:
        """How many rules apply to the spec."""
        return len(self.checks)

    def at_least(self, severity: Severity) -> list[Finding]:
        """Return the failures of a severity and above."""
        return [f for f in self.failed if f.severity.rank <= severity.rank]

    @property
    def failed(self) -> list[Finding]:
        """The failures."""
        return [finding for finding in self.findings if finding.result is Result.FAIL]

    @property
    def unknown(self) -> list[Finding]:
        """The findings that depend on a value the spec does not hold."""
        return [finding for finding in self.findings if finding.result is Result.UNKNOWN]


def by_severity(findings: Sequence[Finding]) -> Counter[Severity]:
    """Count failures by severity."""
    return Counter(finding.severity for finding in findings if finding.result is Result.FAIL)
