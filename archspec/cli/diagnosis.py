"""What is installed, what of it works, and what would mend the rest."""

import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import requires, version
from pathlib import Path
from typing import Final

import archspec
from archspec import plugins

_DISTRIBUTION: Final = "archspec-aws"
_REQUIREMENT: Final = re.compile(r"""([A-Za-z0-9._-]+)[^;]*(?:;\s*extra == ['"]([\w-]+)['"])?""")
_EVERYTHING: Final = "all"
"""The extra that names the others."""
_OLDEST_NODE: Final = 22
_PATIENCE_SECONDS: Final = 20


# What may be broken is imported where it is looked at, so that it is told of its part alone.


class State(StrEnum):
    """How a part of the installation is."""

    WORKS = "works"
    MISSING = "missing"
    """It is optional, and not installed."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the installation."""

    name: str
    state: State
    found: tuple[str, ...]
    """What is there, and where it comes from; of a broken part, the reason first."""
    remedy: str | None = None


def diagnosis() -> tuple[Part, ...]:
    """Look at every part; one that cannot be looked at is broken, and hides no other."""
    return tuple(part for name, look in _PARTS.items() for part in _looked(name, look))


def _looked(name: str, look: Callable[[], Iterator[Part]]) -> Sequence[Part]:
    try:
        return tuple(look())
    except Exception as error:  # noqa: BLE001  whatever a half-broken installation raises is the diagnosis
        return (Part(name, State.BROKEN, (f"{type(error).__name__}: {error}",), f"pip install {_DISTRIBUTION}"),)


def _python() -> Iterator[Part]:
    yield Part("python", State.WORKS, (platform.python_version(), sys.executable))


def _archspec() -> Iterator[Part]:
    folder = next(iter(archspec.__path__))
    yield Part("archspec", State.WORKS, (version(_DISTRIBUTION), folder))


def _requirements() -> Iterator[Part]:
    """Yield what archspec always needs, and each extra."""
    needed: dict[str, list[str]] = {}
    for requirement in requires(_DISTRIBUTION) or ():
        if (match := _REQUIREMENT.match(requirement)) is not None:
            needed.setdefault(match[2] or "", []).append(match[1])
    for extra, names in needed.items():
        if extra != _EVERYTHING:
            yield _installed(extra, names)


def _installed(extra: str, names: Sequence[str]) -> Part:
    versions = {name: _version(name) for name in names}
    found = tuple(f"{name} {number or 'is missing'}" for name, number in versions.items())
    if all(versions.values()):
        return Part(f"extra {extra}" if extra else "requirements", State.WORKS, found)
    if extra:
        return Part(f"extra {extra}", State.MISSING, found, f"pip install '{_DISTRIBUTION}[{extra}]'")
    return Part("requirements", State.BROKEN, found, f"pip install {_DISTRIBUTION}")


def _version(distribution: str) -> str | None:
    from archspec.build.versions import installed_version

    return installed_version(distribution)


def _node() -> Iterator[Part]:
    from renderers.cdk.program.errors import UnavailableError
    from renderers.cdk.program.installed.library import INSTALL, find_node

    try:
        node = find_node()
    except UnavailableError as error:
        yield Part("node", State.MISSING, (str(error),), INSTALL)
        return
    # Its own version is all that is asked, of the program that `synth` would run.
    done = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=True)  # noqa: S603
    number = done.stdout.strip()
    major = re.match(r"v(\d+)\.", number)
    works = major is not None and int(major[1]) >= _OLDEST_NODE
    state = State.WORKS if works else State.BROKEN
    found = (number, str(node)) if works else (f"the CDK needs Node {_OLDEST_NODE} or later", number, str(node))
    yield Part("node", state, found, None if works else INSTALL)


def _kinds() -> Iterator[Part]:
    from archspec.components.registry import KIND_NAMES, kind_named

    for name in KIND_NAMES:
        kind_named(name)
    yield Part("kinds", State.WORKS, (f"{', '.join(KIND_NAMES)} of archspec",))
    yield from _plugged(plugins.KINDS, kind_named)


def _rules() -> Iterator[Part]:
    from archspec.checks import all_rules

    yield Part("rules", State.WORKS, (f"{len(all_rules())} of archspec",))
    yield from _plugged(plugins.RULES, None)


def _products() -> Iterator[Part]:
    from archspec.build.plugin_products import plugin_product
    from archspec.build.products import PRODUCTS

    yield Part("products", State.WORKS, (f"{', '.join(product.name for product in PRODUCTS)} of archspec",))
    yield from _plugged(plugins.PRODUCTS, plugin_product)


def _plugged(group: str, load: Callable[[str], object] | None) -> Iterator[Part]:
    """Yield a part for each plug-in of a group, loaded where a function says how."""
    for plugin in plugins.plugins(group):
        name = f"{group} {plugin.name}"
        origin = f"{plugin.value} of {plugin.distribution} {plugin.version}"
        try:
            if load is not None:
                load(plugin.name)
        except Exception as error:  # noqa: BLE001  the code of others
            yield Part(name, State.BROKEN, (str(error), origin), f"pip uninstall {plugin.distribution}, or mend it")
        else:
            yield Part(name, State.WORKS, (origin,))


def _cache() -> Iterator[Part]:
    from renderers.cdk.program.installed.kept import keeping

    place = keeping()
    if place.folder is None:
        yield Part("cache", State.BROKEN, (place.trouble or "there is no folder for it",))
        return
    files = [path for path in sorted(place.folder.iterdir()) if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    state = State.WORKS if place.trouble is None else State.BROKEN
    trouble = () if place.trouble is None else (place.trouble,)
    yield Part("cache", state, (*trouble, f"{len(files)} files, {size:.1f} MB", str(Path(place.folder))))


_PARTS: Final[dict[str, Callable[[], Iterator[Part]]]] = {
    "python": _python,
    "archspec": _archspec,
    "requirements": _requirements,
    "node": _node,
    "kinds": _kinds,
    "rules": _rules,
    "products": _products,
    "cache": _cache,
}
