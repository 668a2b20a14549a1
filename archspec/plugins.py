"""What other distributions offer to archspec, by entry points."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final, TypeVar

from archspec.errors import UsageError

KINDS: Final = "archspec.kinds"
RULES: Final = "archspec.rules"
PRODUCTS: Final = "archspec.products"
GROUPS: Final = (KINDS, RULES, PRODUCTS)

OfferedT = TypeVar("OfferedT")


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point."""

    group: str
    name: str
    value: str
    """A module, or a module and what it exports: `acme_queues:PRODUCT`."""
    distribution: str
    version: str

    def __str__(self) -> str:
        """Name it as messages do."""
        return f"{self.group} {self.name!r} of {self.distribution} {self.version}"


@cache
def plugins(group: str) -> tuple[Plugin, ...]:
    """Return all entry points of a group, which reads what is installed: some 10 ms."""
    from importlib.metadata import entry_points  # noqa: PLC0415  `check` does without it

    found = {
        Plugin(group, point.name, point.value, point.dist.name, point.dist.version)
        for point in entry_points(group=group)
        if point.dist is not None
    }
    return tuple(sorted(found, key=lambda plugin: (plugin.name, plugin.distribution)))


def plugin_named(group: str, name: str) -> Plugin | None:
    """Return the entry point of a name, or None where no distribution offers it.

    Raises:
        UsageError: Several distributions do.

    """
    offers = [plugin for plugin in plugins(group) if plugin.name == name]
    if len(offers) > 1:
        owners = " and ".join(offer.distribution for offer in offers)
        raise UsageError(f"{group} {name!r}: offered by {owners}; uninstall all but one")
    return offers[0] if offers else None


def refuse_names(group: str, taken: tuple[str, ...]) -> None:
    """Refuse a distribution that offers what archspec has itself: nobody could tell which of them is meant.

    Raises:
        UsageError: There is one.

    """
    for plugin in plugins(group):
        if plugin.name in taken:
            raise UsageError(f"{plugin}: archspec has its own {plugin.name!r}; uninstall {plugin.distribution}")


def exported(plugin: Plugin, module: str, name: str, of_type: type[OfferedT]) -> OfferedT:
    """Return what a module of a distribution exports.

    Raises:
        UsageError: The module cannot be imported, or exports no such thing.

    """
    try:
        found: object = getattr(import_module(module), name, None)
    except Exception as error:
        raise UsageError(f"{plugin}: {module} cannot be imported: {type(error).__name__}: {error}") from error
    if not isinstance(found, of_type):
        raise UsageError(f"{plugin}: {module} exports no {name} of type {of_type.__name__}")
    return found
