"""Kinds by name: one explicit list, and each kind imported when somebody asks for it.

Nothing here imports a kind by a statement: `archspec.kinds` stands above every layer that asks.
"""

from functools import cache
from importlib import import_module
from typing import Final, TypeVar, cast

from archspec.components.base import ComponentBase
from archspec.components.kind import Kind

KIND_NAMES: Final = (
    "actor",
    "route53_zone",
    "cloudfront_distribution",
    "s3_bucket",
    "application_load_balancer",
    "fargate_service",
    "rds_instance",
    "elasticache_replication_group",
)
"""Every kind, in the order documents list them."""

FacetT = TypeVar("FacetT")


@cache
def kind_named(name: str) -> Kind[ComponentBase] | None:
    """Return a kind, or None where there is none of that name."""
    package = package_of(name)
    if package is None:
        return None
    found: object = getattr(import_module(package), "KIND", None)
    if not isinstance(found, Kind) or found.name != name:
        raise TypeError(f"{package} exports no KIND that is called {name!r}")
    return cast("Kind[ComponentBase]", found)


def package_of(name: str) -> str | None:
    """Return the package a kind is in, or None where there is none of that name."""
    return f"archspec.kinds.{name}" if name in KIND_NAMES else None


def is_kind(name: object) -> bool:
    """Tell whether a kind has a name, without importing it."""
    return isinstance(name, str) and package_of(name) is not None


def all_kinds() -> tuple[Kind[ComponentBase], ...]:
    """Return every kind, which imports them all: for documents, schemas and mistakes, never for the usual way."""
    return tuple(kind for kind in map(kind_named, KIND_NAMES) if kind is not None)


@cache
def facet_of(name: str, facet: str, facet_type: type[FacetT]) -> FacetT:
    """Return what a kind says to one layer: `PLANNING` of its module `planning`, and so on.

    Raises:
        TypeError: The kind has no such module, or the module exports something else.

    """
    package = package_of(name)
    if package is None:
        raise TypeError(f"there is no kind {name!r}")
    module = f"{package}.{facet}"
    found: object = getattr(import_module(module), facet.upper(), None)
    if not isinstance(found, facet_type):
        raise TypeError(f"{module} exports no {facet.upper()}")
    return found
