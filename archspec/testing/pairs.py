"""The pairs of kinds that an arrow may connect, by their names."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from archspec import architecture
from archspec.architecture import ConnectionClass, Offer
from archspec.components import installed_kinds


@cache
def possible_arrows() -> Mapping[tuple[str, str], Offer[Any]]:
    """Return what an arrow opens for each pair of kinds that may have one, source first."""
    return architecture.possible_arrows(installed_kinds())


def targets_of(kind: str) -> tuple[str, ...]:
    """Return the kinds that an arrow from a kind may lead to."""
    return tuple(target for source, target in possible_arrows() if source == kind)


def opens_port(source: str, target: str) -> bool:
    """Tell whether an arrow opens a port of its target."""
    return possible_arrows()[source, target].opens is ConnectionClass.NETWORK
