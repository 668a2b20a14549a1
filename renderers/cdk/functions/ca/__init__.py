"""The certificate authorities of Amazon RDS, which sign the certificates of its databases: a data file of AWS's facts.

`renew` writes the file again.
"""

from pathlib import Path
from typing import Final

BUNDLE: Final = Path(__file__).with_name("rds-global-bundle.pem")


def bundle_facts() -> dict[str, str]:
    """Return what the header of the data file says, by name."""
    header = BUNDLE.read_text("ascii").partition("\n\n")[0]
    lines = [line.removeprefix("# ").partition(": ") for line in header.splitlines()]
    return {name: value for name, _, value in lines if value}


def trusted_regions() -> frozenset[str]:
    """Return the Regions whose databases can be verified; a newer Region needs a renewed file."""
    return frozenset(bundle_facts()["regions"].split())
