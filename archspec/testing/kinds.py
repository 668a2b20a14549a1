"""Kinds for the time of a test."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from unittest.mock import patch

from archspec.components import registry
from archspec.components.kind import Kind


@contextmanager
def registered(kind: Kind[Any], **facets: object) -> Iterator[None]:
    """Make a kind known by its name while the block runs, with what it says to each layer: `rules=RULES`, and so on.

    For tests of what shared code does with a kind that it has never heard of. `all_kinds` does not list it.
    """
    modules = _modules(f"{__name__}.{kind.name}", kind, facets)
    package, known = next(iter(modules)), registry.package_of

    def package_of(name: str) -> str | None:
        return package if name == kind.name else known(name)

    sys.modules.update(modules)
    try:
        with patch.object(registry, "package_of", package_of):
            _forget()
            yield
    finally:
        _forget()
        for name in modules:
            del sys.modules[name]


def _modules(package: str, kind: Kind[Any], facets: Mapping[str, object]) -> Mapping[str, ModuleType]:
    """Return the modules that a package of the kind would have, itself first."""
    modules = {package: ModuleType(package)}
    vars(modules[package])["KIND"] = kind
    for facet, value in facets.items():
        module = modules[f"{package}.{facet}"] = ModuleType(f"{package}.{facet}")
        vars(module)[facet.upper()] = value
    return modules


def _forget() -> None:
    registry.kind_named.cache_clear()
    registry.facet_of.cache_clear()
