"""What a build is about: one spec, in all its languages, with its verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from archspec.architecture import Architecture
from archspec.bilingual import Language
from archspec.checks import Report
from archspec.loading import Spec


@dataclass(frozen=True, slots=True)
class Subject:
    """A judged spec, and the pictures that its documents may show."""

    spec: Spec
    report: Report
    architectures: Mapping[Language, Architecture]
    """The architecture in each language of the spec, its own first."""
    pictures: tuple[str, ...] = ()
    """Paths below the spec's folder, sorted."""

    @classmethod
    def of(cls, spec: Spec, report: Report) -> Self:
        """Translate a spec into all its languages."""
        return cls(spec, report, {language: spec.in_language(language) for language in spec.languages})
