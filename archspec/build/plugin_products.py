"""Products of other distributions: `--only NAME` makes one, and a build that names none leaves its files alone."""

import re
from functools import cache
from typing import Final

from archspec.build.products import PRODUCTS, DeploymentProduct, DocumentProduct, PictureProduct, Product
from archspec.errors import UsageError
from archspec.plugins import PRODUCTS as GROUP
from archspec.plugins import Plugin, exported, plugin_named, refuse_names

_BUILT_IN: Final = tuple(product.name for product in PRODUCTS)
# It is the name of a folder, too.
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,62}")


@cache
def product_plugin(name: str) -> Plugin | None:
    """Return what another distribution offers as a product, which is looked for only where archspec has none.

    Raises:
        UsageError: Several distributions do, or one offers a product that archspec has.

    """
    if name in _BUILT_IN or not _NAME.fullmatch(name):
        return None
    refuse_names(GROUP, _BUILT_IN)
    return plugin_named(GROUP, name)


def plugin_product(name: str) -> Product | None:
    """Return a product of another distribution, or None where there is none of that name.

    Raises:
        UsageError: A distribution offers it in a way that cannot be used.

    """
    plugin = product_plugin(name)
    if plugin is None:
        return None
    module, _colon, attribute = plugin.value.partition(":")
    product = exported(plugin, module, attribute or "PRODUCT", object)
    if not isinstance(product, PictureProduct | DeploymentProduct | DocumentProduct):
        raise UsageError(f"{plugin}: {plugin.value} is no product")
    if product.name != name:
        raise UsageError(f"{plugin}: {plugin.value} is called {product.name!r}")
    return product
