"""What pages are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from archspec.architecture import Architecture, ViewName
from archspec.bilingual import Language
from archspec.checks import Report
from renderers.docs.deployment import Deployment


@dataclass(frozen=True, kw_only=True)
class PageInputs:
    """The pages' sources for one spec, in one language."""

    architecture: Architecture
    """The architecture, its texts in the language of the pages."""
    environments: Mapping[str, Architecture]
    """The architecture of each environment, by name; empty where the spec has none."""
    base: Architecture | None = None
    """The architecture before any environment's changes, in the language of the spec; left out, `architecture`."""
    report: Report
    """The verdict; with its passes, the pages count them by rule."""
    pictures: Mapping[ViewName, str] = field(default_factory=dict)
    """Mermaid diagrams in the language of the pages, in the order to show them."""
    files: tuple[str, ...] = ()
    """Paths of the pictures that were built, below the folder of the spec, as in `svg/logical.en.svg`."""
    languages: tuple[Language, ...] = ()
    """Every language the pages are written in."""

    @property
    def variants(self) -> Mapping[str | None, Architecture]:
        """The architectures that are deployed: one for each environment, or the only one under None."""
        named = cast("Mapping[str | None, Architecture]", self.environments)
        return named or {None: self.architecture}

    @cached_property
    def deployment(self) -> Deployment:
        """The architecture as it would be deployed, before any environment's changes."""
        return Deployment(self.architecture)

    @cached_property
    def untranslated(self) -> Deployment:
        """The same in the language of the spec."""
        if self.base is None or self.base is self.architecture:
            return self.deployment
        return Deployment(self.base)

    @cached_property
    def deployments(self) -> Mapping[str | None, Deployment]:
        """What is deployed: one to each environment, or the only one under None."""
        if not self.environments:
            return {None: self.deployment}
        return {name: Deployment(architecture, name) for name, architecture in self.environments.items()}
