"""Everything that one run of `check` has to tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archspec.bilingual import Language
from archspec.checks import Check, Finding, Report, in_order
from archspec.errors import ProblemReport
from archspec.loading import Spec


@dataclass(frozen=True, slots=True)
class Checked:
    """Specs with their reports, and what is wrong with files that are no usable specs."""

    specs: Sequence[Spec]
    reports: Sequence[Report]
    """One for each spec."""
    refused: ProblemReport
    language: Language | None
    """The language asked for; None for each spec's own."""

    @property
    def common_language(self) -> Language:
        """The language of what belongs to no spec: that asked for, or of all specs, or English."""
        own = {spec.architecture.language for spec in self.specs}
        return self.language or (own.pop() if len(own) == 1 else "en")

    @property
    def rules(self) -> tuple[Check, ...]:
        """The rules that apply to one of the specs at least."""
        return in_order({check.id: check for report in self.reports for check in report.checks}.values())

    def language_of(self, spec: Spec) -> Language:
        """Return the language of what is said of a spec."""
        return self.language or spec.architecture.language

    def findings(self) -> Iterator[tuple[Finding, Language]]:
        """Return every finding, with the language to tell it in."""
        for spec, report in zip(self.specs, self.reports, strict=True):
            for finding in report.findings:
                yield finding, self.language_of(spec)
