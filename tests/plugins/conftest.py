"""Distributions of others, installed for one test."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from archspec import plugins
from archspec.build import plugin_products
from archspec.components import registry

Install: TypeAlias = Callable[..., None]
"""Installs a distribution: its name, its group of entry points, and each of them by name."""

_CACHED: Final = (
    plugins.plugins,
    registry.plugin_of,
    registry.package_of,
    registry.kind_named,
    registry.facet_of,
    plugin_products.product_plugin,
)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a function that installs a distribution into a folder of the path."""
    site = tmp_path / "site"
    site.mkdir()
    shutil.copytree(Path(__file__).with_name("acme_queue"), site / "acme_queue")
    monkeypatch.syspath_prepend(site)
    before = set(sys.modules)

    def add(distribution: str, group: str, **points: str) -> None:
        metadata = site / f"{distribution.replace('-', '_')}-1.2.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {distribution}\nVersion: 1.2\n")
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (metadata / "entry_points.txt").write_text(f"[{group}]\n{lines}")
        _forget()

    _forget()
    yield add
    _forget()
    for name in set(sys.modules) - before:
        if name.startswith(("acme_queue", "broken_", "acme_")):
            del sys.modules[name]


def _forget() -> None:
    for cached in _CACHED:
        cached.cache_clear()
