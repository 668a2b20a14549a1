"""Hypothesis strategies for architectures, and faults to plant in them.

For projects that test invariants of their own: `architectures()` draws any valid architecture,
`compliant_architectures()` one the checks accept, and `plant` puts the fault a rule declares into it.
`archspec.testing.deployable` draws those that can be planned, and `archspec.testing.conformance` tests kinds.
"""

from archspec.testing.architectures import REFERENCE_DAY, architectures, compliant_architectures
from archspec.testing.components import components_of, smallest
from archspec.testing.faults import declared, kinds_excluded, kinds_needed, plant, repair
from archspec.testing.specs import data_of, in_environment, overlaid, spec_of

__all__ = [
    "REFERENCE_DAY",
    "architectures",
    "compliant_architectures",
    "components_of",
    "data_of",
    "declared",
    "in_environment",
    "kinds_excluded",
    "kinds_needed",
    "overlaid",
    "plant",
    "repair",
    "smallest",
    "spec_of",
]
