"""Kinds by name: one explicit list, and each kind imported when somebody asks for it.

Nothing here imports a kind by a statement: `archspec.kinds` stands above every layer that asks.
"""

from functools import cache
from importlib import import_module
from typing import Final, TypeVar, cast

from archspec.components.base import ComponentBase
from archspec.components.kind import Kind
from archspec.errors import UsageError
from archspec.plugins import KINDS, Plugin, exported, plugin_named, plugins, refuse_names

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
    """Return a kind, or None where there is none of that name.

    Raises:
        UsageError: A distribution offers it in a way that cannot be used.

    """
    package = package_of(name)
    if package is None:
        return None
    found = _exported(name, package, "KIND", Kind)
    if found.name != name:
        raise _refusal(name, f"{package} exports a KIND that is called {found.name!r}")
    return cast("Kind[ComponentBase]", found)


@cache
def package_of(name: str) -> str | None:
    """Return the package a kind is in, or None where there is none of that name."""
    if name in KIND_NAMES:
        return f"archspec.kinds.{name}"
    plugin = plugin_of(name)
    return None if plugin is None else plugin.value


@cache
def plugin_of(name: str) -> Plugin | None:
    """Return what another distribution offers as a kind, which is looked for only where archspec has none.

    Raises:
        UsageError: Several distributions offer it, or one offers a kind that archspec has.

    """
    if name in KIND_NAMES:
        return None
    refuse_names(KINDS, KIND_NAMES)
    return plugin_named(KINDS, name)


def is_kind(name: object) -> bool:
    """Tell whether a kind has a name, without importing it."""
    return isinstance(name, str) and package_of(name) is not None


def all_kinds() -> tuple[Kind[ComponentBase], ...]:
    """Return every kind of archspec's own, which imports them: for documents and mistakes, never for the usual way."""
    return tuple(kind for kind in map(kind_named, KIND_NAMES) if kind is not None)


def known_names() -> tuple[str, ...]:
    """Return the names of every kind, those of other distributions last; it imports none of them."""
    others = {plugin.name for plugin in plugins(KINDS)} - {*KIND_NAMES}
    return (*KIND_NAMES, *sorted(others))


def installed_kinds() -> tuple[Kind[ComponentBase], ...]:
    """Return every kind there is, with those of other distributions.

    Raises:
        UsageError: A distribution offers one in a way that cannot be used.

    """
    return tuple(kind for kind in map(kind_named, known_names()) if kind is not None)


@cache
def facet_of(name: str, facet: str, facet_type: type[FacetT]) -> FacetT:
    """Return what a kind says to one layer: `PLANNING` of its module `planning`, and so on.

    Raises:
        TypeError: The kind has no such module, or the module exports something else.
        UsageError: The same, of a kind that another distribution offers.

    """
    package = package_of(name)
    if package is None:
        raise TypeError(f"there is no kind {name!r}")
    return _exported(name, f"{package}.{facet}", facet.upper(), facet_type)


def _exported(kind: str, module: str, name: str, of_type: type[FacetT]) -> FacetT:
    if (plugin := plugin_of(kind)) is not None:
        return exported(plugin, module, name, of_type)
    found: object = getattr(import_module(module), name, None)
    if not isinstance(found, of_type):
        raise _refusal(kind, f"{module} exports no {name}")
    return found


def _refusal(kind: str, message: str) -> Exception:
    """Return whose fault it is: ours, or another distribution's."""
    plugin = plugin_of(kind)
    return TypeError(message) if plugin is None else UsageError(f"{plugin}: {message}")
