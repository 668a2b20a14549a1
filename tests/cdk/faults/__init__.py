"""Faults to plant in templates: what a mistaken builder, or a hand, might make of them."""

from typing import Final

from tests.cdk.faults import access, data, edge, network, services
from tests.cdk.faults.edit import Fault, planted

FAULTS: Final = (*network.FAULTS, *data.FAULTS, *services.FAULTS, *edge.FAULTS, *access.FAULTS)

__all__ = ["FAULTS", "Fault", "planted"]
