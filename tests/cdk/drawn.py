"""Drawn architectures that can be deployed, in one of their environments."""

from hypothesis import assume
from hypothesis import strategies as st

from archspec.architecture import Architecture
from archspec.testing import architectures, compliant_architectures, data_of, in_environment
from archspec.testing.deployable import can_be_planned, mended
from renderers.cdk.functions.ca import trusted_regions


@st.composite
def deployable_architectures(draw: st.DrawFn) -> tuple[Architecture, str | None]:
    """Draw an architecture that can be deployed, as one of its environments has it, and the environment's name."""
    drawn = draw(st.one_of(compliant_architectures(), architectures()))
    environment = draw(st.sampled_from([None, *drawn.environments]))
    architecture = _trusted(mended(in_environment(drawn, environment) if environment else drawn))
    assume(can_be_planned(architecture, environment))
    return architecture, environment


def _trusted(architecture: Architecture) -> Architecture:
    """Leave extensions out where their function has no certificate to trust the database by."""
    if architecture.region in trusted_regions():
        return architecture
    data = data_of(architecture)
    for component in data.get("components", {}).values():
        component.pop("extensions", None)
    return Architecture.model_validate(data)
