"""What documents and pictures say of a kind, as data in both languages; renderers lay it out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar, cast

from archspec.architecture import Architecture, Aspect
from archspec.bilingual import Text
from archspec.components.base import ComponentBase
from archspec.components.registry import facet_of
from archspec.parts.inline import ComponentLink, Inline
from archspec.parts.resources import Resource
from archspec.parts.settings import Setting
from archspec.parts.traits import Traits
from archspec.planning import Plan

ModelT = TypeVar("ModelT", bound=ComponentBase)


@dataclass(frozen=True, slots=True)
class Described(Generic[ModelT]):
    """A component that a document describes, in the plan of one environment."""

    plan: Plan
    name: str
    component: ModelT

    @property
    def architecture(self) -> Architecture:
        """The architecture it is a part of."""
        return self.plan.architecture

    @property
    def link(self) -> ComponentLink:
        """The component by its title."""
        return ComponentLink(self.name, self.component.title)


Evidence: TypeAlias = tuple[Aspect, Inline]
"""A sentence on what the model shows of an aspect."""


@dataclass(frozen=True, slots=True)
class Stencil:
    """An icon of mingrammer/diagrams, by its module and class below `diagrams.aws`."""

    name: str
    boxed: str | None = None
    """The icon where a picture shows a component of the kind as a box, if that is another."""


@dataclass(frozen=True, slots=True)
class Pages(Generic[ModelT]):
    """Every question a document asks of a kind; none has a default, so that none is forgotten."""

    outside: Callable[[ModelT], Text] | None
    """What it is in place of an AWS service; None where it is one."""
    settings: Callable[[Described[ModelT]], Iterable[Setting]]
    """What is set, defaults that matter included."""
    traits: Callable[[Described[ModelT]], Traits] | None
    """How it behaves once it runs; None where that is not the architecture's to know."""
    resources: Callable[[Described[ModelT]], Iterable[Resource]]
    """What a deployment creates for it, besides what plans of any kind have."""
    evidence: Callable[[Described[ModelT]], Iterable[Evidence]]
    """What it adds to what the model shows of an aspect."""
    visitors: Text | None
    """Who reaches it by what it is, whatever the connections; None where only connections open it."""
    stencil: Stencil


def no_settings(_: Described[ModelT]) -> tuple[Setting, ...]:
    """Return nothing: a spec has nothing to set."""
    return ()


def no_resources(_: Described[ModelT]) -> tuple[Resource, ...]:
    """Return nothing: no deployment creates anything for it."""
    return ()


def no_evidence(_: Described[ModelT]) -> tuple[Evidence, ...]:
    """Return nothing: its traits tell all there is."""
    return ()


def pages_named(kind: str) -> Pages[ComponentBase]:
    """Return what documents say of a kind, by its name."""
    found: object = facet_of(kind, "pages", Pages)
    return cast("Pages[ComponentBase]", found)


def pages_of(component: ModelT) -> Pages[ModelT]:
    """Return what documents say of the kind of a component."""
    return cast("Pages[ModelT]", pages_named(component.kind))
