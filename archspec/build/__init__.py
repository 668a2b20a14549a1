"""Building: the pictures, documents and findings of specs, written to a folder."""

from archspec.build.build import Outcome, Outcomes, build, compare
from archspec.build.outputs import Changes, Difference, write_outputs
from archspec.build.products import PRODUCTS, Product, install_command

__all__ = [
    "PRODUCTS",
    "Changes",
    "Difference",
    "Outcome",
    "Outcomes",
    "Product",
    "build",
    "compare",
    "install_command",
    "write_outputs",
]
