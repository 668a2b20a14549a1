"""Which products a build makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from archspec.architecture import did_you_mean
from archspec.build.plugin_products import plugin_product, product_plugin
from archspec.build.products import PRODUCTS, Product, install_command, is_installed
from archspec.errors import UsageError


@dataclass(frozen=True, slots=True)
class Selection:
    """The products to make, and those that are left out for want of a library."""

    chosen: tuple[Product, ...]
    skipped: tuple[Product, ...] = ()
    whole: bool = True
    """Whether everything was asked for, so that a file no product gives is stale."""

    def leaves(self, owner: str | None) -> bool:
        """Tell whether the files of a product, or of none, stay as an earlier build left them."""
        if self.whole:
            # What was made of another distribution's product, no build makes unless it is named.
            skipped = {product.name for product in self.skipped}
            return owner is not None and (owner in skipped or product_plugin(owner) is not None)
        return owner not in {product.name for product in self.chosen}


def select(only: Sequence[str]) -> Selection:
    """Return the named products; all that are installed, where none is named.

    Raises:
        UsageError: A name is no product's, or what it needs is not installed, or cannot be used.

    """
    if only:
        return Selection(_named(only), whole=False)
    chosen = tuple(product for product in PRODUCTS if is_installed(product))
    return Selection(chosen, tuple(product for product in PRODUCTS if product not in chosen))


def _named(only: Sequence[str]) -> tuple[Product, ...]:
    names = [product.name for product in PRODUCTS]
    others = {name: plugin_product(name) for name in only if name not in names}
    for name, other in others.items():
        if other is None:
            hint = did_you_mean(name, names)
            rest = "" if hint.startswith("choose") else f" There are {', '.join(names)}."
            raise UsageError(f"--only: there is no product {name!r}; {hint}{rest}")
    own = (product for product in PRODUCTS if product.name in only)
    chosen = (*own, *(product for product in others.values() if product is not None))
    if missing := [product for product in chosen if not is_installed(product)]:
        raise UsageError("\n".join(f"--only: {product.name} needs {install_command(product)}" for product in missing))
    return chosen
